namespace Portal.Contacts;

/// <summary>What the rule of the approver needs to know of a staff member.</summary>
public sealed record StaffPlace(Guid Id, Guid? ChiefId, Guid? UnitId, DateOnly? EntersOn, DateOnly? LeavesOn)
{
    public bool IsHere(DateOnly today) => !(EntersOn > today) && !(LeavesOn < today);
}

/// <summary>Why somebody decides on another's requests.</summary>
public enum ApproverReason
{
    /// <summary>Nobody does: no chief, no leader, no default.</summary>
    Nobody = 0,
    Chief = 1,

    /// <summary>Leads the unit of who asks.</summary>
    UnitLeader = 2,

    /// <summary>Leads a unit above it.</summary>
    UpperUnitLeader = 3,

    /// <summary>The zone chose this person for who has nobody else.</summary>
    ZoneDefault = 4,
}

/// <summary>Who decides on a staff member's requests, and why.</summary>
/// <param name="StaffId">Null when nobody does.</param>
/// <param name="UnitId">The unit that the person leads; null when that is not the reason.</param>
public sealed record Approver(Guid? StaffId, ApproverReason Reason, Guid? UnitId = null);

/// <summary>Says who decides on requests, for leave and hours alike: the chief; without one the leader of the unit, then of the units above; without any, the zone's default.
/// Nobody decides on the own requests, and nobody who is not here.</summary>
public static class ApproverRule
{
    /// <param name="who">Who asks.</param>
    /// <param name="find">Another staff member of the zone; null when there is none.</param>
    /// <param name="units">The units of the zone.</param>
    /// <param name="defaultApprover">The zone's choice, or null.</param>
    /// <param name="today">The day in Belgium.</param>
    public static Approver Find(StaffPlace who, Func<Guid, StaffPlace?> find, UnitTree units, Guid? defaultApprover, DateOnly today)
    {
        bool May(Guid? id) => id is { } other && other != who.Id && find(other) is { } person && person.IsHere(today);
        if (May(who.ChiefId)) return new(who.ChiefId, ApproverReason.Chief);
        if (units.Upwards(who.UnitId).FirstOrDefault(u => May(u.LeaderId)) is { } unit)
            return new(unit.LeaderId, unit.Id == who.UnitId ? ApproverReason.UnitLeader : ApproverReason.UpperUnitLeader, unit.Id);
        return May(defaultApprover) ? new(defaultApprover, ApproverReason.ZoneDefault) : new(null, ApproverReason.Nobody);
    }
}
