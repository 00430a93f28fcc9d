using Portal.Common;

namespace Portal.Tenants;

/// <summary>What one zone lets another read, from a day to a day, for a purpose. Counts once the other has accepted.</summary>
public sealed class ZoneGrant : Entity
{
    public const int PurposeLength = 300;
    public const int SubjectLength = 20;

    /// <summary>Longest time of a grant, in days; afterwards it is offered anew.</summary>
    public const int MaxDays = 366;

    ZoneGrant() { }

    public ZoneGrant(string tenant, string grantee, string subject, string purpose, DateOnly startsOn, DateOnly endsOn, Guid offeredBy, DateTimeOffset now) : base(tenant, now) =>
        (Grantee, Subject, Purpose, StartsOn, EndsOn, OfferedBy, OfferedAt) = (grantee, subject, purpose, startsOn, endsOn, offeredBy, now);

    /// <summary>Code of the zone that may read.</summary>
    public string Grantee { get; private set; } = null!;

    /// <summary>One of <see cref="SharedSubjects.Grantable"/>.</summary>
    public string Subject { get; private set; } = null!;

    public string Purpose { get; private set; } = null!;

    /// <summary>First day in Belgium.</summary>
    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day in Belgium.</summary>
    public DateOnly EndsOn { get; private set; }

    public Guid OfferedBy { get; private set; }

    public DateTimeOffset OfferedAt { get; private set; }

    /// <summary>Somebody of the other zone.</summary>
    public Guid? AnsweredBy { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? RefusedAt { get; private set; }

    /// <summary>The zone took it back; it ends at once.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Offers another zone something to read.</summary>
    /// <param name="today">The day in Belgium.</param>
    public static Result<ZoneGrant> Offer(string tenant, string grantee, string subject, string? purpose, DateOnly? from, DateOnly? to, DateOnly today, Guid offeredBy, DateTimeOffset now)
    {
        purpose = purpose?.Trim();
        if (!TenantInfo.IsCode(grantee)) return GrantErrors.ZoneMissing;
        if (grantee == tenant) return GrantErrors.OwnZone;
        if (!SharedSubjects.Grantable.Contains(subject)) return GrantErrors.SubjectUnknown;
        if (string.IsNullOrEmpty(purpose)) return GrantErrors.PurposeMissing;
        if (purpose.Length > PurposeLength) return GrantErrors.PurposeTooLong;
        if (from is not { } first || to is not { } last) return GrantErrors.DaysMissing;
        if (last < first || last < today) return GrantErrors.DaysReversed;
        return last.DayNumber - first.DayNumber >= MaxDays ? GrantErrors.TooLong : new ZoneGrant(tenant, grantee, subject, purpose, first, last, offeredBy, now);
    }

    /// <summary>The other zone says yes or no, once.</summary>
    /// <param name="person">Somebody of the other zone, and not who offered it.</param>
    public Result Answer(bool accept, Guid person, DateTimeOffset now)
    {
        if (AcceptedAt is not null || RefusedAt is not null || WithdrawnAt is not null) return GrantErrors.AlreadyAnswered;
        if (person == OfferedBy) return GrantErrors.OwnOffer;
        AnsweredBy = person;
        if (accept) AcceptedAt = now;
        else RefusedAt = now;
        return Result.Ok;
    }

    /// <summary>The zone takes it back, answered or not; it ends at once.</summary>
    public Result Withdraw(DateTimeOffset now)
    {
        if (WithdrawnAt is not null || RefusedAt is not null) return GrantErrors.AlreadyOver;
        WithdrawnAt = now;
        return Result.Ok;
    }

    /// <summary>Where it stands on a day in Belgium.</summary>
    public GrantState StateOn(DateOnly today) => this switch
    {
        { WithdrawnAt: not null } => GrantState.Withdrawn,
        { RefusedAt: not null } => GrantState.Refused,
        _ when EndsOn < today => GrantState.Ended,
        { AcceptedAt: null } => GrantState.Offered,
        _ => StartsOn > today ? GrantState.Coming : GrantState.InForce,
    };
}

/// <summary>Where a grant stands.</summary>
public enum GrantState
{
    Offered = 0,

    /// <summary>Accepted; its first day has not come.</summary>
    Coming = 1,
    InForce = 2,
    Ended = 3,
    Refused = 4,
    Withdrawn = 5,
}

/// <summary>What may be read across zones; row-level security knows the same words.</summary>
public static class SharedSubjects
{
    /// <summary>The published directory: every tenant reads it.</summary>
    public const string Directory = "directory";

    /// <summary>The cameras of a zone: by grant.</summary>
    public const string Cameras = "cameras";

    /// <summary>The staff list of a zone: by grant.</summary>
    public const string Staff = "staff";

    /// <summary>The audit of a zone: by the federal permission.</summary>
    public const string Audit = "audit";

    /// <summary>Counts of every zone, through one function: by the federal permission.</summary>
    public const string Figures = "figures";

    /// <summary>What a zone may offer to another.</summary>
    public static IReadOnlyList<string> Grantable { get; } = [Cameras, Staff];
}
