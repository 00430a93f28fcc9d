using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Contacts;
using Portal.Contacts.Jobs;
using Portal.Identity;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Tenants;

/// <summary>What a zone decides for itself, and what it publishes.</summary>
public sealed class ZonePolicyTests(ZonePolicyTests.Fixture portal) : IClassFixture<ZonePolicyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    static async Task<Result> ChangeAsync(ActingScope scope, Func<PolicyView, PolicyInput> change)
    {
        var policy = (await scope.Get<ZonePolicyQueries>().FindAsync(Stop))!;
        return await scope.Get<ZonePolicyService>().ChangeAsync(policy.Version, change(policy), Stop);
    }

    static PolicyInput Same(PolicyView p) => new(p.SecondFactorRequired, p.SessionHours, p.DefaultApprover?.Id, p.PublishesDirectory);

    [Fact]
    public async Task The_second_factor_is_tried_dry_and_locks_nobody_out_who_switches_it_on()
    {
        var administrator = TestPeople.Of("5291", ZoneRole.ZoneAdministrator);
        await using var scope = await portal.AsAsync(administrator);
        var dry = (await scope.Get<ZonePolicyQueries>().TrySecondFactorAsync(Stop))!;
        Assert.Equal((ZoneRoles.In(TenantKind.Zone).Count + 1, true), (dry.People, dry.You)); // everybody of the tests, the second operator included
        Assert.Equal(PolicyErrors.LocksYouOut, (await ChangeAsync(scope, p => Same(p) with { SecondFactorRequired = true })).Error);
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            await owner.Set<Person>().Where(p => p.Id == administrator.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.TwoFactorEnabled, true), Stop);
            var passkey = new IdentityUserPasskey<Guid> { UserId = TestPeople.Of("5291", ZoneRole.Member).Id, CredentialId = [1, 2, 3], Data = new() { PublicKey = [1], Name = "key", AttestationObject = [1], ClientDataJson = [1] } };
            owner.Add(passkey);
            await owner.SaveChangesAsync(Stop);
        }

        var after = (await scope.Get<ZonePolicyQueries>().TrySecondFactorAsync(Stop))!;
        Assert.Equal((dry.People - 2, false), (after.People, after.You));
        Assert.True((await ChangeAsync(scope, p => Same(p) with { SecondFactorRequired = true })).Succeeded);
        var weak = TestPeople.Of("5291", ZoneRole.CameraManager);
        await using var refused = await portal.AsAsync(weak); // signed in with a password alone
        Assert.False(refused.Get<CurrentUser>().May(TenantPermissions.Enter));
        Assert.Equal(EntryRefusal.SecondFactorMissing, refused.Get<ZoneAccess>().Refusal);
        Assert.True(await refused.Get<ZoneAccess>().EnterAsync(weak.Id, weak.Name, "5291", new(IsStrong: true, null), Stop));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public async Task A_session_lasts_one_to_twenty_four_hours(int hours)
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        Assert.Equal(PolicyErrors.SessionHours, (await ChangeAsync(scope, p => Same(p) with { SessionHours = hours })).Error);
    }

    [Fact]
    public async Task The_default_approver_works_here_and_decides_for_who_has_nobody_else()
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        await using var elsewhere = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var stranger = (await elsewhere.Get<StaffService>().AddAsync(new() { FirstName = "From", LastName = "Elsewhere" }, Stop)).Value;
        Assert.Equal(PolicyErrors.ApproverUnknown, (await ChangeAsync(scope, p => Same(p) with { DefaultApproverId = stranger })).Error);
        var approver = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "Ada", LastName = "Approver" }, Stop)).Value;
        Assert.True((await ChangeAsync(scope, p => Same(p) with { DefaultApproverId = approver })).Succeeded);
        var member = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "Without", LastName = "Chief" }, Stop)).Value;
        var named = (await scope.Get<StaffQueries>().FindAsync(member, Stop))!.Approver;
        Assert.Equal((ApproverReason.ZoneDefault, "Ada Approver"), (named.Reason, named.Who!.Name));
        Assert.Equal(PolicyErrors.ChangedMeanwhile, (await scope.Get<ZonePolicyService>().ChangeAsync(99, new(false, 8, null, false), Stop)).Error);
    }

    async Task SetStateAsync(ZoneState state)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await owner.Set<TenantInfo>().Where(z => z.Code == "5344").ExecuteUpdateAsync(z => z.SetProperty(x => x.State, state), Stop);
    }

    [Fact]
    public async Task A_published_directory_follows_the_staff_list_and_disappears_when_switched_off()
    {
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        await using var other = await portal.AsAsync("5340", ZoneRole.Member);
        var (staff, units) = (scope.Get<StaffService>(), scope.Get<UnitService>());
        async Task<IReadOnlyList<DirectoryEntry>> SeenAsync(string search, string? zone = "5344") => await other.Get<DirectoryQueries>().FindAsync(new(search, zone), stop: Stop);
        var unit = (await units.AddAsync("Wegpolitie", null, null, Stop)).Value;
        var id = (await staff.AddAsync(new() { FirstName = "Zoë", LastName = "Publiek", PersonnelNumber = "secret-1", Phone = "02 555 00 09", Email = "zoe@zone.be", Function = "Enquêteur", UnitId = unit, Languages = "nl" }, Stop)).Value;
        Assert.Empty(await SeenAsync("publiek"));
        Assert.True((await ChangeAsync(scope, p => Same(p) with { PublishesDirectory = true })).Succeeded);
        var card = Assert.Single(await SeenAsync("zoe publ"));
        Assert.Equal(("5344", "Zoë Publiek", "Enquêteur", "Wegpolitie", "02 555 00 09", "zoe@zone.be", "nl"), (card.Zone, card.Name, card.Function, card.Unit, card.Phone, card.Email, card.Languages));
        Assert.Single(await SeenAsync("enquêteur"));
        Assert.Single(await SeenAsync("wegpol", zone: null)); // among all zones
        Assert.Empty(await SeenAsync("publiek", "5340"));
        Assert.Contains("5344", (await other.Get<DirectoryQueries>().ZonesAsync(Stop)).Select(z => z.Code));
        // What changes in the list changes on the card in the same save.
        var row = (await scope.Get<UnitQueries>().AllAsync(Stop)).Single(u => u.Id == unit);
        Assert.True((await units.ChangeAsync(unit, row.Version, "Verkeer", null, Stop)).Succeeded);
        Assert.Equal("Verkeer", Assert.Single(await SeenAsync("publiek")).Unit);
        var member = (await scope.Get<StaffQueries>().FindAsync(id, Stop))!;
        Assert.True((await staff.ChangeAsync(id, member.Version, member.Details with { Function = "Analist" }, Stop)).Succeeded);
        Assert.Equal("Analist", Assert.Single(await SeenAsync("publiek")).Function);
        member = (await scope.Get<StaffQueries>().FindAsync(id, Stop))!;
        Assert.True((await staff.LeaveAsync(id, member.Version, Today, Stop)).Succeeded);
        Assert.Single(await SeenAsync("publiek")); // the last day counts
        await using (var db = scope.Context()) await db.Set<StaffMember>().Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.LeavesOn, Today.AddDays(-1)), Stop); // the day passes
        async Task<bool> HasCardAsync()
        {
            await new KeepDirectoriesJob(portal.Root.GetScopes(), portal.Root.GetZones(), Microsoft.Extensions.Logging.Abstractions.NullLogger<KeepDirectoriesJob>.Instance).Execute(null!, Stop);
            await using var db = scope.Context();
            return await db.Set<DirectoryCard>().AnyAsync(c => c.StaffId == id, Stop);
        }

        await SetStateAsync(ZoneState.LegalHold);
        Assert.True(await HasCardAsync()); // nothing goes under legal hold
        await SetStateAsync(ZoneState.Active);
        Assert.False(await HasCardAsync());
        Assert.Empty(await SeenAsync("publiek"));
        await staff.AddAsync(new() { FirstName = "Bas", LastName = "Publiek" }, Stop);
        Assert.Single(await SeenAsync("publiek"));
        Assert.True((await ChangeAsync(scope, p => Same(p) with { PublishesDirectory = false })).Succeeded);
        Assert.Empty(await SeenAsync("publiek"));
    }

    [Fact]
    public async Task The_own_directory_needs_no_publishing_shows_who_is_here_and_pages_through_all_zones()
    {
        await using var office = await portal.AsAsync("5340", ZoneRole.StaffOffice);
        var word = "z" + Guid.NewGuid().ToString("N")[..8];
        foreach (var n in Enumerable.Range(0, DirectoryQueries.PageSize + 5)) await office.Get<StaffService>().AddAsync(new() { FirstName = "N" + n, LastName = word }, Stop);
        await office.Get<StaffService>().AddAsync(new() { FirstName = "Later", LastName = word, EntersOn = Today.AddDays(1) }, Stop);
        await using var member = await portal.AsAsync("5340", ZoneRole.Member);
        var first = await member.Get<DirectoryQueries>().FindAsync(new(word, null), stop: Stop);
        Assert.Equal(DirectoryQueries.PageSize + 1, first.Count);
        var last = first[DirectoryQueries.PageSize - 1];
        var second = await member.Get<DirectoryQueries>().FindAsync(new(word, null), new(last.SearchName, last.Id), Stop);
        Assert.Equal(5, second.Count);
        Assert.DoesNotContain(second, e => first.Take(DirectoryQueries.PageSize).Any(f => f.Id == e.Id));
        await using var nobody = await portal.AsAsync("5340", ZoneRole.CameraController);
        Assert.Empty(await nobody.Get<DirectoryQueries>().FindAsync(new(word, null), stop: Stop));
    }
}

static class RootServices
{
    public static Microsoft.Extensions.DependencyInjection.IServiceScopeFactory GetScopes(this IServiceProvider root) =>
        (Microsoft.Extensions.DependencyInjection.IServiceScopeFactory)root.GetService(typeof(Microsoft.Extensions.DependencyInjection.IServiceScopeFactory))!;

    public static ZoneDirectory GetZones(this IServiceProvider root) => (ZoneDirectory)root.GetService(typeof(ZoneDirectory))!;
}
