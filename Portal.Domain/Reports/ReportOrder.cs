using Portal.Audit;
using Portal.Common;

namespace Portal.Reports;

/// <summary>How far the sealing of a report is; stored as its number.</summary>
public enum ReportOrderState
{
    Waiting = 0,
    Sealed = 1,

    /// <summary>Given up: what stands in <see cref="ReportOrder.Problem"/> must change first.</summary>
    Failed = 2,
}

/// <summary>A report that is to be composed, numbered, sealed and kept. A writer in the background does it; whoever ordered it sees how far it is.</summary>
public sealed class ReportOrder : Entity
{
    public const int TitleLength = Report.TitleLength;
    public const int ExternalReferenceLength = 100;
    public const int ProblemLength = 100;

    /// <summary>How long one try may take before another node may take the order: longer than the longest report takes.</summary>
    public static readonly TimeSpan ClaimedFor = TimeSpan.FromMinutes(10);

    /// <summary>How long until an order that waits for a seal looks for one by itself; a new key wakes it at once.</summary>
    public static readonly TimeSpan SealAwaited = TimeSpan.FromHours(1);

    /// <summary>Pauses after the tries; after one more it is given up.</summary>
    static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    ReportOrder() { }

    /// <param name="title">What it is without whom it is about.</param>
    /// <param name="subjectId">What the report will be about.</param>
    /// <param name="orderedBy">Null for what another application deposited.</param>
    /// <param name="keptUntilOn">Last day on which the report will be kept.</param>
    public ReportOrder(string tenant, ReportKind kind, string language, string title, Guid subjectId, Guid? orderedBy, ConsultationPurpose purpose, string? caseNumber, DateOnly keptUntilOn, DateTimeOffset now) : base(tenant, now) =>
        (Kind, Language, Title, SubjectId, OrderedBy, Purpose, CaseNumber, KeptUntilOn, OrderedAt, NextTryAt) = (kind, language, title, subjectId, orderedBy, purpose, caseNumber, keptUntilOn, now, now);

    public ReportKind Kind { get; private set; }

    /// <summary>One of the zone's languages.</summary>
    public string Language { get; private set; } = null!;

    /// <summary>What it is without whom it is about, for lists that are seen without a purpose.</summary>
    public string Title { get; private set; } = null!;

    /// <summary>What the report will be about.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Null for what another application deposited.</summary>
    public Guid? OrderedBy { get; private set; }

    public Guid? KeyId { get; private set; }

    public string? ExternalReference { get; private set; }

    /// <summary>Of what was deposited: the same reference with another file is refused.</summary>
    public byte[]? ContentSha256 { get; private set; }

    /// <summary>The draft that it was made from.</summary>
    public Guid? DraftId { get; private set; }

    /// <summary>The report that it will be a new edition of.</summary>
    public Guid? ReplacesId { get; private set; }

    public ConsultationPurpose Purpose { get; private set; }

    public string? CaseNumber { get; private set; }

    /// <summary>Last day on which the report will be kept.</summary>
    public DateOnly KeptUntilOn { get; private set; }

    public DateTimeOffset OrderedAt { get; private set; }

    public ReportOrderState State { get; private set; }

    /// <summary>When it is tried next; while a node works on it, when another may take it over.</summary>
    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Code of the error at the last try; null when there was none.</summary>
    public string? Problem { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The report, once it is sealed.</summary>
    public Guid? ReportId { get; private set; }

    /// <summary>It was made from a draft, and takes the place of an issued report.</summary>
    public ReportOrder From(Guid? draft, Guid? replaced)
    {
        (DraftId, ReplacesId) = (draft, replaced);
        return this;
    }

    /// <summary>Another application deposited it.</summary>
    /// <param name="reference">What the application calls it.</param>
    /// <param name="sha256">Of what was deposited.</param>
    public ReportOrder DepositedBy(Guid key, string reference, byte[] sha256)
    {
        (KeyId, ExternalReference, ContentSha256) = (key, reference, sha256);
        return this;
    }

    /// <summary>A node is about to work on it: the others leave it alone for a while.</summary>
    public void Claim(DateTimeOffset now)
    {
        Attempts++;
        Problem = null;
        NextTryAt = now + ClaimedFor;
    }

    /// <summary>A node works on it and has not said yet how its try ended; when it never does, the claim ends.</summary>
    public bool IsBeingTried(DateTimeOffset now) => State == ReportOrderState.Waiting && Attempts > 0 && Problem is null && NextTryAt > now;

    /// <summary>The zone has no seal that can be used: it waits for one, however long that takes.</summary>
    public void AwaitSeal(Error why, DateTimeOffset now)
    {
        Attempts--;
        (Problem, NextTryAt) = (why.Code, now + SealAwaited);
    }

    /// <summary>The node that works on it stops before it is done: another may begin at once.</summary>
    public void Release(DateTimeOffset now)
    {
        Attempts--;
        NextTryAt = now;
    }

    /// <summary>The report is sealed and kept.</summary>
    public void Seal(Guid report, DateTimeOffset now) => (State, ReportId, EndedAt, Problem) = (ReportOrderState.Sealed, report, now, null);

    /// <summary>A try failed: again later, or never again.</summary>
    /// <param name="forGood">Trying again makes no sense.</param>
    public void Fail(Error why, bool forGood, DateTimeOffset now)
    {
        Problem = why.Code;
        if (forGood || Attempts > Pauses.Length) (State, EndedAt) = (ReportOrderState.Failed, now);
        else NextTryAt = now + Pauses[Math.Max(0, Attempts - 1)];
    }

    /// <summary>A person wants it tried again, now.</summary>
    public Result TryAgain(DateTimeOffset now)
    {
        if (State == ReportOrderState.Sealed || IsBeingTried(now)) return ReportErrors.OrderNotWaiting;
        (State, Attempts, NextTryAt, EndedAt, Problem) = (ReportOrderState.Waiting, 0, now, null, null);
        return Result.Ok;
    }
}

/// <summary>What the report is made of, until it is sealed: the facts for the template as JSON, or the deposited file.</summary>
public sealed class ReportOrderContent : ITenantOwned
{
    ReportOrderContent() { }

    public ReportOrderContent(ReportOrder order, byte[] content) => (Tenant, OrderId, Content) = (order.Tenant, order.Id, content);

    public string Tenant { get; private set; } = null!;

    public Guid OrderId { get; private set; }

    public byte[] Content { get; private set; } = [];
}
