namespace Portal.Leave;

/// <summary>The ledger of one person's leave year. The balance is its sum, and each line says what it did to it.</summary>
/// <param name="expiresOn">First day on which expiring carried-over days are lost; null when they are not.</param>
public sealed class LeaveLedger(int year, DateOnly? expiresOn, IEnumerable<LedgerEntry> entries)
{
    readonly LedgerEntry[] entries = [.. entries];

    /// <summary>What was granted, brought over and corrected.</summary>
    public LeaveAccount Account { get; } = AccountOf(year, expiresOn, entries.Where(e => !e.IsLeave).ToList());

    /// <summary>What leave takes, without what was given back.</summary>
    /// <param name="nextYear">Days that the next year took of this year's rest.</param>
    public LeaveUse Use(decimal nextYear = 0) => new(Taken(before: true), Taken(before: false), nextYear);

    public LeaveBalance Balance(decimal nextYear = 0) => LeaveBalance.Of(Account, Use(nextYear));

    /// <summary>Why the balance is what it is: grants first, then leave by day, then what was lost.</summary>
    /// <param name="today">Up to when days are lost.</param>
    /// <returns>The last line's rest is <see cref="LeaveBalance.TotalLeft"/> without what the next year took.</returns>
    public IReadOnlyList<LedgerLine> Lines(DateOnly today)
    {
        var (lines, rest) = (new List<LedgerLine>(), default(LeavePots));
        foreach (var entry in entries.Where(e => !e.IsLeave).OrderBy(e => e.Kind).ThenBy(e => e.On)) Add(entry, Grant(entry));
        foreach (var leave in Leave.OrderBy(l => IsAfter(l.On)).ThenBy(l => l.On).ThenBy(l => l.RequestId))
        {
            var taken = leave.Days;
            // what a request gives back it never took: its lines cancel out, and the days in between are charged as if it had not been
            foreach (var entry in leave.Entries)
            {
                var counts = entry.Kind == LedgerEntryKind.Use ? Math.Min(taken, -entry.Days) : 0;
                taken -= counts;
                Add(entry, default(LeavePots) - rest.Take(counts, !IsAfter(entry.On)));
            }
        }
        if (Account.HasExpired(today) && rest.Expiring > 0) Add(new LedgerEntry(expiresOn!.Value, LedgerEntryKind.Expiry, -rest.Expiring, Pot: LedgerPot.CarriedOver), new(-rest.Expiring, 0, 0));
        return lines;

        void Add(LedgerEntry entry, LeavePots moved)
        {
            rest += moved;
            lines.Add(new LedgerLine(entry, moved, rest.Total));
        }
    }

    /// <summary>Leave by request and part of the year, with what is left of it after what was given back.</summary>
    IEnumerable<(DateOnly On, Guid? RequestId, decimal Days, List<LedgerEntry> Entries)> Leave =>
        entries.Where(e => e.IsLeave).GroupBy(e => (e.RequestId, After: IsAfter(e.On)))
            .Select(g => (g.Min(e => e.On), g.Key.RequestId, Math.Max(0, -g.Sum(e => e.Days)), g.OrderBy(e => e.Kind).ToList()));

    decimal Taken(bool before) => Leave.Where(l => IsAfter(l.On) != before).Sum(l => l.Days);

    bool IsAfter(DateOnly day) => day >= expiresOn;

    static LeavePots Grant(LedgerEntry entry) => entry.Pot switch
    {
        LedgerPot.CarriedOver => new(entry.Days, 0, 0),
        LedgerPot.Protected => new(0, entry.Days, 0),
        _ => new(0, 0, entry.Days),
    };

    static LeaveAccount AccountOf(int year, DateOnly? expiresOn, List<LedgerEntry> grants)
    {
        var sum = grants.Aggregate(default(LeavePots), (pots, e) => pots + Grant(e));
        return new LeaveAccount(year, sum.Annual, sum.CarriedOver, sum.Protected, expiresOn);
    }
}
