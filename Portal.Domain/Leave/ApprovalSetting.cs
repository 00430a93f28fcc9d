using Portal.Common;

namespace Portal.Leave;

/// <summary>Whether requests of a unit and those below it go through two stages; the nearest unit's row holds. Without a row there is one stage, and the chief or the unit's leader decides.</summary>
public sealed class ApprovalSetting : Entity
{
    ApprovalSetting() { }

    /// <param name="unitId">Null is the whole zone.</param>
    public ApprovalSetting(string tenant, Guid? unitId, bool twoStage, DateTimeOffset now) : base(tenant, now) => (UnitId, TwoStage) = (unitId, twoStage);

    public Guid? UnitId { get; private set; }

    public bool TwoStage { get; private set; }
}

/// <summary>Somebody who decides for a unit and those below it beside the chief and the leader.</summary>
public sealed class UnitApprover : Entity
{
    UnitApprover() { }

    /// <param name="stage">1 or 2.</param>
    public UnitApprover(string tenant, Guid unitId, Guid staffId, int stage, DateTimeOffset now) : base(tenant, now) => (UnitId, StaffId, Stage) = (unitId, staffId, stage);

    public Guid UnitId { get; private set; }

    public Guid StaffId { get; private set; }

    public int Stage { get; private set; }
}

/// <summary>Who stands in for an approver, by itself, on the days on which the approver is away.</summary>
public sealed class ApprovalDeputy : Entity
{
    ApprovalDeputy() { }

    public ApprovalDeputy(string tenant, Deputyship deputyship, DateTimeOffset now) : base(tenant, now)
    {
        (StaffId, StandInId, Rank) = (deputyship.ApproverId, deputyship.DeputyId, deputyship.Order);
        (FromOn, ToOn) = (deputyship.Days?.From, deputyship.Days?.To);
    }

    /// <summary>The approver.</summary>
    public Guid StaffId { get; private set; }

    /// <summary>Staff member who decides instead.</summary>
    public Guid StandInId { get; private set; }

    /// <summary>The lowest that is here stands in; 1 or more.</summary>
    public int Rank { get; private set; }

    public DateOnly? FromOn { get; private set; }

    public DateOnly? ToOn { get; private set; }

    public Deputyship Deputyship => new(StaffId, StandInId, Rank, FromOn is null && ToOn is null ? null : new DateRange(FromOn ?? DateOnly.MinValue, ToOn ?? DateOnly.MaxValue));
}
