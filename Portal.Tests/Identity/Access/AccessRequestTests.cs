using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Identity.Access.Jobs;
using Portal.Persistence.Providers.Postgres;
using Portal.Retention;
using Portal.Tenants;
using Portal.Tests.Tenants.Federal;
using Quartz;

namespace Portal.Tests.Identity.Access;

/// <summary>Requests for access from the form to the invitation, one by one and by the hundred.</summary>
public sealed class AccessRequestTests(AccessRequestTests.Fixture portal) : IClassFixture<AccessRequestTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const string Zone = "5340";

    static readonly IReadOnlyList<RoleRef> Members = [new(ZoneRole.Member)];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_matched_and_told_once_until_it_is_read()
    {
        await StaffAsync("5344", ("An", "Peeters", "A-1", "an.peeters@noord.test"));
        Assert.True((await AskAsync(new("5344", " An ", "PEETERS", "An.Peeters@noord.test", "a-1", "bel mij", "fr"))).Succeeded);
        Assert.True((await AskAsync(new("5344", "Jan", "Janssens", "jan@noord.test", null, null, "nl"))).Succeeded);
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var rows = (await scope.Get<AccessQueries>().ListAsync(new(Text: "noord.test"), stop: Stop)).Rows;
        Assert.Equal([("An PEETERS", StaffMatch.Certain), ("Jan Janssens", StaffMatch.None)], rows.Select(r => (r.Name, r.Match)));
        await using var db = scope.Context();
        var told = Assert.Single(await db.Set<Notification>().Where(n => n.Kind == NoticeKinds.AccessRequested).ToListAsync(Stop));
        Assert.Equal(TestPeople.Of("5344", ZoneRole.ZoneAdministrator).Id, told.PersonId);
    }

    [Fact]
    public async Task The_answer_is_the_same_whoever_asks_and_an_address_waits_once()
    {
        var again = new AccessApplication(Zone, "Once", "Only", "once.only@politie.test", null, null, "nl");
        for (var n = 0; n < 3; n++) Assert.True((await AskAsync(again)).Succeeded);
        Assert.True((await AskAsync(again with { Email = TestPeople.Of(Zone, ZoneRole.Member).Email })).Succeeded); // has an account: not told
        await using var scope = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        Assert.Single((await scope.Get<AccessQueries>().ListAsync(new(Text: "once.only"), stop: Stop)).Rows);
        Assert.Equal("access.zone_missing", (await AskAsync(again with { Zone = TestPeople.Organisation })).Error!.Code);
        Assert.Equal("access.zone_missing", (await AskAsync(again with { Zone = "5999" })).Error!.Code);
        Assert.Equal("common.email_unreadable", (await AskAsync(again with { Email = "x" })).Error!.Code);
        Assert.Equal("access.part_missing", (await AskAsync(again with { FirstName = new string('x', 61) })).Error!.Code);
    }

    [Fact]
    public async Task One_by_one_with_a_mail_for_each_answer()
    {
        var staff = await StaffAsync(Zone, ("Els", "Claes", "E-1", "els.claes@politie.test"));
        await AskAsync(new(Zone, "Els", "Claes", "els.claes@politie.test", null, null, "de"));
        await AskAsync(new(Zone, "Piet", "Nobody", "piet.nobody@politie.test", null, null, "fr"));
        await using var scope = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        var (queries, service) = (scope.Get<AccessQueries>(), scope.Get<AccessService>());
        var els = (await queries.ListAsync(new(Text: "claes"), stop: Stop)).Rows.Single();
        var compared = (await queries.CompareAsync(els.Id, Stop))!;
        Assert.Equal((staff[0], new Agreement(true, false, true)), (compared.Staff.Single().Id, compared.Staff[0].Agreement));
        Assert.Equal("access.roles_missing", (await service.ApproveAsync(els.Id, els.Version, [], staff[0], Stop)).Error!.Code);
        Assert.True((await service.ApproveAsync(els.Id, els.Version, Members, staff[0], Stop)).Succeeded);
        Assert.Equal(AccessErrors.AlreadyDecided, (await service.ApproveAsync(els.Id, els.Version, Members, staff[0], Stop)).Error);
        Assert.Contains("Guten Tag Els Claes", TestMails.Of(portal, await SentAsync("els.claes@politie.test"))[0].Body);
        await using var db = scope.Context();
        var invitation = await db.Set<Invitation>().SingleAsync(i => i.Email == "els.claes@politie.test", Stop);
        Assert.Equal((staff[0], els.Id), (invitation.StaffId, invitation.RequestId));

        var piet = (await queries.ListAsync(new(Text: "nobody"), stop: Stop)).Rows.Single();
        Assert.Equal("access.reason_missing", (await service.RefuseAsync(piet.Id, piet.Version, " ", Stop)).Error!.Code);
        Assert.True((await service.RefuseAsync(piet.Id, piet.Version, "Inconnu au service du personnel", Stop)).Succeeded);
        var mail = TestMails.Of(portal, await SentAsync("piet.nobody@politie.test"))[0];
        Assert.Contains("Inconnu au service du personnel", mail.Body);
        Assert.StartsWith("Votre demande", mail.Subject);
        Assert.Equal(2, await db.Set<AuditLine>().CountAsync(l => (l.ObjectId == els.Id && l.Action == AccessActions.Approved) || (l.ObjectId == piet.Id && l.Action == AccessActions.Refused), Stop));
    }

    [Fact]
    public async Task Nobody_decides_on_the_own_request()
    {
        var administrator = TestPeople.Of(Zone, ZoneRole.ZoneAdministrator);
        await AskAsync(new(Zone, "Own", "Request", administrator.Email, null, null, "nl"));
        await AskAsync(new(Zone, "Own", "Account", "own.account@politie.test", null, null, "nl"), administrator);
        await using var scope = await portal.AsAsync(administrator);
        foreach (var row in (await scope.Get<AccessQueries>().ListAsync(new(Text: "own "), stop: Stop)).Rows)
        {
            Assert.Equal(AccessErrors.OwnRequest, (await scope.Get<AccessService>().ApproveAsync(row.Id, row.Version, Members, null, Stop)).Error);
            Assert.Equal(AccessErrors.OwnRequest, (await scope.Get<AccessService>().RefuseAsync(row.Id, row.Version, "no", Stop)).Error);
        }

        Assert.Equal(2, (await scope.Get<AccessQueries>().ListAsync(new(Text: "own "), stop: Stop)).Rows.Count);
    }

    [Fact]
    public async Task A_bulk_decision_leaves_out_what_no_longer_fits_and_says_why()
    {
        const string zone = "5291";
        var staff = await StaffAsync(zone, ("Anna", "Bulk", "B-1", "anna@bulk.test"), ("Bert", "Bulk", "B-2", "bert@bulk.test"), ("Carl", "Bulk", "B-3", "carl@bulk.test"), ("Dora", "Bulk", "B-4", "dora@bulk.test"));
        foreach (var name in new[] { "Anna", "Bert", "Carl", "Dora" }) await AskAsync(new(zone, name, "Bulk", $"{name}@bulk.test", null, null, "de"));
        await AskAsync(new(zone, "Anna", "Bulk", "anna@elsewhere.test", "B-1", null, "de")); // doubtful: another address
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            await owner.Set<StaffMember>().IgnoreQueryFilters().Where(s => s.Id == staff[1]).ExecuteUpdateAsync(s => s.SetProperty(x => x.LeavesOn, new DateOnly(2020, 1, 1)), Stop);
            owner.Add(new Invitation(zone, "carl@bulk.test", "Carl", "de", nameof(ZoneRole.Member), null, null, new byte[32], null, TimeProvider.System.GetUtcNow()));
            await owner.SaveChangesAsync(Stop);
        }

        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        var (queries, service) = (scope.Get<AccessQueries>(), scope.Get<AccessService>());
        Assert.Equal(new AccessCounts(5, 4), await queries.CountAsync(new(Text: "bulk"), Stop));
        Assert.Equal(AccessErrors.ReasonMissing.Code, (await service.ApproveAllAsync(new(Text: "bulk"), Members, "", Stop)).Error!.Code);
        var started = await service.ApproveAllAsync(new(Text: "bulk"), Members, "Liste vom Montag", Stop);
        Assert.True(started.Succeeded, started.Error?.Code);
        await Eventually.TrueAsync("it is done", async () => (await queries.FindRunAsync(started.Value, Stop))!.FinishedAt is not null);
        var run = (await queries.FindRunAsync(started.Value, Stop))!;
        Assert.Equal((4, 2, 2), (run.Total, run.Done, run.Skipped));
        Assert.Equal([("Bert Bulk", "access.not_certain"), ("Carl Bulk", "access.already_invited")], (await queries.LeftOutAsync(started.Value, stop: Stop)).Rows.Select(r => (r.Name, r.Problem)));
        await using var db = scope.Context();
        Assert.Equal(1, await db.Set<Notification>().CountAsync(n => n.Kind == NoticeKinds.AccessRunFinished && n.Arguments == """["2","2"]""", Stop));
        Assert.Equal([AccessActions.RunStarted, AccessActions.RunFinished], await db.Set<AuditLine>().Where(l => l.ObjectId == started.Value).OrderBy(l => l.Id).Select(l => l.Action).ToListAsync(Stop));

        var refused = await service.RefuseAllAsync(new(Text: "bulk"), "Bitte melden Sie sich beim Personaldienst", Stop);
        await Eventually.TrueAsync("it is done", async () => (await queries.FindRunAsync(refused.Value, Stop))!.FinishedAt is not null);
        Assert.Equal((3, 0), ((await queries.FindRunAsync(refused.Value, Stop))!.Done, (await queries.CountAsync(new(Text: "bulk"), Stop)).Waiting));
        Assert.Contains("Personaldienst", TestMails.Of(portal, await SentAsync("bert@bulk.test"))[0].Body);
        Assert.Equal(AccessErrors.NothingToDecide, (await service.RefuseAllAsync(new(Text: "bulk"), "x", Stop)).Error);
    }

    [Fact]
    public async Task A_decision_that_nobody_carries_out_goes_on_and_two_runs_decide_once()
    {
        var (run, _) = await RunLeftAsync("left", 250);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await using var node = portal.Root.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<DecideRequestsJob>(node.ServiceProvider).Execute(null!, new(Zone, run), Stop);
        }, Stop)));
        await using var scope = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        var done = (await scope.Get<AccessQueries>().FindRunAsync(run, Stop))!;
        Assert.Equal((250, 0), (done.Done, done.Skipped));
        await using var db = scope.Context();
        Assert.Equal(250, await db.Set<Invitation>().CountAsync(i => i.Email.StartsWith("left"), Stop));
        Assert.Equal(1, await db.Set<AuditLine>().CountAsync(l => l.ObjectId == run && l.Action == AccessActions.RunFinished, Stop));

        var (lost, _) = await RunLeftAsync("lost", 10);
        await ActivatorUtilities.CreateInstance<TendAccessJob>(portal.Root).TendAsync(await portal.Root.GetRequiredService<ISchedulerFactory>().GetScheduler(Stop), Stop);
        await Eventually.TrueAsync("it goes on", async () => (await scope.Get<AccessQueries>().FindRunAsync(lost, Stop))!.FinishedAt is not null);
    }

    [Fact]
    public async Task A_decision_that_is_stopped_decides_no_more()
    {
        var (run, _) = await RunLeftAsync("halt", 300);
        await using var scope = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        Assert.True((await scope.Get<AccessService>().StopAsync(run, Stop)).Succeeded);
        await using (var node = portal.Root.CreateAsyncScope())
            await ActivatorUtilities.CreateInstance<DecideRequestsJob>(node.ServiceProvider).Execute(null!, new(Zone, run), Stop);
        var stopped = (await scope.Get<AccessQueries>().FindRunAsync(run, Stop))!;
        Assert.Equal((0, false), (stopped.Done, stopped.IsUnderWay));
        Assert.Equal(AccessErrors.RunOver, (await scope.Get<AccessService>().StopAsync(run, Stop)).Error);
        Assert.Equal(300, (await scope.Get<AccessQueries>().CountAsync(new(Text: "halt"), Stop)).Waiting);
    }

    [Theory]
    [InlineData(ZoneState.ReadOnly, true)]
    [InlineData(ZoneState.LegalHold, false)]
    [InlineData(ZoneState.Closed, true)]
    public async Task In_a_zone_that_takes_no_decisions_a_bulk_decision_ends_and_is_not_begun_again(ZoneState state, bool byItself)
    {
        const string zone = "5344";
        var word = "state" + state.ToString().ToLowerInvariant();
        var (run, _) = await RunLeftAsync(word, 5, zone);
        await SetAsync(zone, state);
        try
        {
            if (byItself)
            {
                await using var node = portal.Root.CreateAsyncScope();
                await ActivatorUtilities.CreateInstance<DecideRequestsJob>(node.ServiceProvider).Execute(null!, new(zone, run), Stop);
            }
            else
            {
                await TendAsync();
            }
        }
        finally
        {
            await SetAsync(zone, ZoneState.Active);
        }

        await TendAsync(); // open again: nobody expects it to go on
        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        var ended = (await scope.Get<AccessQueries>().FindRunAsync(run, Stop))!;
        Assert.Equal((0, 0, false, true), (ended.Done, ended.Skipped, ended.IsUnderWay, ended.StoppedAt is not null));
        Assert.Equal(5, (await scope.Get<AccessQueries>().CountAsync(new(Text: word), Stop)).Waiting);
        await using var db = scope.Context();
        var line = await db.Set<AuditLine>().SingleAsync(l => l.ObjectId == run, Stop);
        Assert.Equal((AccessActions.RunStopped, null), (line.Action, line.PersonId));
        Assert.Contains(state.ToString(), line.Details);
    }

    [Fact]
    public async Task A_bulk_refusal_asks_the_staff_list_of_now_and_leaves_out_whom_it_knows_by_then()
    {
        const string zone = "5344";
        await AskAsync(new(zone, "Ria", "Refused", "ria@refused.test", null, null, "nl"));
        await AskAsync(new(zone, "Sam", "Refused", "sam@refused.test", null, null, "nl"));
        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        var (queries, service) = (scope.Get<AccessQueries>(), scope.Get<AccessService>());
        Assert.All((await queries.ListAsync(new(Text: "refused.test"), stop: Stop)).Rows, r => Assert.Equal(StaffMatch.None, r.Match));
        await StaffAsync(zone, ("Ria", "Refused", null, "ria@refused.test")); // taken on meanwhile, and not compared anew
        var started = await service.RefuseAllAsync(new(Match: StaffMatch.None, Text: "refused.test"), "Onbekend", Stop);
        Assert.True(started.Succeeded, started.Error?.Code);
        await Eventually.TrueAsync("it is done", async () => (await queries.FindRunAsync(started.Value, Stop))!.FinishedAt is not null);
        Assert.Equal((1, 1), ((await queries.FindRunAsync(started.Value, Stop))!.Done, (await queries.FindRunAsync(started.Value, Stop))!.Skipped));
        Assert.Equal([("Ria Refused", AccessErrors.NoLongerFits.Code)], (await queries.LeftOutAsync(started.Value, stop: Stop)).Rows.Select(r => (r.Name, r.Problem!)));
        Assert.Equal(("Ria Refused", StaffMatch.Certain), (await queries.ListAsync(new(Text: "refused.test"), stop: Stop)).Rows.Select(r => (r.Name, r.Match)).Single());
    }

    [Fact]
    public async Task Of_those_that_are_compared_anew_only_the_one_that_somebody_decides_on_is_left_alone()
    {
        const string zone = "5344";
        foreach (var name in new[] { "Ada", "Ben", "Cis" }) await AskAsync(new(zone, name, "Compared", $"{name}@compared.test", null, null, "nl"));
        await StaffAsync(zone, ("Ada", "Compared", null, "ada@compared.test"), ("Ben", "Compared", null, "ben@compared.test"), ("Cis", "Compared", null, "cis@compared.test"));
        // Whoever decides on this one at this moment has raised its version: the job's update finds no row.
        await portal.OwnerAsync("create function met() returns trigger language plpgsql as $$ begin return null; end $$; create trigger met before update on access_requests for each row when (new.\"Email\" = 'ben@compared.test') execute function met()");
        try
        {
            await using var node = portal.Root.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<MatchRequestsJob>(node.ServiceProvider).Execute(null!, new(zone), Stop);
        }
        finally
        {
            await portal.OwnerAsync("drop function met cascade");
        }

        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        Assert.Equal([("Ada Compared", StaffMatch.Certain), ("Ben Compared", StaffMatch.None), ("Cis Compared", StaffMatch.Certain)],
            (await scope.Get<AccessQueries>().ListAsync(new(Text: "compared.test"), stop: Stop)).Rows.Select(r => (r.Name, r.Match)).OrderBy(r => r.Name));
    }

    [Fact]
    public async Task After_an_import_of_staff_what_waits_is_compared_anew()
    {
        await AskAsync(new(Zone, "Later", "Imported", "later@imported.test", null, null, "nl"));
        await using var scope = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        Assert.Equal(StaffMatch.None, (await scope.Get<AccessQueries>().ListAsync(new(Text: "imported"), stop: Stop)).Rows.Single().Match);
        await StaffAsync(Zone, ("Later", "Imported", null, "later@imported.test"));
        Assert.True((await scope.Get<AccessService>().MatchAgainAsync(Stop)).Succeeded);
        await Eventually.TrueAsync("it fits", async () => (await scope.Get<AccessQueries>().ListAsync(new(Text: "imported"), stop: Stop)).Rows.Single().Match == StaffMatch.Certain);
    }

    [Fact]
    public async Task Old_requests_are_forgotten()
    {
        var now = TimeProvider.System.GetUtcNow();
        AccessRequest At(string word, int days) => new("5344", "Old", word, word + "@old.test", null, null, "nl", null, now.AddDays(-days));
        var (decided, kept) = (At("decided", 500), At("kept", 300));
        Assert.True(decided.Decide(false, Guid.NewGuid(), "x", null, now.AddDays(-366)).Succeeded && kept.Decide(false, Guid.NewGuid(), "x", null, now.AddDays(-200)).Succeeded);
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.AddRange(decided, kept, At("waiting", 91), At("young", 89));
        await owner.SaveChangesAsync(Stop);
        foreach (var kind in new[] { RetentionKinds.AccessRequests, RetentionKinds.WaitingRequests }) await portal.Root.GetRequiredService<Purges>().RunAsync(kind, Stop);
        Assert.Equal(["kept", "young"], await owner.Set<AccessRequest>().IgnoreQueryFilters().Where(r => r.FirstName == "Old").Select(r => r.LastName).OrderBy(n => n).ToListAsync(Stop));
    }

    async Task TendAsync() => await ActivatorUtilities.CreateInstance<TendAccessJob>(portal.Root).TendAsync(await portal.Root.GetRequiredService<ISchedulerFactory>().GetScheduler(Stop), Stop);

    async Task SetAsync(string zone, ZoneState state)
    {
        await portal.OwnerAsync($"""update zones set "State" = {(int)state} where "Code" = '{zone}'""");
        portal.Root.GetRequiredService<ZoneDirectory>().Forget();
    }

    async Task<string> SentAsync(string recipient)
    {
        await Eventually.TrueAsync("a mail to " + recipient, () => TestMails.Of(portal, recipient).Count > 0);
        return recipient;
    }

    async Task<Result> AskAsync(AccessApplication form, TestPerson? by = null)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        if (by is not null) scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(by.Id, by.Name, new HashSet<string>());
        return await scope.ServiceProvider.GetRequiredService<AccessDoor>().AskAsync(form, Stop);
    }

    async Task<IReadOnlyList<Guid>> StaffAsync(string zone, params (string First, string Last, string? Number, string? Email)[] people)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await AccessLoad.StaffAsync(owner, zone, people, Stop);
    }

    /// <summary>A decision that was saved, and whose job was lost.</summary>
    async Task<(Guid Run, int Count)> RunLeftAsync(string word, int count, string zone = Zone)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await AccessLoad.CertainAsync(owner, zone, word, count, Stop);
        var run = new AccessRun(zone, true, new AccessFilter(Match: StaffMatch.Certain, Text: word).ToQuery(nameof(ZoneRole.Member)), "test", count, TestPeople.Of(zone, ZoneRole.ZoneAdministrator).Id, TimeProvider.System.GetUtcNow());
        owner.Add(run);
        await owner.SaveChangesAsync(Stop);
        return (run.Id, count);
    }
}
