using Portal.Common;

namespace Portal.Identity;

/// <summary>Does a request fit somebody on the staff list?</summary>
public enum StaffMatch
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Somebody, but not in everything: a person looks.</summary>
    Doubtful = 1,

    /// <summary>Exactly one, without an account.</summary>
    Certain = 2,
}

/// <summary>What became of a request.</summary>
public enum AccessRequestState
{
    Waiting = 0,
    Approved = 1,
    Refused = 2,
}

/// <summary>Somebody who says to work in the zone asks for an account.</summary>
public sealed class AccessRequest : Entity
{
    public const int NamePartLength = 60;
    public const int EmailLength = 256;
    public const int PersonnelNumberLength = 20;
    public const int RemarkLength = 500;
    public const int ReasonLength = 500;

    AccessRequest() { }

    public AccessRequest(string tenant, string firstName, string lastName, string email, string? personnelNumber, string? remark, string language, Guid? personId, DateTimeOffset now) : base(tenant, now) =>
        (FirstName, LastName, Email, PersonnelNumber, Remark, Language, PersonId, RequestedAt) = (firstName, lastName, email, personnelNumber, remark, language, personId, now);

    public string FirstName { get; private set; } = null!;

    public string LastName { get; private set; } = null!;

    /// <summary>In small letters.</summary>
    public string Email { get; private set; } = null!;

    public string? PersonnelNumber { get; private set; }

    public string? Remark { get; private set; }

    public string Language { get; private set; } = null!;

    /// <summary>The account of who asks; null when there is none yet.</summary>
    public Guid? PersonId { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public StaffMatch Match { get; private set; }

    /// <summary>Whom it fits.</summary>
    public Guid? StaffId { get; private set; }

    public AccessRequestState State { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecisionReason { get; private set; }

    /// <summary>The bulk decision that took it.</summary>
    public Guid? RunId { get; private set; }

    /// <summary>Code of the error for which a bulk decision left it out; null when none did.</summary>
    public string? Problem { get; private set; }
}

/// <summary>One decision on many requests; a job carries it out.</summary>
public sealed class AccessRun : Entity
{
    public const int FilterLength = 500;

    AccessRun() { }

    public AccessRun(string tenant, bool approves, string filter, string reason, int total, Guid startedBy, DateTimeOffset now) : base(tenant, now) =>
        (Approves, Filter, Reason, Total, StartedBy, StartedAt) = (approves, filter, reason, total, startedBy, now);

    public bool Approves { get; private set; }

    /// <summary>Which requests, as the page asked for them.</summary>
    public string Filter { get; private set; } = null!;

    public string Reason { get; private set; } = null!;

    public int Total { get; private set; }

    public int Done { get; private set; }

    /// <summary>Left out; each request says why.</summary>
    public int Skipped { get; private set; }

    public Guid StartedBy { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Somebody stopped it; what was decided stays decided.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }
}
