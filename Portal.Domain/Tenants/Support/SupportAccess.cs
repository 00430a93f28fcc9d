using Portal.Common;

namespace Portal.Tenants.Support;

/// <summary>What somebody of the federal police may do in a zone that lets them in. Stored as its number.</summary>
public enum SupportScope
{
    /// <summary>See what a zone administrator sees, and change nothing.</summary>
    Look = 1,

    /// <summary>See and change what a zone administrator may, but no rights, keys or policy.</summary>
    Repair = 2,
}

/// <summary>Where a support access stands.</summary>
public enum SupportState
{
    /// <summary>Asked, not answered.</summary>
    Waiting = 0,
    Open = 1,

    /// <summary>Was open; ended by somebody, or its time has passed.</summary>
    Ended = 2,
    Refused = 3,

    /// <summary>By who asked, before the answer.</summary>
    TakenBack = 4,

    /// <summary>Nobody answered in time.</summary>
    Unanswered = 5,
}

/// <summary>The federal police ask to come into a zone to help, for a short time; the zone lets them in or not. Belongs to the zone.</summary>
public sealed class SupportAccess : Entity
{
    public const int ReasonLength = 500;

    /// <summary>Longest time, in minutes.</summary>
    public const int MaxMinutes = 30;

    /// <summary>A request that nobody answers ends after this many hours.</summary>
    public const int AnswerHours = 24;

    SupportAccess() { }

    public SupportAccess(string tenant, string askedFrom, Guid askedBy, string askedByName, string reason, SupportScope scope, int minutes, DateTimeOffset now) : base(tenant, now) =>
        (AskedFrom, AskedBy, AskedByName, Reason, Scope, Minutes, AskedAt) = (askedFrom, askedBy, askedByName, reason, scope, minutes, now);

    /// <summary>Code of the tenant that asks: the federal police.</summary>
    public string AskedFrom { get; private set; } = null!;

    public Guid AskedBy { get; private set; }

    public string AskedByName { get; private set; } = null!;

    public string Reason { get; private set; } = null!;

    public SupportScope Scope { get; private set; }

    /// <summary>How long, counted from when the zone lets in; 1 to 30.</summary>
    public int Minutes { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Who of the zone answered.</summary>
    public Guid? AnsweredBy { get; private set; }

    public DateTimeOffset? GrantedAt { get; private set; }

    public DateTimeOffset? RefusedAt { get; private set; }

    /// <summary>When it ends by itself; null until it is granted.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>Ended before, by one of both sides; or when the end of its time was noted.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public Guid? EndedBy { get; private set; }

    /// <summary>Open at this moment.</summary>
    public bool IsOpen(DateTimeOffset now) => GrantedAt is not null && EndedAt is null && EndsAt > now;

    /// <summary>Waits for the zone's answer.</summary>
    public bool IsWaiting(DateTimeOffset now) => GrantedAt is null && RefusedAt is null && EndedAt is null && now < AskedAt.AddHours(AnswerHours);

    /// <summary>Its time has passed and nobody has noted that yet.</summary>
    public bool IsToBeNoted(DateTimeOffset now) => EndedAt is null && RefusedAt is null && !IsOpen(now) && !IsWaiting(now);

    public SupportState StateAt(DateTimeOffset now) => RefusedAt is not null ? SupportState.Refused
        : IsOpen(now) ? SupportState.Open : GrantedAt is not null ? SupportState.Ended
        : IsWaiting(now) ? SupportState.Waiting : EndedBy is not null ? SupportState.TakenBack : SupportState.Unanswered;

    /// <summary>The federal police ask to be let into a zone.</summary>
    public static Result<SupportAccess> Ask(TenantInfo zone, Guid askedBy, string askedByName, string? reason, SupportScope? scope, int? minutes, DateTimeOffset now)
    {
        reason = reason?.Trim();
        if (zone.Kind != TenantKind.Zone || !ZoneStates.IsOpen(zone.State)) return SupportErrors.ZoneMissing;
        if (string.IsNullOrEmpty(reason)) return SupportErrors.ReasonMissing;
        if (reason.Length > ReasonLength) return SupportErrors.ReasonTooLong;
        if (scope is not { } wanted || !Enum.IsDefined(wanted)) return SupportErrors.ScopeMissing;
        if (minutes is not (>= 1 and <= MaxMinutes)) return SupportErrors.MinutesInvalid;
        return new SupportAccess(zone.Code, TenantInfo.FederalCode, askedBy, askedByName, reason, wanted, minutes.Value, now);
    }

    /// <summary>The zone lets the person in; the time runs from now on.</summary>
    public Result LetIn(Guid by, DateTimeOffset now)
    {
        if (Answer(by, now) is { Succeeded: false } refused) return refused;
        (GrantedAt, EndsAt) = (now, now.AddMinutes(Minutes));
        return Result.Ok;
    }

    public Result Refuse(Guid by, DateTimeOffset now)
    {
        if (Answer(by, now) is { Succeeded: false } refused) return refused;
        RefusedAt = now;
        return Result.Ok;
    }

    /// <summary>One of both sides ends it, or who asked takes the request back.</summary>
    public Result End(Guid by, DateTimeOffset now)
    {
        if (!IsOpen(now) && !IsWaiting(now)) return SupportErrors.AlreadyOver;
        (EndedAt, EndedBy) = (now, by);
        return Result.Ok;
    }

    /// <summary>Its time has passed.</summary>
    public void NoteEnd() => EndedAt ??= EndsAt ?? AskedAt.AddHours(AnswerHours);

    Result Answer(Guid by, DateTimeOffset now)
    {
        if (by == AskedBy) return SupportErrors.OwnRequest;
        if (GrantedAt is not null || RefusedAt is not null) return SupportErrors.AlreadyAnswered;
        if (!IsWaiting(now)) return SupportErrors.AlreadyOver;
        AnsweredBy = by;
        return Result.Ok;
    }
}
