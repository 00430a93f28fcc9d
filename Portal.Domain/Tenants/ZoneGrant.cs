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
