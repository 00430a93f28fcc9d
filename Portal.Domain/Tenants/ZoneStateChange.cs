using Portal.Common;

namespace Portal.Tenants;

/// <summary>A decision that a zone moves to a state on a date; the portal's job carries it out on that day. Federal data.</summary>
public sealed class ZoneStateChange
{
    public const int ReasonLength = 500;

    ZoneStateChange() { }

    public ZoneStateChange(string zoneCode, ZoneState state, DateOnly effectiveOn, string reason, Guid? decidedBy, DateTimeOffset now) =>
        (Id, ZoneCode, State, EffectiveOn, Reason, DecidedBy, DecidedAt) = (Guid.CreateVersion7(now), zoneCode, state, effectiveOn, reason, decidedBy, now);

    public Guid Id { get; private set; }

    public string ZoneCode { get; private set; } = null!;

    public ZoneState State { get; private set; }

    /// <summary>Day in Belgium on which the state begins.</summary>
    public DateOnly EffectiveOn { get; private set; }

    public string Reason { get; private set; } = null!;

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset DecidedAt { get; private set; }

    /// <summary>When the zone moved; null while the day has not come.</summary>
    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>When the decision was taken back before its day.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>For an erasure: what was deleted, table by table, as JSON.</summary>
    public string? Certificate { get; private set; }

    /// <summary>Decides that a zone moves on a day.</summary>
    /// <param name="expected">The state in which the zone will be on that day.</param>
    /// <param name="today">The day in Belgium.</param>
    public static Result<ZoneStateChange> Decide(TenantInfo zone, ZoneState expected, ZoneState? state, DateOnly? on, string? reason, Guid? decidedBy, DateOnly today, DateTimeOffset now)
    {
        reason = reason?.Trim();
        if (zone.Kind == TenantKind.FederalPolice) return ZoneErrors.NoStateOfFederal;
        if (state is not { } wanted) return ZoneErrors.StateMissing;
        if (on is not { } day) return ZoneErrors.DayMissing;
        if (day < today) return ZoneErrors.DayPassed;
        if (string.IsNullOrEmpty(reason)) return ZoneErrors.ReasonMissing;
        if (reason.Length > ReasonLength) return ZoneErrors.ReasonTooLong;
        if (!ZoneStates.After(expected).Contains(wanted)) return ZoneErrors.StateNotAllowed;
        if (wanted == ZoneState.Erased && day == today) return ZoneErrors.ErasureTooSoon;
        return new ZoneStateChange(zone.Code, wanted, day, reason, decidedBy, now);
    }

    /// <param name="certificate">For an erasure: what was deleted.</param>
    public void Apply(DateTimeOffset now, string? certificate) => (AppliedAt, Certificate) = (now, certificate);

    public Result Withdraw(DateTimeOffset now)
    {
        if (!IsPending) return ZoneErrors.NotPending;
        WithdrawnAt = now;
        return Result.Ok;
    }

    public bool IsPending => AppliedAt is null && WithdrawnAt is null;
}
