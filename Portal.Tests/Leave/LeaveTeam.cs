using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Leave;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Leave;

/// <summary>A unit of its own in a zone: who asks, who leads it, a colleague; each with an account, and who asks with five days next year.</summary>
sealed record LeaveTeam(string Zone, Guid UnitId, TestPerson Asks, Guid AsksId, TestPerson Leads, Guid LeadsId, TestPerson Colleague, Guid ColleagueId)
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public const decimal Days = 5;

    public static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    /// <summary>A Monday in February of next year: nothing is free then but weekends, and no test crosses a year.</summary>
    public static DateOnly Monday { get; } = Enumerable.Range(1, 7).Select(d => new DateOnly(Today.Year + 1, 2, d)).First(d => d.DayOfWeek == DayOfWeek.Monday);

    public static async Task<LeaveTeam> MakeAsync(PortalServices portal, string zone, TestPerson? asks = null, TestPerson? leads = null, TestPerson? colleague = null)
    {
        await using (var scope = await portal.AsAsync(zone, ZoneRole.Member)) await scope.Get<LeaveStart>().EnsureAsync(Stop);
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var (now, word) = (TimeProvider.System.GetUtcNow(), Guid.NewGuid().ToString("N")[..8]);
        TestPerson Account(string name)
        {
            var person = new Person($"{name}{word}@{zone}.test", name + " " + word, null, now) { SecurityStamp = word };
            owner.AddRange(person, new Membership(zone, person.Id, ZoneRole.Member, now));
            return new(person.Id, person.Email!, person.DisplayName, zone, ZoneRole.Member);
        }

        var people = new[] { asks ?? Account("Asks"), leads ?? Account("Leads"), colleague ?? Account("Colleague") };
        var unit = new Unit(zone, "Unit " + word, null, now);
        owner.Add(unit);
        await owner.SaveChangesAsync(Stop);
        var staff = people.Select((p, n) => StaffMember.Employ(zone, new() { FirstName = ((string[])["Asks", "Leads", "Colleague"])[n], LastName = word, UnitId = unit.Id }, now).Value!).ToList();
        foreach (var (member, person) in staff.Zip(people)) member.Account(person.Id);
        unit.LedBy(staff[1].Id);
        var year = Monday.Year;
        owner.AddRange(staff);
        owner.AddRange(new LeaveYear(zone, staff[0].Id, year, Days, null, now), new LeaveLedgerEntry(zone, staff[0].Id, year, new(new(year, 1, 1), LedgerEntryKind.Entitlement, Days, "Circular"), null, null, now));
        await owner.SaveChangesAsync(Stop);
        return new(zone, unit.Id, people[0], staff[0].Id, people[1], staff[1].Id, people[2], staff[2].Id);
    }

    public static async Task<Guid> AnnualAsync(ActingScope scope) => (await scope.Get<LeaveQueries>().FormAsync(Stop))!.Kinds.First(k => k.TakesBalance).Id;

    public static async Task<Result<Guid>> AskAsync(ActingScope scope, DateOnly from, DateOnly? to = null, DayPart part = DayPart.Full, Guid? replacement = null) =>
        await scope.Get<LeaveService>().AskAsync(new(await AnnualAsync(scope), from, part, to ?? from, DayPart.Full, null, replacement), Stop);

    /// <summary>Somebody is absent today, by leave that was granted.</summary>
    public async Task AwayTodayAsync(PortalServices portal, Guid staffId)
    {
        await using var scope = await portal.AsAsync(Asks);
        var kind = await AnnualAsync(scope);
        await using var db = scope.Context();
        db.Add(LeaveRequest.Stored(new(Zone, staffId, kind, LeaveSpan.Each(Today, Today), 1), false, RequestState.Approved, null, TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync(Stop);
    }

    public static async Task<decimal> LeftAsync(ActingScope scope) => (await scope.Get<LeaveQueries>().MineAsync(Stop))!.Years.Single(y => y.Year == Monday.Year).Balance.TotalLeft(Today);
}
