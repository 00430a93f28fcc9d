using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Anpr;
using Portal.Anpr.Ingest;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using Portal.Tenants.Federal;
using Portal.Tenants.Jobs;

namespace Portal.Tests.Tenants.Federal;

public sealed class ZoneStateTests(ZoneStateTests.Fixture portal) : IClassFixture<ZoneStateTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData(ZoneState.Active, true, true, true)]
    [InlineData(ZoneState.Preparing, true, false, true)]
    [InlineData(ZoneState.ReadOnly, true, true, false)]
    [InlineData(ZoneState.Closed, false, false, false)]
    [InlineData(ZoneState.LegalHold, false, false, false)]
    [InlineData(ZoneState.Erased, false, false, false)]
    public async Task Who_enters_and_what_is_left_depends_on_the_state(ZoneState state, bool administrator, bool member, bool changes)
    {
        await SetAsync("5344", state);
        try
        {
            await using (var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator))
            {
                var user = scope.Get<CurrentUser>();
                Assert.Equal(administrator, user.May(TenantPermissions.Enter));
                Assert.Equal(administrator && changes, user.May(IdentityPermissions.ManageAccess));
            }

            await using (var scope = await portal.AsAsync("5344", ZoneRole.AnprOperator))
            {
                var user = scope.Get<CurrentUser>();
                Assert.Equal(member, user.May(AnprPermissions.ReadHits));
                Assert.Equal(member && changes, user.May(AnprPermissions.DecideHits));
            }
        }
        finally
        {
            await SetAsync("5344", ZoneState.Active);
        }
    }

    [Theory]
    [InlineData(ZoneState.Preparing)]
    [InlineData(ZoneState.ReadOnly)]
    [InlineData(ZoneState.Closed)]
    [InlineData(ZoneState.LegalHold)]
    [InlineData(ZoneState.Erased)]
    public async Task A_zone_that_is_not_active_takes_no_read_and_says_so_as_for_a_disabled_source(ZoneState state)
    {
        var source = await portal.AddSourceAsync("5291");
        using var http = new HttpClient();
        async Task<HttpStatusCode> PostAsync() => (await http.PostAsJsonAsync(source.Address(portal.Address), new[] { new { id = Guid.NewGuid().ToString(), camera = source.Code(), plate = "1ABC123", capturedAt = TimeProvider.System.GetUtcNow() } }, Stop)).StatusCode;
        Assert.Equal(HttpStatusCode.OK, await PostAsync());
        await SetAsync("5291", state);
        try
        {
            await Eventually.TrueAsync("the ingest hears of it", async () => await PostAsync() == HttpStatusCode.Forbidden);
            await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
            var before = (long)(await portal.ScalarAsync("select count(*) from reads where \"Tenant\" = '5291'"))!;
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync());
            Assert.Equal(before, (long)(await portal.ScalarAsync("select count(*) from reads where \"Tenant\" = '5291'"))!);
        }
        finally
        {
            await SetAsync("5291", ZoneState.Active);
        }
        await Eventually.TrueAsync("the ingest hears of it", async () => await PostAsync() == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reads_in_quarantine_are_not_taken_over_while_the_zone_takes_none()
    {
        await SetAsync("5344", ZoneState.Preparing);
        try
        {
            await using (var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator))
                Assert.Equal(SourceErrors.ZoneTakesNoReads, (await scope.Get<TakeOverService>().TakeOverAsync(Guid.NewGuid(), "x", Stop)).Error);
        }
        finally
        {
            await SetAsync("5344", ZoneState.Active);
        }
    }

    [Fact]
    public async Task A_decision_for_today_moves_the_zone_at_once_is_written_down_and_told()
    {
        var code = await NewZoneAsync("5470", ZoneState.Active);
        var chief = await AdministratorOfAsync(code);
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var zone = await scope.ZoneAsync(code);
        Assert.True((await scope.Get<ZoneStateService>().DecideAsync(code, zone.Version, ZoneState.ReadOnly, Today, " Council of 3 November ", Stop)).Succeeded);
        Assert.Equal(ZoneState.ReadOnly, (await scope.ZoneAsync(code)).State);
        var lines = await scope.LinesAsync(code);
        Assert.Equal([ZoneActions.StateDecided, ZoneActions.StateApplied], lines.Select(l => l.Action));
        Assert.All(lines, l => Assert.Equal(("Council of 3 November", TenantInfo.FederalCode), (l.Reason, l.Tenant)));
        var told = Assert.Single((await scope.Get<ZoneQueries>().FindAsync(code, Stop))!.Changes);
        Assert.Equal((FederalSetup.Administrator.Name, true), (told.DecidedBy, told.AppliedAt is not null));
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var notice = await owner.Set<Notification>().IgnoreQueryFilters().SingleAsync(n => n.PersonId == chief && n.Kind == NoticeKinds.ZoneStateChanges, Stop);
        Assert.Equal(code, notice.Tenant);
        // Who does not get in any more knows without opening the portal what happens and why.
        var mail = await owner.Set<OutboxMail>().IgnoreQueryFilters().SingleAsync(m => m.Tenant == code && m.Kind == NoticeKinds.ZoneStateChanges, Stop);
        var words = ZoneStateWords.Of(ZoneState.ReadOnly, mail.Language);
        Assert.Contains(words.Name, mail.Subject, StringComparison.Ordinal);
        Assert.Equal([Today.ToString("d/M/yyyy", CultureInfo.InvariantCulture), words.Name, words.Effect, "Council of 3 November"], JsonSerializer.Deserialize<string[]>(notice.Arguments)!);
        Assert.Equal(1, await owner.Set<OutboxMail>().IgnoreQueryFilters().CountAsync(m => m.Tenant == code && m.Kind == NoticeKinds.ZoneStateChanges, Stop));
    }

    [Fact]
    public async Task Decisions_need_a_reason_a_day_to_come_and_a_state_that_may_follow()
    {
        var code = await NewZoneAsync("5471", ZoneState.Active);
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneStateService>();
        async Task<string?> WhyAsync(ZoneState? state, DateOnly? on, string? reason) => (await service.DecideAsync(code, (await scope.ZoneAsync(code)).Version, state, on, reason, Stop)).Error?.Code;
        Assert.Equal("zones.reason_missing", await WhyAsync(ZoneState.Closed, Today, " "));
        Assert.Equal("zones.reason_too_long", await WhyAsync(ZoneState.Closed, Today, new string('a', 501)));
        Assert.Equal("zones.day_passed", await WhyAsync(ZoneState.Closed, Today.AddDays(-1), "why"));
        Assert.Equal("zones.day_missing", await WhyAsync(ZoneState.Closed, null, "why"));
        Assert.Equal("zones.state_missing", await WhyAsync(null, Today, "why"));
        Assert.Equal("zones.state_not_allowed", await WhyAsync(ZoneState.Erased, Today, "why"));
        Assert.Equal("zones.state_not_allowed", await WhyAsync(ZoneState.Preparing, Today, "why"));
        await SetAsync(code, ZoneState.Closed);
        Assert.Equal("zones.erasure_too_soon", await WhyAsync(ZoneState.Erased, Today, "why")); // its notice leaves first
        await SetAsync(code, ZoneState.Active);
        Assert.Null(await WhyAsync(ZoneState.Closed, Today.AddDays(2), "why"));
        Assert.Null(await WhyAsync(ZoneState.Erased, Today.AddDays(3), "why")); // closed by then
        Assert.Equal("zones.state_not_allowed", await WhyAsync(ZoneState.Erased, Today.AddDays(1), "why"));
        Assert.Equal("zones.no_state_of_federal", (await service.DecideAsync(TenantInfo.FederalCode, (await scope.ZoneAsync(TenantInfo.FederalCode)).Version, ZoneState.Closed, Today, "why", Stop)).Error?.Code);
    }

    [Fact]
    public async Task A_later_decision_waits_for_its_day_and_can_be_withdrawn_before()
    {
        var code = await NewZoneAsync("5472", ZoneState.Active);
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneStateService>();
        Assert.True((await service.DecideAsync(code, (await scope.ZoneAsync(code)).Version, ZoneState.ReadOnly, Today.AddDays(5), "merger", Stop)).Succeeded);
        await RunJobAsync();
        Assert.Equal(ZoneState.Active, (await scope.ZoneAsync(code)).State);
        var change = Assert.Single((await scope.Get<ZoneQueries>().FindAsync(code, Stop))!.Changes);
        Assert.True((await service.WithdrawAsync(code, (await scope.ZoneAsync(code)).Version, change.Id, Stop)).Succeeded);
        Assert.Equal(ZoneErrors.NotPending, (await service.WithdrawAsync(code, (await scope.ZoneAsync(code)).Version, change.Id, Stop)).Error);
        await DueAsync(code);
        await RunJobAsync();
        Assert.Equal(ZoneState.Active, (await scope.ZoneAsync(code)).State);
        Assert.Equal([ZoneActions.StateDecided, ZoneActions.StateWithdrawn], (await scope.LinesAsync(code)).Select(l => l.Action));
    }

    [Fact]
    public async Task Several_nodes_at_once_apply_a_decision_once()
    {
        var code = await NewZoneAsync("5473", ZoneState.Active);
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        Assert.True((await scope.Get<ZoneStateService>().DecideAsync(code, (await scope.ZoneAsync(code)).Version, ZoneState.ReadOnly, Today.AddDays(5), "merger", Stop)).Succeeded);
        var version = (await scope.ZoneAsync(code)).Version;
        await DueAsync(code);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(RunJobAsync, Stop)));
        var zone = await scope.ZoneAsync(code);
        Assert.Equal((ZoneState.ReadOnly, version + 1), (zone.State, zone.Version));
        Assert.Single(await scope.LinesAsync(code), l => l.Action == ZoneActions.StateApplied);
        Assert.Null((await scope.LinesAsync(code))[^1].PersonId); // the portal itself
    }

    [Fact]
    public async Task What_may_not_follow_any_more_on_its_day_is_withdrawn_and_written_down()
    {
        var code = await NewZoneAsync("5474", ZoneState.ReadOnly);
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        Assert.True((await scope.Get<ZoneStateService>().DecideAsync(code, (await scope.ZoneAsync(code)).Version, ZoneState.Active, Today.AddDays(5), "again", Stop)).Succeeded);
        await SetAsync(code, ZoneState.LegalHold);
        await DueAsync(code);
        await RunJobAsync();
        Assert.Equal(ZoneState.LegalHold, (await scope.ZoneAsync(code)).State);
        Assert.NotNull(Assert.Single((await scope.Get<ZoneQueries>().FindAsync(code, Stop))!.Changes).WithdrawnAt);
        Assert.Equal(ZoneActions.StateNotApplied, (await scope.LinesAsync(code))[^1].Action);
    }

    [Fact]
    public async Task A_decision_that_fails_holds_up_its_own_zone_alone_and_the_run_is_a_failed_one()
    {
        var (stuck, other) = (await NewZoneAsync("5475", ZoneState.Active), await NewZoneAsync("5476", ZoneState.Active));
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        async Task DecideAsync(string code, ZoneState state, int days) =>
            Assert.True((await scope.Get<ZoneStateService>().DecideAsync(code, (await scope.ZoneAsync(code)).Version, state, Today.AddDays(days), "why", Stop)).Succeeded);
        await DecideAsync(stuck, ZoneState.Closed, 4);
        await DecideAsync(stuck, ZoneState.Erased, 5);
        await DecideAsync(other, ZoneState.LegalHold, 6);
        await portal.OwnerAsync("create function stuck() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$; create trigger stuck before update on zones for each row when (new.\"Code\" = '5475') execute function stuck()");
        try
        {
            await DueAsync(stuck);
            await DueAsync(other);
            Assert.Contains(stuck, (await Assert.ThrowsAsync<AggregateException>(RunJobAsync)).Message, StringComparison.Ordinal);
            Assert.Equal((ZoneState.Active, ZoneState.LegalHold), ((await scope.ZoneAsync(stuck)).State, (await scope.ZoneAsync(other)).State));
            Assert.All((await scope.Get<ZoneQueries>().FindAsync(stuck, Stop))!.Changes, c => Assert.True(c.IsPending)); // the erasure behind it waits as well
        }
        finally
        {
            await portal.OwnerAsync("drop function stuck cascade");
        }

        await RunJobAsync();
        Assert.Equal(ZoneState.Erased, (await scope.ZoneAsync(stuck)).State);
    }

    async Task RunJobAsync()
    {
        await using var scope = portal.Root.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<ApplyZoneStatesJob>(scope.ServiceProvider).Execute(null!, Stop);
    }

    Task<int> DueAsync(string code) => portal.OwnerAsync($"""update zone_state_changes set "EffectiveOn" = '{Today:yyyy-MM-dd}' where "ZoneCode" = '{code}'""");

    async Task SetAsync(string code, ZoneState state)
    {
        await portal.OwnerAsync($"""update zones set "State" = {(int)state} where "Code" = '{code}'""");
        portal.Root.GetRequiredService<ZoneDirectory>().Forget();
    }

    async Task<string> NewZoneAsync(string code, ZoneState state)
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        Assert.True((await scope.Get<ZoneImportService>().ApplyAsync(System.Text.Encoding.UTF8.GetBytes($"code;name_nl\n{code};Zone {code}"), new Dictionary<int, string>(), new Dictionary<int, int?> { [2] = null }, true, Stop)).Succeeded);
        await portal.OwnerAsync($"""delete from audit_lines where "ObjectId" = '{TenantInfo.AuditIdOf(code)}'""");
        await SetAsync(code, state);
        return code;
    }

    async Task<Guid> AdministratorOfAsync(string code)
    {
        var chief = TestPeople.Of("5340", ZoneRole.ZoneAdministrator).Id;
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.Add(new Membership(code, chief, ZoneRole.ZoneAdministrator, TimeProvider.System.GetUtcNow()));
        await owner.SaveChangesAsync(Stop);
        return chief;
    }
}
