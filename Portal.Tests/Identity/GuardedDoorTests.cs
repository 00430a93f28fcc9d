using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Identity.Account;
using Portal.Identity.Roles;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using Portal.Tests.Identity.Access;
using Portal.Tests.Identity.Account;

namespace Portal.Tests.Identity;

/// <summary>Ways in that look shut and were not: each was found open once.</summary>
public sealed class GuardedDoorTests(GuardedDoorTests.Fixture portal) : IClassFixture<GuardedDoorTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task An_authenticator_app_is_not_switched_on_without_the_password()
    {
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.TeamChief).Email);
        var page = (await visitor.GetAsync("/account/authenticator")).Body;
        Assert.Contains("name=\"Password\"", page);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => AuthenticatorSteps.SetUpAsync(visitor, "/account/authenticator", "not the password"));
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        Assert.False((await owner.Set<Person>().SingleAsync(p => p.Id == TestPeople.Of("5340", ZoneRole.TeamChief).Id, Stop)).TwoFactorEnabled);
    }

    [Fact]
    public async Task A_new_password_by_mail_lifts_the_lock_that_a_stranger_brought_about()
    {
        var person = TestPeople.Of("5340", ZoneRole.StaffOffice);
        for (var n = 0; n < IdentityModule.TriesBeforeLock; n++)
        {
            using var stranger = new Visitor(portal);
            await stranger.SignInAsync(person.Email, "a wrong password");
        }

        using (var locked = new Visitor(portal)) Assert.Equal(200, (await locked.SignInAsync(person.Email)).Status);
        await using var scope = portal.Root.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(await users.GeneratePasswordResetTokenAsync((await users.FindByIdAsync(person.Id.ToString()))!)));
        const string next = "een heel ander wachtwoord";
        Assert.True((await portal.Root.GetRequiredService<PasswordForgotten>().SetAsync(person.Id, token, next, next)).Succeeded);
        using var visitor = new Visitor(portal);
        Assert.Equal(302, (await visitor.SignInAsync(person.Email, next)).Status);
    }

    [Fact]
    public async Task Whoever_was_removed_lets_nobody_in_any_more()
    {
        var host = TestPeople.Of("5344", ZoneRole.ZoneAdministrator);
        await using (var administrator = await portal.AsAsync(host))
            Assert.True((await administrator.Get<InvitationService>().InviteAsync(new("own.second@address.test", "Tweede Adres", "nl", [new(ZoneRole.ZoneAdministrator)], null), Stop)).Succeeded);
        var code = await TestMails.CodeAsync(portal, "own.second@address.test");
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await owner.Set<Membership>().IgnoreQueryFilters().Where(m => m.PersonId == host.Id).ExecuteDeleteAsync(Stop);
        await using var nobody = portal.Root.CreateAsyncScope();
        Assert.Equal(InvitationErrors.LinkUnusable, (await nobody.ServiceProvider.GetRequiredService<InvitationDoor>().AcceptAsync(code, "Tweede Adres", "een lang genoeg wachtwoord", Stop)).Error);
    }

    [Fact]
    public async Task An_administrator_gets_a_last_day_also_in_a_zone_that_never_saved_its_settings()
    {
        var (first, second) = (TestPeople.Of("5291", ZoneRole.ZoneAdministrator), TestPeople.Of("5291", ZoneRole.StaffOffice));
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            owner.Add(new Membership("5291", second.Id, ZoneRole.ZoneAdministrator, TimeProvider.System.GetUtcNow()));
            await owner.SaveChangesAsync(Stop);
            Assert.False(await owner.Set<ZonePolicy>().IgnoreQueryFilters().AnyAsync(p => p.Tenant == "5291", Stop));
        }

        await using var scope = await portal.AsAsync(first);
        var given = await scope.Get<RoleService>().GiveAsync(second.Id, new(ZoneRole.ZoneAdministrator), Today.AddDays(30), Stop);
        Assert.True(given.Succeeded, given.Error?.Code);
    }

    [Fact]
    public async Task Twelve_hours_after_the_sign_in_a_zone_asks_anew_also_when_it_never_saved_its_settings()
    {
        var person = TestPeople.Of("5291", ZoneRole.Member);
        await using var scope = portal.Root.CreateAsyncScope();
        var access = scope.ServiceProvider.GetRequiredService<ZoneAccess>();
        var now = TimeProvider.System.GetUtcNow();
        Assert.True(await access.EnterAsync(person.Id, person.Name, "5291", new(false, now.AddHours(-11)), Stop));
        Assert.False(await access.EnterAsync(person.Id, person.Name, "5291", new(true, now.AddHours(-13)), Stop));
        Assert.Equal(EntryRefusal.SessionTooOld, access.Refusal);
        Assert.False(scope.ServiceProvider.GetRequiredService<CurrentUser>().May(TenantPermissions.Enter));
    }

    [Theory]
    [InlineData("Zoë-Anne", true)]
    [InlineData("M. L.", true)]
    [InlineData("d’Hondt", true)]
    [InlineData("Account locked: see evil.example", false)]
    [InlineData("https//evil", false)]
    [InlineData("a@b", false)]
    public void A_name_in_a_request_for_access_carries_no_message(string name, bool fits) =>
        Assert.Equal(!fits, new AccessApplication("5340", name, "Peeters", "an@politie.test", null, null, "nl").Check().Any(c => c.Error == AccessErrors.NameOfLetters));

    [Fact]
    public async Task Nobody_puts_off_the_own_last_day()
    {
        var office = TestPeople.Of("5344", ZoneRole.StaffOffice);
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            var record = new StaffMember("5344", "Els", "Eigen", TimeProvider.System.GetUtcNow());
            record.Account(office.Id);
            owner.Add(record);
            await owner.SaveChangesAsync(Stop);
        }

        await using var scope = await portal.AsAsync(office);
        await using var db = scope.Context();
        async Task<StaffMember> OwnAsync() => await db.Set<StaffMember>().AsNoTracking().SingleAsync(m => m.PersonId == office.Id, Stop);
        var own = await OwnAsync();
        Assert.True((await scope.Get<StaffService>().LeaveAsync(own.Id, own.Version, Today.AddDays(3), Stop)).Succeeded);
        own = await OwnAsync();
        Assert.Equal(RoleErrors.OwnRoles, (await scope.Get<StaffService>().LeaveAsync(own.Id, own.Version, Today.AddDays(30), Stop)).Error);
        Assert.Equal(RoleErrors.OwnRoles, (await scope.Get<StaffService>().ComeBackAsync(own.Id, own.Version, Stop)).Error);
        Assert.Equal(Today.AddDays(3), (await OwnAsync()).LeavesOn);
    }

    [Fact]
    public async Task The_federal_police_do_not_invite_themselves_into_a_zone()
    {
        var federal = TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator);
        await using var scope = await portal.AsAsync(federal);
        Assert.Equal(RoleErrors.OwnRoles, (await scope.Get<ZoneAdministrators>().InviteAsync("5344", " " + federal.Email.ToUpperInvariant(), federal.Name, "nl", Stop)).Error);
    }
}
