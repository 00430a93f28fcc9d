using Portal.Common;
using Portal.Contacts;

namespace Portal.Leave;

/// <summary>A day that is free for all in the zone, from the yearly circular.</summary>
public sealed class ZoneHoliday : Entity
{
    public const int NameLength = 80;

    ZoneHoliday() { }

    public ZoneHoliday(string tenant, Holiday holiday, LocalName name, DateTimeOffset now) : base(tenant, now)
    {
        (Day, Off, Ground) = (holiday.Day, holiday.Off, holiday.Ground);
        (NameNl, NameFr, NameDe, NameEn) = (name.Nl, name.Fr, name.De, name.En);
    }

    public DateOnly Day { get; private set; }

    public DayPart Off { get; private set; }

    public HolidayGround Ground { get; private set; }

    public string NameNl { get; private set; } = null!;

    public string NameFr { get; private set; } = null!;

    public string NameDe { get; private set; } = null!;

    public string NameEn { get; private set; } = null!;

    public LocalName Name => new(NameNl, NameFr, NameDe, NameEn);

    public Holiday Holiday => new(Day, Off, Ground);
}

/// <summary>Until when leave of a year can be taken, as the zone applies it.</summary>
public sealed class CarryOverRow : Entity
{
    public const int SourceLength = 200;

    CarryOverRow() { }

    public CarryOverRow(string tenant, CarryOverRule rule, DateTimeOffset now) : base(tenant, now) =>
        (FromLeaveYear, Month, DayOfMonth, Statute, Source) = (rule.FromLeaveYear, rule.Month, rule.Day, rule.Statute, rule.Source);

    public int FromLeaveYear { get; private set; }

    public int Month { get; private set; }

    public int DayOfMonth { get; private set; }

    public Statute? Statute { get; private set; }

    public string Source { get; private set; } = null!;

    public CarryOverRule Rule => new(FromLeaveYear, Month, DayOfMonth, Statute, Source);
}

/// <summary>Days of a full year by statute and age, as the zone applies it.</summary>
public sealed class EntitlementRow : Entity
{
    EntitlementRow() { }

    /// <param name="confirmed">The staff office has compared it with the texts that hold.</param>
    public EntitlementRow(string tenant, EntitlementRule rule, bool confirmed, DateTimeOffset now) : base(tenant, now) =>
        (FromYear, FromAge, Days, Statute, Source, Confirmed) = (rule.FromYear, rule.FromAge, rule.Days, rule.Statute, rule.Source, confirmed);

    public int FromYear { get; private set; }

    public int FromAge { get; private set; }

    public decimal Days { get; private set; }

    public Statute? Statute { get; private set; }

    public string Source { get; private set; } = null!;

    public bool Confirmed { get; private set; }

    public EntitlementRule Rule => new(FromYear, FromAge, Days, Statute, Source);
}
