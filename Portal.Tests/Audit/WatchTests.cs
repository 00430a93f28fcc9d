using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Audit.Watch;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Audit;

/// <summary>Members see who looked at their data; the data protection officer sees whose use stands out.</summary>
public sealed class WatchTests(WatchTests.Fixture portal) : IClassFixture<WatchTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    async Task AddAsync(params IEnumerable<object> rows)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.AddRange(rows);
        await owner.SaveChangesAsync(Stop);
    }

    static AuditLine Line(string zone, TestPerson person, string action, Guid thing, DateTimeOffset at, ConsultationPurpose? purpose = null, string kind = nameof(StaffMember)) =>
        new(zone, new(person.Id), action, kind, thing, null, null, purpose, null, at);

    [Fact]
    public async Task A_member_sees_who_looked_at_the_own_record_and_nothing_else()
    {
        var (member, office, now) = (TestPeople.Of("5344", ZoneRole.Member), TestPeople.Of("5344", ZoneRole.StaffOffice), TimeProvider.System.GetUtcNow());
        var staff = new StaffMember("5344", "Els", "Member", now.AddYears(-2));
        staff.Account(member.Id);
        await AddAsync(staff);
        await using (var scope = await portal.AsAsync(office)) Assert.NotNull(await scope.Get<StaffQueries>().FindAsync(staff.Id, Stop));
        await AddAsync(
            Line("5344", office, ConsultationActions.DirectorySearched, staff.Id, now.AddDays(-3), kind: nameof(DirectoryCard)),
            Line("5344", office, StaffActions.Exported, Guid.Empty, now.AddDays(-4)),
            Line("5344", office, ConsultationActions.StaffViewed, staff.Id, now.AddDays(-10), ConsultationPurpose.Control), // an inquiry that runs
            Line("5344", office, ConsultationActions.StaffViewed, staff.Id, now.AddDays(-100), ConsultationPurpose.Control), // one that is long over
            Line("5344", office, HitActions.Viewed, staff.Id, now.AddDays(-1), kind: nameof(Hit)),
            Line("5344", office, ConsultationActions.StaffViewed, Guid.NewGuid(), now.AddDays(-1)), // a colleague's
            Line("5344", office, ConsultationActions.StaffViewed, staff.Id, now.AddDays(-400)));
        await using var own = await portal.AsAsync(member);
        var page = await own.Get<OwnTraceQueries>().ListAsync(stop: Stop);
        Assert.Equal([ConsultationActions.StaffViewed, ConsultationActions.DirectorySearched, StaffActions.Exported, ConsultationActions.StaffViewed], page.Rows.Select(r => r.Action));
        Assert.All(page.Rows, r => Assert.Equal((office.Name, false), (r.Person, r.IsOwn)));
        Assert.Equal([false, false, true, false], page.Rows.Select(r => r.Everybody));
        Assert.True(page.Rows[^1].DoneAt < now.AddDays(-99));
    }

    [Fact]
    public async Task Without_a_staff_record_or_the_permission_there_is_nothing()
    {
        await using var chief = await portal.AsAsync("5340", ZoneRole.TeamChief);
        Assert.False((await chief.Get<OwnTraceQueries>().ListAsync(stop: Stop)).HasRecord);
        await using var operators = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        Assert.Empty((await operators.Get<OwnTraceQueries>().ListAsync(stop: Stop)).Rows);
        Assert.Empty(await operators.Get<UnusualUseService>().ListAsync(open: false, stop: Stop));
    }

    [Fact]
    public async Task Use_that_stands_out_is_listed_once_told_and_settled_by_somebody_else()
    {
        var (busy, usual) = (TestPeople.Of("5291", ZoneRole.AnprOperator), TestPeople.Of("5291", ZoneRole.AnprSupervisor));
        var day = Today.AddDays(-1);
        DateTimeOffset At(DateOnly on, int hour, int minute) => Brussels.StartOf(on).AddHours(hour).AddMinutes(minute);
        // Four weeks of ten looks at ten in the morning; then eighty in one night for one of them, ten for the other.
        foreach (var person in new[] { busy, usual })
            await AddAsync(from back in Enumerable.Range(2, 20) from n in Enumerable.Range(0, 10) select Line("5291", person, HitActions.Viewed, Guid.NewGuid(), At(Today.AddDays(-back), 10, n), kind: nameof(Hit)));
        await AddAsync(from n in Enumerable.Range(0, 80) select Line("5291", busy, HitActions.Viewed, Guid.NewGuid(), At(day, 3, n % 60), kind: nameof(Hit)));
        await AddAsync(from n in Enumerable.Range(0, 10) select Line("5291", usual, HitActions.Viewed, Guid.NewGuid(), At(day, 10, n), kind: nameof(Hit)));
        await AddAsync(from n in Enumerable.Range(0, 9) select Line("5291", usual, ConsultationActions.StaffViewed, Guid.NewGuid(), At(day, 10, 30 + n)));

        var officer = TestPeople.Of("5291", ZoneRole.DataProtectionOfficer);
        await using var scope = await portal.AsAsync(officer);
        Assert.Equal(3, await scope.Get<UnusualUseFinder>().LookAtAsync(day, Stop));
        Assert.Equal(0, await scope.Get<UnusualUseFinder>().LookAtAsync(day, Stop));
        var rows = (await scope.Get<UnusualUseService>().ListAsync(open: true, stop: Stop)).Where(r => r.Day == day).ToList();
        Assert.Equivalent(new[] { (busy.Id, UnusualUseKind.Volume, 80), (busy.Id, UnusualUseKind.OutsideDuty, 80), (usual.Id, UnusualUseKind.OwnColleagues, 9) }, rows.Select(r => (r.PersonId, r.Kind, r.Found)), strict: true);
        Assert.Equal(10, rows.Single(r => r.Kind == UnusualUseKind.Volume).Usual);
        await using var db = scope.Context();
        Assert.Equal(1, await db.Set<Notification>().CountAsync(n => n.PersonId == officer.Id && n.Kind == NoticeKinds.UnusualUse, Stop));

        var service = scope.Get<UnusualUseService>();
        Assert.Equal(UnusualUseErrors.NoteMissing, (await service.SettleAsync(rows[0].Id, rows[0].Version, "  ", Stop)).Error);
        Assert.True((await service.SettleAsync(rows[0].Id, rows[0].Version, "A night shift for a colleague.", Stop)).Succeeded);
        Assert.Equal(UnusualUseErrors.Changed, (await service.SettleAsync(rows[0].Id, rows[0].Version, "again", Stop)).Error);
        var settled = (await service.ListAsync(open: false, stop: Stop)).Single(r => r.Id == rows[0].Id);
        Assert.Equal(("A night shift for a colleague.", officer.Name), (settled.Note, settled.SettledBy));
        Assert.DoesNotContain(await service.ListAsync(open: true, stop: Stop), r => r.Id == rows[0].Id);
        Assert.True((await service.ReopenAsync(settled.Id, settled.Version, Stop)).Succeeded);
        await using var stranger = await portal.AsAsync("5340", ZoneRole.DataProtectionOfficer);
        Assert.Equal(Error.NotFound, (await stranger.Get<UnusualUseService>().ReopenAsync(settled.Id, settled.Version, Stop)).Error);
    }

    [Fact]
    public void Planned_duty_counts_where_it_is_known()
    {
        var rules = new UnusualUseRules();
        var night = new Dictionary<int, int> { [3] = 12 };
        var mornings = Enumerable.Range(0, 10).Select(_ => (IReadOnlyDictionary<int, int>)new Dictionary<int, int> { [9] = 12 }).ToList();
        Assert.Contains(rules.Judge(night, mornings, null, 0), f => f.Kind == UnusualUseKind.OutsideDuty);
        Assert.Empty(rules.Judge(night, mornings, new HashSet<int> { 2, 3, 4 }, 0));
        Assert.Empty(rules.Judge(night, mornings[..4], null, 0)); // too little is known of the person
        Assert.Contains(rules.Judge(night, [], new HashSet<int> { 9 }, 0), f => f.Kind == UnusualUseKind.OutsideDuty);
    }
}
