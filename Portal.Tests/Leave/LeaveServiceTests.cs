using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Leave;
using static Portal.Tests.Leave.LeaveTeam;

namespace Portal.Tests.Leave;

/// <summary>Asking, deciding and taking back on a real database.</summary>
public sealed class LeaveServiceTests(LeaveServiceTests.Fixture portal) : IClassFixture<LeaveServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<LeaveToDecide?> SeenAsync(TestPerson who, Guid id)
    {
        await using var scope = await portal.AsAsync(who);
        return await scope.Get<LeaveDecisionQueries>().FindAsync(id, Stop);
    }

    async Task<Error?> DecideAsync(TestPerson who, Guid id, LeaveVerdict verdict, string? reason = null)
    {
        await using var scope = await portal.AsAsync(who);
        var version = (await scope.Get<LeaveDecisionQueries>().FindAsync(id, Stop))?.Version ?? 0;
        return (await scope.Get<LeaveDecisionService>().DecideAsync(id, version, verdict, reason, Stop)).Error;
    }

    async Task<IReadOnlyList<string>> ToldAsync(TestPerson who)
    {
        await using var scope = await portal.AsAsync(who);
        await using var db = scope.Context();
        return await db.Set<Notification>().Where(n => n.PersonId == who.Id).OrderBy(n => n.Id).Select(n => n.Kind).ToListAsync(Stop);
    }

    [Fact]
    public async Task Half_a_day_reserves_is_approved_and_explained()
    {
        var team = await MakeAsync(portal, "5340");
        await using var scope = await portal.AsAsync(team.Asks);
        var id = (await AskAsync(scope, Monday, part: DayPart.Morning, replacement: team.ColleagueId)).Value;
        Assert.Equal(4.5m, await LeftAsync(scope));
        Assert.Equal([NoticeKinds.LeaveAsked], await ToldAsync(team.Leads));
        Assert.Null(await DecideAsync(team.Leads, id, LeaveVerdict.Approve));
        Assert.Equal([NoticeKinds.LeaveApproved], await ToldAsync(team.Asks));
        Assert.Equal([NoticeKinds.LeaveReplacement], await ToldAsync(team.Colleague));
        Assert.Equal(LeaveErrors.NotOpen, await DecideAsync(team.Leads, id, LeaveVerdict.Approve));
        var year = (await scope.Get<LeaveQueries>().MineAsync(Stop))!.Years.Single(y => y.Year == Monday.Year);
        Assert.Equal([(LedgerEntryKind.Entitlement, 5m, 5m), (LedgerEntryKind.Use, -0.5m, 4.5m)], year.Lines.Select(l => (l.Line.Entry.Kind, l.Line.Moved.Total, l.Line.Rest)));
        Assert.Equal(RequestState.Approved, year.Lines[1].State);
        var history = await scope.Get<AuditQueries>().HistoryAsync<LeaveRequest>(id, Stop);
        Assert.Contains(history, l => l.Action == LeaveActions.Asked && l.Person == team.Asks.Name);
        Assert.Contains(history, l => l.Action == LeaveActions.Approved && l.Person == team.Leads.Name);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_its_reason_before_and_at_asking()
    {
        var team = await MakeAsync(portal, "5340");
        await using var scope = await portal.AsAsync(team.Asks);
        async Task<string?> WhyNotAsync(DateOnly from, DateOnly to)
        {
            var tried = await scope.Get<LeaveQueries>().TryAsync(new(await AnnualAsync(scope), from, DayPart.Full, to, DayPart.Full), Stop);
            var asked = await AskAsync(scope, from, to);
            Assert.Equal(tried.Error?.Code, asked.Error?.Code);
            return asked.Error?.Code;
        }

        Assert.Equal("leave.not_enough_in", await WhyNotAsync(Monday, Monday.AddDays(7)));
        Assert.Equal("leave.zero_days", await WhyNotAsync(Monday.AddDays(5), Monday.AddDays(6)));
        Assert.Equal("leave.dates_reversed", await WhyNotAsync(Monday, Monday.AddDays(-1)));
        Assert.Null(await WhyNotAsync(Monday, Monday.AddDays(1)));
        Assert.Equal("leave.overlaps", await WhyNotAsync(Monday.AddDays(1), Monday.AddDays(1)));
        await using (var db = scope.Context())
        {
            db.Add(new BlockedDays("5340", new(new(Monday.AddDays(3), Monday.AddDays(3)), team.UnitId, "Carnival"), TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal("leave.blocked", await WhyNotAsync(Monday.AddDays(2), Monday.AddDays(4)));
        Assert.Equal(3, await LeftAsync(scope));
        Assert.Equal(LeaveErrors.KindUnknown, (await scope.Get<LeaveService>().AskAsync(new(Guid.NewGuid(), Monday, DayPart.Full, Monday, DayPart.Full), Stop)).Error);
    }

    [Fact]
    public async Task Of_requests_at_once_no_more_pass_than_there_are_days()
    {
        var team = await MakeAsync(portal, "5340");
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            await using var own = await portal.AsAsync(team.Asks);
            return await AskAsync(own, Monday.AddDays((7 * (n / 4)) + (n % 4)));
        }, Stop)));
        Assert.Equal(5, asked.Count(a => a.Succeeded));
        Assert.All(asked.Where(a => !a.Succeeded), a => Assert.Equal("leave.not_enough_in", a.Error!.Code));
        await using var scope = await portal.AsAsync(team.Asks);
        Assert.Equal(0, await LeftAsync(scope));
    }

    [Fact]
    public async Task A_deputy_decides_by_itself_while_the_approver_is_away_and_only_then()
    {
        var team = await MakeAsync(portal, "5344");
        await using var leader = await portal.AsAsync(team.Leads);
        Assert.Null((await leader.Get<LeaveDecisionService>().NameDeputyAsync(team.ColleagueId, Stop)).Error);
        Assert.Equal(LeaveErrors.DeputyUnknown, (await leader.Get<LeaveDecisionService>().NameDeputyAsync(Guid.NewGuid(), Stop)).Error);
        await using var scope = await portal.AsAsync(team.Asks);
        var id = (await AskAsync(scope, Monday)).Value;
        Assert.Null(await SeenAsync(team.Colleague, id));
        Assert.Equal(Error.NotFound, await DecideAsync(team.Colleague, id, LeaveVerdict.Approve));
        await team.AwayTodayAsync(portal, team.LeadsId);
        var seen = await SeenAsync(team.Colleague, id);
        Assert.True(seen!.CanDecide);
        Assert.StartsWith("Leads", seen.ForName, StringComparison.Ordinal);
        Assert.Contains(await InboxAsync(team.Colleague), w => w.Id == id);
        Assert.Null(await DecideAsync(team.Colleague, id, LeaveVerdict.Approve));
        await using var db = scope.Context();
        var stored = await db.Set<LeaveRequest>().AsNoTracking().SingleAsync(r => r.Id == id, Stop);
        Assert.Equal((RequestState.Approved, team.Colleague.Id, (Guid?)team.LeadsId), (stored.State, stored.DecidedBy, stored.DecidedForId));
    }

    async Task<IReadOnlyList<WaitingLeave>> InboxAsync(TestPerson who)
    {
        await using var scope = await portal.AsAsync(who);
        return (await scope.Get<LeaveDecisionQueries>().InboxAsync(Stop))!.Waiting;
    }

    [Fact]
    public async Task Refused_and_cancelled_leave_gives_its_days_back_and_cancelling_is_a_request_of_its_own()
    {
        var team = await MakeAsync(portal, "5340");
        await using var scope = await portal.AsAsync(team.Asks);
        var first = (await AskAsync(scope, Monday, Monday.AddDays(1))).Value;
        Assert.Equal(LeaveErrors.RefusalNeedsReason, await DecideAsync(team.Leads, first, LeaveVerdict.Refuse, " "));
        Assert.Null(await DecideAsync(team.Leads, first, LeaveVerdict.Refuse, "Three are away"));
        Assert.Equal(5, await LeftAsync(scope));
        Assert.Equal("Three are away", (await scope.Get<LeaveQueries>().MineAsync(Stop))!.Requests.Single(r => r.Id == first).Refusal);

        var second = (await AskAsync(scope, Monday, Monday.AddDays(1))).Value;
        Assert.Null(await DecideAsync(team.Leads, second, LeaveVerdict.Approve));
        Assert.Equal(LeaveErrors.ChangedMeanwhile, (await scope.Get<LeaveService>().CancelAsync(second, 0, Stop)).Error);
        await CancelAsync();
        Assert.Equal(3, await LeftAsync(scope));
        Assert.Null(await DecideAsync(team.Leads, second, LeaveVerdict.Keep, "The roster is out"));
        await CancelAsync();
        Assert.Null(await DecideAsync(team.Leads, second, LeaveVerdict.Cancel));
        Assert.Equal(5, await LeftAsync(scope));

        var third = (await AskAsync(scope, Monday)).Value;
        Assert.Null((await scope.Get<LeaveService>().CancelAsync(third, 0, Stop)).Error);
        Assert.Equal(5, await LeftAsync(scope));

        async Task CancelAsync() => Assert.Null((await scope.Get<LeaveService>().CancelAsync(second, (await scope.Get<LeaveQueries>().MineAsync(Stop))!.Requests.Single(r => r.Id == second).Version, Stop)).Error);
    }

    [Fact]
    public async Task Too_few_people_need_a_reason_and_the_page_says_how_many_are_left()
    {
        var team = await MakeAsync(portal, "5340");
        await using var scope = await portal.AsAsync(team.Asks);
        await using (var db = scope.Context())
        {
            db.Add(new StaffingMinimum("5340", new("Desk", 3, WorkWeek.Standard, team.UnitId), TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync(Stop);
        }

        var id = (await AskAsync(scope, Monday)).Value;
        var day = Assert.Single((await SeenAsync(team.Leads, id))!.Staffing);
        Assert.Equal((Monday, 2, 3, true), (day.Day, day.After, day.Rule.Minimum, day.TooFew));
        Assert.Equal("leave.too_few_left", (await DecideAsync(team.Leads, id, LeaveVerdict.Approve))?.Code);
        Assert.Null(await DecideAsync(team.Leads, id, LeaveVerdict.Approve, "The neighbours help"));
        Assert.Equal("The neighbours help", (await SeenAsync(team.Leads, id))!.StaffingReason);
    }

    [Fact]
    public async Task The_calendar_tells_colleagues_no_more_than_they_may_know()
    {
        var team = await MakeAsync(portal, "5344");
        await using var scope = await portal.AsAsync(team.Asks);
        var form = (await scope.Get<LeaveQueries>().FormAsync(Stop))!;
        Assert.True((await scope.Get<LeaveService>().AskAsync(new(form.Kinds.First(k => k.Name.En == "Training").Id, Monday, DayPart.Full, Monday, DayPart.Full), Stop)).Succeeded);
        Assert.True((await scope.Get<LeaveService>().AskAsync(new(form.Kinds.First(k => k.NeedsReason).Id, Monday.AddDays(1), DayPart.Full, Monday.AddDays(1), DayPart.Full, "funeral"), Stop)).Succeeded);
        await using (var db = scope.Context())
        {
            db.Add(new SickAbsence("5344", team.AsksId, LeaveSpan.Each(Monday.AddDays(2), Monday.AddDays(2)), null, TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal(["Training", null, null], await KindsAsync(team.Colleague));
        Assert.Equal(["Training", "Leave for circumstances", null], await KindsAsync(team.Leads));
        Assert.Equal(["Training", "Leave for circumstances", null], await KindsAsync(team.Asks));

        async Task<IEnumerable<string?>> KindsAsync(TestPerson who)
        {
            await using var own = await portal.AsAsync(who);
            var month = (await own.Get<LeaveCalendarQueries>().MonthAsync(Monday.Year, 2, Guid.NewGuid(), Stop))!;
            Assert.Equal((team.UnitId, 3, 0), (month.UnitId, month.Rows.Count, month.Units.Count));
            return month.Rows.Single(r => r.StaffId == team.AsksId).Absences.Select(a => a.Kind?.En);
        }
    }

    [Fact]
    public async Task Who_does_not_decide_sees_nothing_and_who_does_leaves_a_line()
    {
        var team = await MakeAsync(portal, "5340");
        await using var scope = await portal.AsAsync(team.Asks);
        var id = (await AskAsync(scope, Monday)).Value;
        Assert.Null(await SeenAsync(team.Colleague, id));
        Assert.Null(await SeenAsync(TestPeople.Of("5344", Portal.Tenants.ZoneRole.StaffOffice), id));
        Assert.Equal(Error.NotFound, await DecideAsync(TestPeople.Of("5344", Portal.Tenants.ZoneRole.StaffOffice), id, LeaveVerdict.Approve));
        Assert.Equal(Error.NotFound, (await scope.Get<LeaveService>().CancelAsync(Guid.NewGuid(), 0, Stop)).Error);
        Assert.NotNull(await SeenAsync(team.Leads, id));
        await using var db = scope.Context();
        var line = await db.Set<AuditLine>().AsNoTracking().SingleAsync(l => l.Action == LeaveActions.Viewed && l.ObjectId == id, Stop);
        Assert.Equal(team.Leads.Id, line.PersonId);
    }
}
