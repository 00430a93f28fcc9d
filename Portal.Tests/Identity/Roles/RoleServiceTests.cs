using Microsoft.EntityFrameworkCore;
using Portal.Anpr;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Roles;
using Portal.Tenants;

namespace Portal.Tests.Identity.Roles;

/// <summary>Roles on a real database: separation of duties, and an administrator that stays.</summary>
public sealed class RoleServiceTests(RoleServiceTests.Fixture portal) : IClassFixture<RoleServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());
    static readonly RoleRef Administrator = new(ZoneRole.ZoneAdministrator);

    Task<ActingScope> AsAdministratorAsync(string zone = "5340") => portal.AsAsync(zone, ZoneRole.ZoneAdministrator);

    async Task<Result> GiveAsync(TestPerson by, TestPerson to, RoleRef role, DateOnly? until = null)
    {
        await using var scope = await portal.AsAsync(by);
        return await scope.Get<RoleService>().GiveAsync(to.Id, role, until, Stop);
    }

    async Task<Result> TakeAsync(TestPerson by, TestPerson from, RoleRef role)
    {
        await using var scope = await portal.AsAsync(by);
        return await scope.Get<RoleService>().TakeAsync(from.Id, role, Stop);
    }

    [Fact]
    public async Task A_role_gives_its_rights_until_its_last_day_and_the_person_is_told()
    {
        var member = TestPeople.Of("5340", ZoneRole.Member);
        var role = new RoleRef(ZoneRole.AnprOperator);
        await using var scope = await AsAdministratorAsync();
        Assert.True((await scope.Get<RoleService>().GiveAsync(member.Id, role, Today, Stop)).Succeeded);
        await using (var now = await portal.AsAsync(member)) Assert.True(now.Get<CurrentUser>().May(AnprPermissions.DecideHits));
        await using var db = scope.Context();
        Assert.Equal(1, await db.Set<Notification>().CountAsync(n => n.PersonId == member.Id && n.Kind == NoticeKinds.RolesChanged, Stop));
        Assert.Equal(1, await db.Set<OutboxMail>().CountAsync(m => m.PersonId == member.Id && m.Kind == NoticeKinds.RolesChanged, Stop));
        Assert.True((await scope.Get<RoleService>().GiveAsync(member.Id, role, Today, Stop)).Succeeded); // the same again tells nobody
        Assert.Equal(1, await db.Set<Notification>().CountAsync(n => n.PersonId == member.Id, Stop));
        await db.Set<Membership>().Where(m => m.PersonId == member.Id && m.Role == ZoneRole.AnprOperator).ExecuteUpdateAsync(s => s.SetProperty(m => m.EndsOn, Today.AddDays(-1)), Stop);
        await using (var after = await portal.AsAsync(member)) Assert.False(after.Get<CurrentUser>().May(AnprPermissions.DecideHits));
        Assert.True((await scope.Get<RoleService>().TakeAsync(member.Id, role, Stop)).Succeeded);
        Assert.Equal(RoleErrors.HasNot, (await scope.Get<RoleService>().TakeAsync(member.Id, role, Stop)).Error);
    }

    [Fact]
    public async Task Nobody_changes_the_own_roles()
    {
        var administrator = TestPeople.Of("5340", ZoneRole.ZoneAdministrator);
        Assert.Equal(RoleErrors.OwnRoles, (await GiveAsync(administrator, administrator, new(ZoneRole.AnprOperator))).Error);
        Assert.Equal(RoleErrors.OwnRoles, (await TakeAsync(administrator, administrator, Administrator)).Error);
    }

    [Theory]
    [InlineData(ZoneRole.FederalAuditor)]
    [InlineData(ZoneRole.OrganisationAdministrator)]
    [InlineData(ZoneRole.Custom)]
    public async Task A_role_of_another_kind_of_tenant_does_not_exist(ZoneRole role) =>
        Assert.Equal(RoleErrors.UnknownHere, (await GiveAsync(TestPeople.Of("5340", ZoneRole.ZoneAdministrator), TestPeople.Of("5340", ZoneRole.Member), new(role))).Error);

    [Fact]
    public async Task Who_is_not_of_the_zone_is_invited_first() =>
        Assert.Equal(RoleErrors.NotOfTheZone, (await GiveAsync(TestPeople.Of("5340", ZoneRole.ZoneAdministrator), TestPeople.Of("5344", ZoneRole.Member), new(ZoneRole.Member))).Error);

    [Fact]
    public async Task Who_watches_over_the_work_does_not_do_it()
    {
        var (administrator, officer, supervisor) = (TestPeople.Of("5340", ZoneRole.ZoneAdministrator), TestPeople.Of("5340", ZoneRole.DataProtectionOfficer), TestPeople.Of("5340", ZoneRole.AnprSupervisor));
        Assert.Equal("roles.conflict", (await GiveAsync(administrator, officer, new(ZoneRole.AnprOperator))).Error?.Code);
        Assert.Equal("roles.conflict", (await GiveAsync(administrator, supervisor, new(ZoneRole.DataProtectionOfficer))).Error?.Code);
        Assert.True((await GiveAsync(administrator, officer, new(ZoneRole.ReportSupervisor))).Succeeded);
    }

    [Fact]
    public async Task Two_roles_that_exclude_each_other_are_not_given_at_the_same_moment()
    {
        var (one, other, member) = (TestPeople.Of("5291", ZoneRole.ZoneAdministrator), TestPeople.Of("5291", ZoneRole.TeamChief), TestPeople.Of("5291", ZoneRole.ReportAuthor));
        Assert.True((await GiveAsync(one, other, Administrator)).Succeeded);
        for (var round = 0; round < 5; round++)
        {
            var results = await Task.WhenAll(GiveAsync(one, member, new(ZoneRole.DataProtectionOfficer)), GiveAsync(other, member, new(ZoneRole.AnprSupervisor)));
            Assert.Equal(1, results.Count(r => r.Succeeded));
            await TakeAsync(one, member, new(results[0].Succeeded ? ZoneRole.DataProtectionOfficer : ZoneRole.AnprSupervisor));
        }
    }

    [Fact]
    public async Task A_role_for_a_time_needs_its_last_day_within_a_year()
    {
        var (administrator, auditor) = (TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator), TestPeople.Of(TenantInfo.FederalCode, ZoneRole.Member));
        var role = new RoleRef(ZoneRole.FederalAuditor);
        Assert.Equal(RoleErrors.NeedsEnd, (await GiveAsync(administrator, auditor, role)).Error);
        Assert.Equal(RoleErrors.EndInvalid, (await GiveAsync(administrator, auditor, role, Today.AddYears(1).AddDays(1))).Error);
        Assert.Equal(RoleErrors.EndInvalid, (await GiveAsync(administrator, auditor, role, Today.AddDays(-1))).Error);
        Assert.True((await GiveAsync(administrator, auditor, role, Today.AddYears(1))).Succeeded);
        Assert.Equal(RoleErrors.NeedsEnd, (await GiveAsync(administrator, auditor, role)).Error); // nor is the end taken away afterwards
    }

    [Fact]
    public async Task The_last_administrator_is_not_removed_nor_ended_whoever_tries()
    {
        var (first, second) = (TestPeople.Of("5344", ZoneRole.ZoneAdministrator), TestPeople.Of("5344", ZoneRole.StaffOffice));
        Assert.True((await GiveAsync(first, second, Administrator, Today.AddDays(30))).Succeeded); // one with an end is no lasting one
        Assert.Equal(RoleErrors.LastAdministrator, (await TakeAsync(second, first, Administrator)).Error);
        Assert.Equal(RoleErrors.LastAdministrator, (await GiveAsync(second, first, Administrator, Today.AddDays(60))).Error);
        Assert.True((await GiveAsync(first, second, Administrator)).Succeeded); // now lasting
        Assert.True((await GiveAsync(second, first, Administrator, Today.AddDays(60))).Succeeded);
        Assert.Equal(RoleErrors.LastAdministrator, (await TakeAsync(first, second, Administrator)).Error);
        // Who is about to leave is no lasting one either.
        Assert.True((await GiveAsync(second, first, Administrator)).Succeeded);
        await using var office = await portal.AsAsync(second);
        var staff = (await office.Get<StaffService>().AddAsync(new() { FirstName = "First", LastName = "Administrator" }, Stop)).Value;
        await using (var db = office.Context())
        {
            (await db.Set<StaffMember>().SingleAsync(s => s.Id == staff, Stop)).Account(first.Id);
            await db.SaveChangesAsync(Stop);
        }

        var record = (await office.Get<StaffQueries>().FindAsync(staff, Stop))!;
        Assert.True((await office.Get<StaffService>().LeaveAsync(staff, record.Version, Today.AddDays(90), Stop)).Succeeded);
        Assert.Equal(RoleErrors.LastAdministrator, (await TakeAsync(first, second, Administrator)).Error);
    }

    [Fact]
    public async Task Two_administrators_who_remove_each_other_at_the_same_moment_do_not_both()
    {
        var (one, other) = (TestPeople.Of("5340", ZoneRole.ZoneAdministrator), TestPeople.Of("5340", ZoneRole.CameraManager));
        var codes = new HashSet<string?>();
        for (var round = 0; round < 12; round++)
        {
            await using (var owner = Portal.Persistence.Providers.Postgres.PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
            {
                await owner.Set<Membership>().IgnoreQueryFilters().Where(m => m.Tenant == "5340" && m.Role == ZoneRole.ZoneAdministrator).ExecuteDeleteAsync(Stop);
                if (round % 3 == 0) await owner.Set<ZonePolicy>().IgnoreQueryFilters().Where(p => p.Tenant == "5340").ExecuteDeleteAsync(Stop); // also while there is no row to meet in
                owner.AddRange(new Membership("5340", one.Id, ZoneRole.ZoneAdministrator, TimeProvider.System.GetUtcNow()), new Membership("5340", other.Id, ZoneRole.ZoneAdministrator, TimeProvider.System.GetUtcNow()));
                await owner.SaveChangesAsync(Stop);
            }

            await using var mine = await portal.AsAsync(one);
            await using var theirs = await portal.AsAsync(other);
            var results = await Task.WhenAll(
                Task.Run(() => mine.Get<RoleService>().TakeAsync(other.Id, Administrator, Stop), Stop), Task.Run(() => theirs.Get<RoleService>().TakeAsync(one.Id, Administrator, Stop), Stop));
            Assert.Equal(1, results.Count(r => r.Succeeded));
            codes.Add(results.Single(r => !r.Succeeded).Error!.Code);
            await using var db = mine.Context();
            Assert.Equal(1, await db.Set<Membership>().CountAsync(m => m.Role == ZoneRole.ZoneAdministrator, Stop));
        }

        Assert.All(codes, c => Assert.Contains(c, new[] { "common.changed_meanwhile", "roles.last_administrator" }));
        await using (var owner = Portal.Persistence.Providers.Postgres.PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"))) // for the other tests
        {
            await owner.Set<Membership>().IgnoreQueryFilters().Where(m => m.Tenant == "5340" && m.Role == ZoneRole.ZoneAdministrator).ExecuteDeleteAsync(Stop);
            owner.Add(new Membership("5340", one.Id, ZoneRole.ZoneAdministrator, TimeProvider.System.GetUtcNow()));
            await owner.SaveChangesAsync(Stop);
        }
    }

    [Fact]
    public async Task A_role_of_the_zone_s_own_gives_what_was_chosen_and_goes_with_everybody_s_right()
    {
        var (by, holder) = (TestPeople.Of("5291", ZoneRole.ZoneAdministrator), TestPeople.Of("5291", ZoneRole.CameraController));
        await using var scope = await portal.AsAsync(by);
        var service = scope.Get<CustomRoleService>();
        var made = await service.CreateAsync("Quarantine reader", [AnprPermissions.ReadQuarantine], Stop);
        Assert.True((await GiveAsync(by, holder, RoleRef.Own(made.Value))).Succeeded);
        await using (var now = await portal.AsAsync(holder)) Assert.True(now.Get<CurrentUser>().May(AnprPermissions.ReadQuarantine));
        var role = (await scope.Get<RoleQueries>().OwnAsync(Stop)).Single();
        Assert.Equal((1, false), (role.Holders, role.IsMine));
        Assert.Equal(RoleErrors.NameTaken, (await service.CreateAsync(" quarantine  READER", [AnprPermissions.ReadHits], Stop)).Error);
        Assert.True((await service.ChangeAsync(role.Id, role.Version, role.Name, [AnprPermissions.ReadHits], Stop)).Succeeded);
        Assert.Equal(RoleErrors.ChangedMeanwhile, (await service.RemoveAsync(role.Id, role.Version, Stop)).Error);
        await using (var changed = await portal.AsAsync(holder))
        {
            Assert.False(changed.Get<CurrentUser>().May(AnprPermissions.ReadQuarantine));
            Assert.True(changed.Get<CurrentUser>().May(AnprPermissions.ReadHits));
        }

        role = (await scope.Get<RoleQueries>().OwnAsync(Stop)).Single();
        Assert.True((await service.RemoveAsync(role.Id, role.Version, Stop)).Succeeded);
        await using (var after = await portal.AsAsync(holder)) Assert.False(after.Get<CurrentUser>().May(AnprPermissions.ReadHits));
        Assert.Empty(await scope.Get<RoleQueries>().OwnAsync(Stop));
    }

    [Theory]
    [InlineData(IdentityPermissions.ManageRoles)]
    [InlineData(TenantPermissions.ManagePolicy)]
    [InlineData(TenantPermissions.ManageGrants)]
    [InlineData(FederalPermissions.ReadAudit)]
    [InlineData("anpr.everything")]
    public async Task What_makes_an_administrator_is_in_no_role_of_the_zone_s_own(string permission)
    {
        await using var scope = await portal.AsAsync(TestPeople.Of("5291", ZoneRole.ZoneAdministrator));
        Assert.Equal("roles.permission_not_for_roles", (await scope.Get<CustomRoleService>().CreateAsync("Too much", [AnprPermissions.ReadHits, permission], Stop)).Error?.Code);
        Assert.Equal(RoleErrors.NoPermissions, (await scope.Get<CustomRoleService>().CreateAsync("Nothing", [], Stop)).Error);
        Assert.DoesNotContain(permission, await scope.Get<RoleQueries>().ChoosableAsync(Stop));
    }

    [Fact]
    public async Task Who_has_a_role_of_the_zone_s_own_does_not_change_it()
    {
        var (one, other) = (TestPeople.Of("5291", ZoneRole.ZoneAdministrator), TestPeople.Of("5291", ZoneRole.CameraManager));
        await using var scope = await portal.AsAsync(one);
        var made = (await scope.Get<CustomRoleService>().CreateAsync("Held", [AnprPermissions.ReadHits], Stop)).Value;
        Assert.True((await GiveAsync(one, other, Administrator)).Succeeded);
        Assert.True((await GiveAsync(other, one, RoleRef.Own(made))).Succeeded);
        var role = (await scope.Get<RoleQueries>().OwnAsync(Stop)).Single(r => r.Id == made);
        Assert.Equal(RoleErrors.RoleHeld, (await scope.Get<CustomRoleService>().ChangeAsync(made, role.Version, "Held", [AnprPermissions.DecideHits], Stop)).Error);
        Assert.Equal(RoleErrors.RoleHeld, (await scope.Get<CustomRoleService>().RemoveAsync(made, role.Version, Stop)).Error);
        await using var theirs = await portal.AsAsync(other);
        Assert.True((await theirs.Get<CustomRoleService>().RemoveAsync(made, role.Version, Stop)).Succeeded);
        Assert.True((await TakeAsync(one, other, Administrator)).Succeeded);
    }

    [Fact]
    public async Task The_list_tells_who_has_a_role_and_who_has_a_right()
    {
        await using var scope = await portal.AsAsync(TestPeople.Of("5344", ZoneRole.ZoneAdministrator));
        var queries = scope.Get<RoleQueries>();
        Assert.Equal(["AnprOperator 1 of 5344", "AnprOperator 2 of 5344"], (await queries.PeopleAsync(new(Role: new(ZoneRole.AnprOperator)), stop: Stop)).Select(p => p.Name));
        Assert.Equal(["AnprSupervisor 1 of 5344"], (await queries.PeopleAsync(new(Permission: AnprPermissions.CorrectDecisions), stop: Stop)).Select(p => p.Name));
        var seen = new List<Guid>();
        for (PersonPlace? after = null; ;)
        {
            var page = await queries.PeopleAsync(new(), after, 4, Stop);
            seen.AddRange(page.Select(p => p.PersonId));
            if (page.Count < 4) break;
            after = new(page[^1].Name, page[^1].PersonId);
        }

        Assert.Equal(await queries.CountAsync(new(), Stop), seen.Distinct().Count());
        Assert.All(await queries.PeopleAsync(new(), stop: Stop), p => Assert.Contains("5344", p.Name));
        Assert.Null(await queries.FindAsync(TestPeople.Of("5340", ZoneRole.Member).Id, Stop));
    }
}
