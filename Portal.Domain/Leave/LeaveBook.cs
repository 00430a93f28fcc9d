using Portal.Common;

namespace Portal.Leave;

/// <summary>A leave year that is open.</summary>
/// <param name="FullYear">Days of a full year of service.</param>
/// <param name="ExpiresOn">First day on which carried-over days are lost; null when they are not.</param>
public sealed record OpenYear(int Year, decimal FullYear, DateOnly? ExpiresOn);

/// <summary>A line of the ledger and the year that it belongs to.</summary>
public sealed record BookLine(int Year, LedgerEntry Entry);

/// <summary>All leave years of one person. A year that follows an open one and is not open yet stands in it as the year turn would open it: January is asked for in November.</summary>
public sealed class LeaveBook
{
    readonly List<OpenYear> open;
    readonly List<BookLine> lines;
    readonly Func<int, DateOnly?> expiresOn;
    readonly int last;
    readonly SortedDictionary<int, LeaveLedger> ledgers = [];
    readonly Dictionary<int, LeaveAccount> accounts = [];
    readonly Dictionary<int, LeaveUse> uses = [];

    /// <param name="expiresOn">First day on which days carried into a year are lost, by the zone's rule.</param>
    /// <param name="upTo">The last year that matters.</param>
    public LeaveBook(IEnumerable<OpenYear> years, IEnumerable<BookLine> entries, Func<int, DateOnly?> expiresOn, int upTo)
    {
        (open, lines, this.expiresOn, last) = ([.. years.OrderBy(y => y.Year)], [.. entries], expiresOn, upTo);
        foreach (var year in open) Add(year, []);
        if (open.Count == 0) return;
        for (var year = open[^1].Year + 1; year <= upTo; year++)
        {
            var (before, first) = (ledgers[year - 1].Balance().LeftAtYearEnd, new DateOnly(year, 1, 1));
            Add(new(year, accounts[year - 1].FullYear, expiresOn(year)), [new(first, LedgerEntryKind.Entitlement, accounts[year - 1].FullYear), new(first, LedgerEntryKind.CarryOver, before, Pot: LedgerPot.CarriedOver)]);
        }

        foreach (var year in ledgers.Keys) uses[year] = ledgers[year].Use(ledgers.TryGetValue(year + 1, out var next) ? next.Balance().CarriedOverUsed : 0);
    }

    public IReadOnlyDictionary<int, LeaveAccount> Accounts => accounts;

    /// <summary>What is taken of each year, by the next one too.</summary>
    public IReadOnlyDictionary<int, LeaveUse> Uses => uses;

    /// <summary>The years, earliest first.</summary>
    public IEnumerable<int> Years => ledgers.Keys;

    /// <summary>False for a year that is only looked ahead to.</summary>
    public bool IsOpen(int year) => open.Exists(y => y.Year == year);

    public LeaveLedger? Ledger(int year) => ledgers.GetValueOrDefault(year);

    public LeaveBalance? Balance(int year) => accounts.TryGetValue(year, out var account) ? LeaveBalance.Of(account, uses[year]) : null;

    /// <summary>The same with more lines.</summary>
    public LeaveBook With(IEnumerable<BookLine> more) => new(open, lines.Concat(more), expiresOn, last);

    /// <summary>What leave takes: a line for each part of a year in which it costs something.</summary>
    public IReadOnlyList<BookLine> Charge(LeaveSpan span, WorkCalendar calendar, bool countsHolidays, Guid requestId)
    {
        List<BookLine> taken = [];
        foreach (var (year, account) in accounts.OrderBy(a => a.Key))
        {
            var use = LeaveUse.Of(account, span, calendar, countsHolidays);
            Take(year, use.BeforeExpiry, account.BeforeExpiry);
            Take(year, use.AfterExpiry, account.AfterExpiry);
        }

        return taken;

        void Take(int year, decimal days, DateRange part)
        {
            if (days > 0) taken.Add(new(year, new(span.Range.Common(part).From, LedgerEntryKind.Use, -days, RequestId: requestId)));
        }
    }

    /// <summary>Gives back what a request took.</summary>
    public static IEnumerable<BookLine> GiveBack(IEnumerable<BookLine> ofRequest) =>
        ofRequest.GroupBy(l => (l.Year, l.Entry.On, l.Entry.RequestId)).Where(g => g.Sum(l => l.Entry.Days) < 0)
            .Select(g => new BookLine(g.Key.Year, new(g.Key.On, LedgerEntryKind.GivenBack, -g.Sum(l => l.Entry.Days), RequestId: g.Key.RequestId)));

    void Add(OpenYear year, IEnumerable<LedgerEntry> first)
    {
        ledgers[year.Year] = new(year.Year, year.ExpiresOn, first.Concat(lines.Where(l => l.Year == year.Year).Select(l => l.Entry)));
        accounts[year.Year] = ledgers[year.Year].Account with { FullYear = year.FullYear };
    }
}
