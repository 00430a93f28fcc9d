using Portal.Common;

namespace Portal.Leave;

/// <summary>The week that somebody works from one day to another. A new week begins a new row: history is never counted anew.</summary>
public sealed class StaffSchedule : Entity
{
    StaffSchedule() { }

    public StaffSchedule(string tenant, Guid staffId, WorkWeek week, DateOnly from, DateOnly? to, DateTimeOffset now) : base(tenant, now) =>
        (StaffId, WeekBits, FromOn, ToOn) = (staffId, week.Bits, from, to);

    public Guid StaffId { get; private set; }

    /// <summary>As <see cref="WorkWeek.Bits"/>.</summary>
    public int WeekBits { get; private set; }

    public DateOnly FromOn { get; private set; }

    /// <summary>Null until further notice.</summary>
    public DateOnly? ToOn { get; private set; }

    public WorkSchedule Schedule => new(new(WeekBits), FromOn, ToOn);
}

/// <summary>What only leave needs to know of a staff member.</summary>
public sealed class LeaveProfile : Entity
{
    LeaveProfile() { }

    /// <param name="bornOn">For entitlement by age; null counts as the youngest.</param>
    public LeaveProfile(string tenant, Guid staffId, DateOnly? bornOn, DateTimeOffset now) : base(tenant, now) => (StaffId, BornOn) = (staffId, bornOn);

    public Guid StaffId { get; private set; }

    public DateOnly? BornOn { get; private set; }

    /// <summary>Age reached in the leave year.</summary>
    public int? AgeIn(int year) => year - BornOn?.Year;
}

/// <summary>Overtime that somebody brought along on a day, before the portal counted hours.</summary>
public sealed class OvertimeStock : Entity
{
    OvertimeStock() { }

    public OvertimeStock(string tenant, Guid staffId, DateOnly on, int minutes, Guid importId, DateTimeOffset now) : base(tenant, now) => (StaffId, CountedOn, Minutes, ImportId) = (staffId, on, minutes, importId);

    public Guid StaffId { get; private set; }

    public DateOnly CountedOn { get; private set; }

    public int Minutes { get; private set; }

    public Guid ImportId { get; private set; }
}
