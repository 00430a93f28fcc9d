using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence.Providers.Postgres;
using Portal.Reports;
using Portal.Tenants;
using Portal.Tenants.Support;
using Portal.Tenants.Support.Jobs;

namespace Portal.Tests.Tenants.Support;

/// <summary>The federal police come into a zone only when it lets them in, for as long as it does, and both names stand on what they do. Each test has a zone of its own.</summary>
public sealed class SupportAccessTests(SupportAccessTests.Fixture portal) : IClassFixture<SupportAccessTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static TestPerson Federal => TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator);

    static async Task<Guid> AskAsync(ActingScope federal, string zone, SupportScope scope = SupportScope.Repair)
    {
        var asked = await federal.Get<SupportService>().AskAsync(zone, "Cameras send nothing", scope, 30, Stop);
        Assert.True(asked.Succeeded, asked.Error?.Code);
        return asked.Value;
    }

    async Task<List<AuditLine>> LinesAsync(string zone, Guid access)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<AuditLine>().IgnoreQueryFilters().Where(l => l.Tenant == zone && (l.ObjectId == access || l.SupportAccessId == access)).OrderBy(l => l.DoneAt).ThenBy(l => l.Id).ToListAsync(Stop);
    }

    async Task<int> NoticesAsync(string tenant, Guid person, string kind)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<Notification>().IgnoreQueryFilters().CountAsync(n => n.Tenant == tenant && n.PersonId == person && n.Kind == kind, Stop);
    }

    [Fact]
    public async Task Let_in_the_person_acts_under_two_names_until_the_time_is_over()
    {
        var administrator = TestPeople.Of("5340", ZoneRole.ZoneAdministrator);
        await using var federal = await portal.AsAsync(Federal);
        await using var zone = await portal.AsAsync(administrator);
        // What the other tests of the class have told is there already.
        var (asked, letIn, ended) = (
            await NoticesAsync("5340", administrator.Id, NoticeKinds.SupportAsked), await NoticesAsync(TenantInfo.FederalCode, Federal.Id, NoticeKinds.SupportLetIn),
            await NoticesAsync("5340", administrator.Id, NoticeKinds.SupportEnded));
        var id = await AskAsync(federal, "5340");
        Assert.Equal(asked + 1, await NoticesAsync("5340", administrator.Id, NoticeKinds.SupportAsked));
        Assert.Equal(SupportErrors.Exists, (await federal.Get<SupportService>().AskAsync("5340", "again", SupportScope.Look, 5, Stop)).Error);
        Assert.DoesNotContain("5340", await federal.Get<ZoneAccess>().ZonesOfAsync(Federal.Id, Stop)); // asking opens nothing
        Assert.True((await zone.Get<SupportService>().LetInAsync(id, Stop)).Succeeded);
        Assert.Equal(SupportErrors.AlreadyAnswered, (await zone.Get<SupportService>().RefuseAsync(id, Stop)).Error);
        Assert.Equal(letIn + 1, await NoticesAsync(TenantInfo.FederalCode, Federal.Id, NoticeKinds.SupportLetIn));
        Assert.Contains("5340", await federal.Get<ZoneAccess>().ZonesOfAsync(Federal.Id, Stop));

        await using var inside = await portal.AsAsync(Federal, "5340");
        Assert.Equal((administrator.Id, id), inside.Get<CurrentUser>().Support);
        var staff = await inside.Get<StaffService>().AddAsync(new() { FirstName = "Nieuw", LastName = "Toegevoegd" }, Stop);
        Assert.True(staff.Succeeded, staff.Error?.Code);
        var guests = await zone.Get<SupportQueries>().GuestsAsync(Stop);
        Assert.Equal((Federal.Name, "Cameras send nothing"), (Assert.Single(guests).Name, guests[0].Reason));
        var (_, done) = (await zone.Get<SupportQueries>().DoneAsync(id, Stop))!.Value;
        Assert.Equal([StaffActions.Added], done.Select(l => l.Action));
        var line = Assert.Single(await LinesAsync("5340", id), l => l.Action == StaffActions.Added);
        Assert.Equal((Federal.Id, administrator.Id, id), (line.PersonId, line.OnBehalfOf, line.SupportAccessId));

        var notEnded = await NoticesAsync(TenantInfo.FederalCode, Federal.Id, NoticeKinds.SupportEnded);
        using (portal.Clock.Later(TimeSpan.FromMinutes(31)))
        {
            var user = inside.Get<CurrentUser>();
            Assert.False(await inside.Get<ZoneAccess>().EnterAsync(Federal.Id, Federal.Name, "5340", stop: Stop));
            Assert.False(user.May(TenantPermissions.Enter));
            Assert.Equal(Error.Forbidden, (await inside.Get<StaffService>().AddAsync(new() { FirstName = "Te", LastName = "Laat" }, Stop)).Error);
            Assert.Empty(await zone.Get<SupportQueries>().GuestsAsync(Stop));
            var job = ActivatorUtilities.CreateInstance<EndSupportJob>(portal.Root);
            await job.RunAsync(Stop);
            await job.RunAsync(Stop); // noted once
        }

        Assert.Equal(1, (await LinesAsync("5340", id)).Count(l => l.Action == SupportActions.Ended && l.PersonId is null));
        Assert.Equal(1, (await LinesAsync(TenantInfo.FederalCode, id)).Count(l => l.Action == SupportActions.Ended));
        Assert.Equal((notEnded + 1, ended + 1), (await NoticesAsync(TenantInfo.FederalCode, Federal.Id, NoticeKinds.SupportEnded), await NoticesAsync("5340", administrator.Id, NoticeKinds.SupportEnded)));
        Assert.Equal([SupportActions.Asked, SupportActions.LetIn, SupportActions.Ended], (await LinesAsync(TenantInfo.FederalCode, id)).Select(l => l.Action));
    }

    [Fact]
    public async Task Who_looks_changes_nothing_and_the_zone_ends_it_at_once()
    {
        await using var federal = await portal.AsAsync(Federal);
        await using var zone = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var id = await AskAsync(federal, "5344", SupportScope.Look);
        Assert.True((await zone.Get<SupportService>().LetInAsync(id, Stop)).Succeeded);
        await using (var inside = await portal.AsAsync(Federal, "5344"))
        {
            Assert.NotNull(inside.Get<CurrentUser>().Support);
            Assert.Equal(Error.Forbidden, (await inside.Get<StaffService>().AddAsync(new() { FirstName = "Niet", LastName = "Erbij" }, Stop)).Error);
            Assert.Equal(Error.Forbidden, (await inside.Get<CameraService>().RegisterAsync(new("Niet", "Nergens"), Stop)).Error);
            Assert.Equal(Error.Forbidden, (await inside.Get<SupportService>().EndAsync(id, Stop)).Error); // not as the zone does
        }

        Assert.True((await zone.Get<SupportService>().EndAsync(id, Stop)).Succeeded);
        Assert.Equal(SupportErrors.AlreadyOver, (await zone.Get<SupportService>().EndAsync(id, Stop)).Error);
        await using var again = await portal.AsAsync(Federal, "5344");
        Assert.False(again.Get<CurrentUser>().May(TenantPermissions.Enter));
    }

    [Theory]
    [InlineData(SupportScope.Look)]
    [InlineData(SupportScope.Repair)]
    public void No_scope_holds_rights_keys_policy_hits_or_reports(SupportScope scope)
    {
        var rights = SupportRights.Of(scope);
        Assert.Contains(TenantPermissions.Enter, rights);
        Assert.Empty(rights.Except(ZoneRoles.PermissionsOf(ZoneRole.ZoneAdministrator)));
        string[] never =
        [
            IdentityPermissions.ManageRoles, IdentityPermissions.ManageAccess, IdentityPermissions.ManageKeys, IdentityPermissions.ReviewRights, TenantPermissions.ManagePolicy, TenantPermissions.ManageGrants,
            TenantPermissions.AnswerSupport, TenantPermissions.ManageBreakGlass, AnprPermissions.ReadHits, AnprPermissions.DecideHits, ReportPermissions.Read, ReportPermissions.Write, ReportPermissions.ManageSeal,
        ];
        Assert.Empty(rights.Intersect(never));
        if (scope == SupportScope.Look) Assert.All(rights, p => Assert.True(Permissions.OnlyReads(p), p));
        else Assert.DoesNotContain(rights, p => p.StartsWith("audit.", StringComparison.Ordinal) || p.StartsWith("retention.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_answers_the_own_request_and_who_has_a_role_does_not_ask()
    {
        var auditor = TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAuditor);
        await using (var other = await portal.AsAsync(auditor)) Assert.Equal(Error.Forbidden, (await other.Get<SupportService>().AskAsync("5291", "why", SupportScope.Look, 5, Stop)).Error);
        await using var federal = await portal.AsAsync(Federal);
        var id = await AskAsync(federal, "5291");
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            owner.Add(new Membership("5291", Federal.Id, ZoneRole.ZoneAdministrator, TimeProvider.System.GetUtcNow()));
            await owner.SaveChangesAsync(Stop);
        }

        await using (var both = await portal.AsAsync(Federal, "5291"))
        {
            Assert.Null(both.Get<CurrentUser>().Support);
            Assert.Equal(SupportErrors.OwnRequest, (await both.Get<SupportService>().LetInAsync(id, Stop)).Error);
            Assert.Equal(SupportErrors.OwnRequest, (await both.Get<SupportService>().RefuseAsync(id, Stop)).Error);
        }

        Assert.True((await federal.Get<SupportService>().LeaveAsync("5291", id, Stop)).Succeeded);
        Assert.Equal(SupportErrors.HasRole, (await federal.Get<SupportService>().AskAsync("5291", "why", SupportScope.Look, 5, Stop)).Error);
        await using var member = await portal.AsAsync("5291", ZoneRole.Member);
        Assert.Equal(Error.Forbidden, (await member.Get<SupportService>().LetInAsync(id, Stop)).Error);
        Assert.Empty(await member.Get<SupportQueries>().OfZoneAsync(stop: Stop));
    }

    [Fact]
    public async Task A_request_without_an_answer_is_over_after_a_day()
    {
        var zone = await portal.NewZoneAsync("5388");
        await using var federal = await portal.AsAsync(Federal);
        var id = await AskAsync(federal, "5388");
        using (portal.Clock.Later(TimeSpan.FromHours(SupportAccess.AnswerHours + 1)))
        {
            await using var administrator = await portal.AsAsync(zone);
            Assert.Equal(SupportErrors.AlreadyOver, (await administrator.Get<SupportService>().LetInAsync(id, Stop)).Error);
            await ActivatorUtilities.CreateInstance<EndSupportJob>(portal.Root).RunAsync(Stop);
            Assert.Equal(SupportState.Unanswered, Assert.Single(await administrator.Get<SupportQueries>().OfZoneAsync(stop: Stop)).State);
            await AskAsync(federal, "5388"); // and may be asked again
        }

        Assert.Contains(await LinesAsync("5388", id), l => l.Action == SupportActions.Unanswered);
    }

    [Fact]
    public async Task Of_two_requests_at_the_same_moment_one_is_refused()
    {
        await portal.NewZoneAsync("5389");
        await using var one = await portal.AsAsync(Federal);
        await using var other = await portal.AsAsync(Federal);
        var asked = await Task.WhenAll(new[] { one, other }.Select(s => s.Get<SupportService>().AskAsync("5389", "why", SupportScope.Look, 5, Stop)));
        Assert.Single(asked, a => a.Succeeded);
    }

    [Theory]
    [InlineData("9001", "why", SupportScope.Look, 30, "support.zone_missing")] // an organisation
    [InlineData("0000", "why", SupportScope.Look, 30, "support.zone_missing")]
    [InlineData("5999", "why", SupportScope.Look, 30, "support.zone_missing")]
    [InlineData("5340", " ", SupportScope.Look, 30, "support.reason_missing")]
    [InlineData("5340", "why", null, 30, "support.scope_missing")]
    [InlineData("5340", "why", SupportScope.Look, 31, "support.minutes_invalid")]
    [InlineData("5340", "why", SupportScope.Look, 0, "support.minutes_invalid")]
    [InlineData("5340", "why", SupportScope.Look, null, "support.minutes_invalid")]
    public async Task A_request_names_zone_reason_scope_and_minutes(string zone, string reason, SupportScope? scope, int? minutes, string code)
    {
        await using var federal = await portal.AsAsync(Federal);
        Assert.Equal(code, (await federal.Get<SupportService>().AskAsync(zone, reason, scope, minutes, Stop)).Error?.Code);
    }
}
