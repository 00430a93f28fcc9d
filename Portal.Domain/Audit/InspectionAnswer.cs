using Portal.Common;

namespace Portal.Audit;

/// <summary>The headings under which the Supervisory Body for Police Information inspects a zone's cameras. Stored as their number.</summary>
public enum InspectionHeading
{
    CouncilApproval = 1,
    Controller = 2,
    Retention = 3,
    Access = 4,
    Visibility = 5,
    RiskAnalysis = 6,
    Register = 7,
    Logging = 8,
    FunctionalManagement = 9,
}

/// <summary>What a zone answers under one heading, beside what the portal itself can tell; one row a heading.</summary>
public sealed class InspectionAnswer : Entity
{
    public const int TextLength = 4000;
    public const int ReferenceLength = 200;

    InspectionAnswer() { }

    public InspectionAnswer(string tenant, InspectionHeading heading, string text, string? reference, DateOnly? decidedOn, Guid by, DateTimeOffset now) : base(tenant, now)
    {
        Heading = heading;
        Answer(text, reference, decidedOn, by, now);
    }

    public InspectionHeading Heading { get; private set; }

    public string Text { get; private set; } = null!;

    /// <summary>Where the document stands: number, address or file.</summary>
    public string? Reference { get; private set; }

    /// <summary>Day of the document, in Belgium.</summary>
    public DateOnly? DecidedOn { get; private set; }

    public Guid ChangedBy { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public void Answer(string text, string? reference, DateOnly? decidedOn, Guid by, DateTimeOffset now) => (Text, Reference, DecidedOn, ChangedBy, ChangedAt) = (text, reference, decidedOn, by, now);
}
