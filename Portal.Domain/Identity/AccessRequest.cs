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

    /// <summary>Most requests of one zone that wait at the same time.</summary>
    public const int MostWaiting = 50_000;

    /// <summary>Decided requests are forgotten after this many days, undecided ones after <see cref="WaitingDays"/>.</summary>
    public const int DecidedDays = 365;

    public const int WaitingDays = 90;

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

    public string Name => FirstName + " " + LastName;

    /// <summary>Compared with the staff list.</summary>
    public void Fit(StaffMatch match, Guid? staffId)
    {
        if ((Match, StaffId) != (match, staffId)) (Match, StaffId) = (match, staffId);
    }

    /// <summary>Nobody decides on the own request.</summary>
    public bool IsBy(Guid personId, string? email) => PersonId == personId || string.Equals(Email, email, StringComparison.OrdinalIgnoreCase);

    public Result Decide(bool approves, Guid by, string? reason, Guid? runId, DateTimeOffset now)
    {
        if (State != AccessRequestState.Waiting) return AccessErrors.AlreadyDecided;
        (State, DecidedBy, DecidedAt, DecisionReason) = (approves ? AccessRequestState.Approved : AccessRequestState.Refused, by, now, reason);
        (RunId, Problem) = (runId, null);
        return Result.Ok;
    }

    /// <summary>A bulk decision passes it over; it goes on waiting.</summary>
    public void LeaveOut(Guid runId, Error why) => (RunId, Problem) = (runId, why.Code);
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

    public bool IsUnderWay => FinishedAt is null && StoppedAt is null;

    public void Advance(int done, int skipped) => (Done, Skipped) = (Done + done, Skipped + skipped);

    public void Finish(DateTimeOffset now) => FinishedAt ??= now;

    public Result Stop(DateTimeOffset now)
    {
        if (!IsUnderWay) return AccessErrors.RunOver;
        StoppedAt = now;
        return Result.Ok;
    }
}

/// <summary>What can be wrong with requests for access and decisions on them.</summary>
public static class AccessErrors
{
    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");

    public static Error NameMissing { get; } = Error.Invalid("access.part_missing", AccessRequest.NamePartLength);

    public static Error NameOfLetters { get; } = Error.Invalid("access.name_of_letters");

    public static Error ZoneMissing { get; } = Error.Invalid("access.zone_missing");

    public static Error NumberTooLong { get; } = Error.Invalid("access.number_too_long", AccessRequest.PersonnelNumberLength);

    public static Error RemarkTooLong { get; } = Error.Invalid("access.remark_too_long", AccessRequest.RemarkLength);

    public static Error ReasonMissing { get; } = Error.Invalid("access.reason_missing", AccessRequest.ReasonLength);

    public static Error AlreadyDecided { get; } = Error.Conflict("access.already_decided");

    public static Error OwnRequest { get; } = new("access.own_request", ErrorKind.Forbidden);

    /// <summary>The staff list no longer says what it said when the request came.</summary>
    public static Error NotCertain { get; } = Error.Conflict("access.not_certain");

    /// <summary>It is no longer one of those that the decision was made about: the staff list says something else by now.</summary>
    public static Error NoLongerFits { get; } = Error.Conflict("access.no_longer_fits");

    public static Error StaffUnknown { get; } = Error.Invalid("access.staff_unknown");

    public static Error NothingToDecide { get; } = Error.Invalid("access.nothing_to_decide");

    public static Error FilterTooLong { get; } = Error.Invalid("access.filter_too_long");

    public static Error RunOver { get; } = Error.Conflict("access.run_over");

    public static Error RunUnderWay { get; } = Error.Conflict("access.run_under_way");
}

/// <summary>What the audit calls decisions on requests.</summary>
public static class AccessActions
{
    public const string Approved = "access.approved";
    public const string Refused = "access.refused";
    public const string RunStarted = "access.run_started";
    public const string RunStopped = "access.run_stopped";
    public const string RunFinished = "access.run_finished";
}
