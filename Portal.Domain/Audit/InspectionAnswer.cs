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

    /// <summary>What is wrong with an answer, or null. A document that is not there yet is no answer.</summary>
    public static Error? Check(string? text, string? reference, DateOnly? decidedOn, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(text)) return InspectionErrors.TextMissing;
        if (text.Trim().Length > TextLength) return InspectionErrors.TextTooLong;
        if (reference?.Trim().Length > ReferenceLength) return InspectionErrors.ReferenceTooLong;
        return decidedOn > today ? InspectionErrors.DayAhead : null;
    }
}

/// <summary>The headings, in the order in which the inspection asks them.</summary>
public static class InspectionHeadings
{
    public static IReadOnlyList<InspectionHeading> All { get; } = [.. Enum.GetValues<InspectionHeading>().Order()];
}

/// <summary>Why an answer is not taken.</summary>
public static class InspectionErrors
{
    public static Error TextMissing { get; } = Error.Invalid("inspection.text_missing");
    public static Error TextTooLong { get; } = Error.Invalid("inspection.text_too_long", InspectionAnswer.TextLength);
    public static Error ReferenceTooLong { get; } = Error.Invalid("inspection.reference_too_long", InspectionAnswer.ReferenceLength);

    /// <summary>The document is dated later than today.</summary>
    public static Error DayAhead { get; } = Error.Invalid("inspection.day_ahead");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What the audit calls what is done for the inspection.</summary>
public static class InspectionActions
{
    public const string Viewed = "inspection.viewed";
    public const string Exported = "inspection.exported";
    public const string Answered = "inspection.answered";
}
