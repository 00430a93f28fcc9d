using Portal.Common;

namespace Portal.Leave;

/// <summary>How a zone grants leave; one row a zone. Its being there says that the zone has its kinds, holidays and rules.</summary>
public sealed class LeavePolicy : ITenantOwned
{
    LeavePolicy() { }

    public LeavePolicy(string tenant) => (Tenant, HalfDays, UsualWeekBits) = (tenant, true, WorkWeek.Standard.Bits);

    public string Tenant { get; private set; } = null!;

    public bool HalfDays { get; private set; }

    /// <summary>How far ahead leave may end; null is no limit.</summary>
    public int? MonthsAhead { get; private set; }

    /// <summary>How far back leave may begin; null is no limit.</summary>
    public int? MonthsBack { get; private set; }

    /// <summary>The week of who has no schedule, as <see cref="WorkWeek.Bits"/>.</summary>
    public int UsualWeekBits { get; private set; }

    public ProrationRounding Rounding { get; private set; }

    public LeaveLimits Limits => new(HalfDays, MonthsAhead, MonthsBack);
}
