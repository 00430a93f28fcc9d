using FsCheck;
using FsCheck.Fluent;
using Portal.Contacts;
using Portal.Leave;

namespace Portal.Tests.Leave;

/// <summary>The ledger explains the balance.</summary>
public sealed class LeaveLedgerTests
{
    const int Year = 2026;
    static readonly DateOnly Expiry = new(Year, 6, 1);
    static readonly Guid[] Requests = [.. Enumerable.Range(0, 6).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]))];

    static Gen<decimal> Days(int most) => Gen.Choose(0, most * 2).Select(halves => halves / 2m);

    /// <summary>Grants, and for each request leave of which some is given back.</summary>
    static readonly Gen<LedgerEntry[]> Ledgers =
        from annual in Days(35)
        from carried in Days(12)
        from safe in Days(5)
        from days in Gen.ListOf(Days(8), Requests.Length)
        from back in Gen.ListOf(Gen.Choose(0, 2), Requests.Length)
        from starts in Gen.ListOf(Gen.Choose(0, 360), Requests.Length)
        select new LedgerEntry[]
        {
            new(new(Year, 1, 1), LedgerEntryKind.Entitlement, annual), new(new(Year, 1, 1), LedgerEntryKind.CarryOver, carried, Pot: LedgerPot.CarriedOver), new(new(Year, 1, 1), LedgerEntryKind.CarryOver, safe, Pot: LedgerPot.Protected),
        }.Concat(Requests.SelectMany((r, i) => Leave(r, new DateOnly(Year, 1, 1).AddDays(starts[i]), days[i], back[i] switch { 0 => 0, 1 => days[i], _ => Math.Floor(days[i]) / 2 }))).ToArray();

    static IEnumerable<LedgerEntry> Leave(Guid request, DateOnly on, decimal days, decimal back)
    {
        yield return new(on, LedgerEntryKind.Use, -days, RequestId: request);
        if (back > 0) yield return new(on, LedgerEntryKind.GivenBack, back, RequestId: request);
    }

    static void Holds(Func<LedgerEntry[], bool> property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Ledgers.ToArbitrary(), property));

    static LeaveLedger Ledger(IEnumerable<LedgerEntry> entries) => new(Year, Expiry, entries);

    [Theory]
    [InlineData("2026-05-31")]
    [InlineData("2026-06-01")]
    [InlineData("2026-12-31")]
    public void The_last_line_is_the_balance(string day)
    {
        var today = DateOnly.Parse(day, null);
        Holds(entries => Ledger(entries).Lines(today)[^1].Rest == Ledger(entries).Balance().TotalLeft(today));
    }

    [Fact]
    public void The_balance_is_the_sum_of_the_ledger_until_something_expires() =>
        Holds(entries => Ledger(entries).Balance().TotalLeft(Expiry.AddDays(-1)) == entries.Sum(e => e.Days));

    [Fact]
    public void Every_entry_has_its_line_and_only_expiry_is_added() =>
        Holds(entries => Ledger(entries).Lines(Expiry).Where(l => l.Entry.Kind != LedgerEntryKind.Expiry).Select(l => l.Entry).ToHashSet().SetEquals(entries));

    [Fact]
    public void Neither_carried_over_days_nor_protected_ones_go_below_nothing() =>
        Holds(entries => Ledger(entries).Balance() is { CarriedOverLeft: >= 0, NotExpiringLeft: >= 0, CarriedOverUsed: >= 0 } b && b.NotExpiringLeft <= b.CarriedOverLeft);

    [Fact]
    public void Annual_days_are_touched_last() =>
        Holds(entries => Ledger(entries).Balance() is var b && (b.Left.Annual == b.Start.Annual || b.NotExpiringLeft == 0));

    [Fact]
    public void Leave_given_back_is_as_if_it_had_never_been()
    {
        LedgerEntry[] grants = [new(new(Year, 1, 1), LedgerEntryKind.Entitlement, 30), new(new(Year, 1, 1), LedgerEntryKind.CarryOver, 5, Pot: LedgerPot.CarriedOver)];
        var later = Leave(Requests[1], new(Year, 3, 2), 5, 0).ToList();
        var with = Ledger([.. grants, .. Leave(Requests[0], new(Year, 2, 2), 5, 5), .. later]);
        Assert.Equal(Ledger([.. grants, .. later]).Balance().Left, with.Balance().Left);
        Assert.Equal(30, with.Balance().AnnualLeft);
    }

    [Fact]
    public void A_line_says_where_its_days_came_from()
    {
        var lines = Ledger([
            new(new(Year, 1, 1), LedgerEntryKind.Entitlement, 30, "32 days, entered in February"),
            new(new(Year, 1, 1), LedgerEntryKind.CarryOver, 3, Pot: LedgerPot.CarriedOver),
            new(new(Year, 1, 1), LedgerEntryKind.CarryOver, 1, "Sick in May 2025", LedgerPot.Protected),
            .. Leave(Requests[0], new(Year, 4, 6), 2, 0),
            .. Leave(Requests[1], new(Year, 7, 6), 4, 0),
        ]).Lines(Expiry);
        Assert.Equal([new(0, 0, 30), new(3, 0, 0), new(0, 1, 0), new(-2, 0, 0), new(0, -1, -3), new(-1, 0, 0)], lines.Select(l => l.Moved).ToArray());
        Assert.Equal([30m, 33, 34, 32, 28, 27], lines.Select(l => l.Rest).ToArray());
        Assert.Equal(LedgerEntryKind.Expiry, lines[^1].Entry.Kind);
    }

    [Fact]
    public void The_year_turn_done_twice_gives_the_same()
    {
        var account = new LeaveAccount(Year, 16, 3, 1, Expiry) { FullYear = 32 };
        var next = YearTurn.Open(account, 4.5m, expiresOn: new(Year + 1, 6, 1));
        Assert.Equal(new LeaveAccount(Year + 1, 32, 4.5m, 0, new(Year + 1, 6, 1)), next);
        Assert.Equal(next, YearTurn.Open(account, 4.5m, next));
    }

    [Fact]
    public void An_extension_names_its_ground_and_never_shortens()
    {
        var table = new CarryOverTable(CarryOverRule.Police);
        Assert.Equal(new DateOnly(2027, 6, 1), table.ExpiresOn(2026, extension: new(2025, CarryOverGround.Sickness)));
        Assert.Equal(new DateOnly(2026, 9, 30), table.LastDay(2025, extension: new(2025, CarryOverGround.Refused, new(2026, 9, 30))));
        Assert.Equal(new DateOnly(2026, 5, 31), table.LastDay(2025, extension: new(2025, CarryOverGround.Other, new(2026, 1, 31))));
        Assert.Equal(new DateOnly(2026, 5, 31), table.LastDay(2025, extension: new(2024, CarryOverGround.Sickness)));
    }

    [Fact]
    public void A_statute_with_a_rule_of_its_own_follows_it()
    {
        var table = new CarryOverTable([.. CarryOverRule.Police, new(2025, 2, 29, Statute.Contractual)]);
        Assert.Equal(new DateOnly(2026, 2, 28), table.LastDay(2025, Statute.Contractual));
        Assert.Equal(new DateOnly(2028, 2, 29), table.LastDay(2027, Statute.Contractual));
        Assert.Equal(new DateOnly(2026, 5, 31), table.LastDay(2025, Statute.Operational));
        Assert.Null(table.LastDay(1999));
    }

    [Theory]
    [InlineData("2026-01-01", null, 32)]
    [InlineData("2025-07-01", null, 32)]
    [InlineData("2026-07-31", null, 16)]
    [InlineData(null, "2026-03-01", 8)]
    [InlineData("2026-02-10", "2026-02-20", 3)]
    [InlineData("2027-01-01", null, 0)]
    [InlineData(null, "2025-12-31", 0)]
    public void Entry_and_leaving_count_their_months(string? enters, string? leaves, int days) =>
        Assert.Equal(days, Proration.Days(32, Year, enters is null ? null : DateOnly.Parse(enters, null), leaves is null ? null : DateOnly.Parse(leaves, null)));

    [Fact]
    public void Sickness_in_leave_gives_back_what_the_days_cost()
    {
        var calendar = new WorkCalendar(new([new WorkSchedule(WorkWeek.Standard)]), [new(new(2026, 5, 14))]);
        var leave = LeaveSpan.Each(new(2026, 5, 11), new(2026, 5, 22));
        Assert.Equal(2, SickLeave.GivenBack(leave, LeaveSpan.Each(new(2026, 5, 13), new(2026, 5, 17)), calendar));
        Assert.Equal(0.5m, SickLeave.GivenBack(leave, LeaveSpan.Each(new(2026, 5, 12), new(2026, 5, 12), DayPart.Afternoon), calendar));
        Assert.Equal(0, SickLeave.GivenBack(leave, LeaveSpan.Each(new(2026, 5, 23), new(2026, 5, 29)), calendar));
    }
}
