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
