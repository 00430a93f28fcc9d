using Portal.Common;

namespace Portal.Tenants;

/// <summary>What a tenant tells the public. Stored as its number.</summary>
public enum PublicStatementKind
{
    /// <summary>Law of 19 July 2018 (directive (EU) 2016/2102).</summary>
    Accessibility = 1,

    Privacy = 2,
}

/// <summary>A tenant's own words on a public page, in four languages; one row a kind. An empty language shows the portal's own text.</summary>
public sealed class PublicStatement : Entity
{
    public const int TextLength = 8000;
    public const int FeedbackLength = 200;

    PublicStatement() { }

    public PublicStatement(string tenant, PublicStatementKind kind, DateTimeOffset now) : base(tenant, now) => Kind = kind;

    public PublicStatementKind Kind { get; private set; }

    public string? TextNl { get; private set; }

    public string? TextFr { get; private set; }

    public string? TextDe { get; private set; }

    public string? TextEn { get; private set; }

    /// <summary>E-mail address for remarks.</summary>
    public string? Feedback { get; private set; }

    /// <summary>Day of the last test, in Belgium.</summary>
    public DateOnly? TestedOn { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public void Say(string? nl, string? fr, string? de, string? en, string? feedback, DateOnly? testedOn, DateTimeOffset now) =>
        (TextNl, TextFr, TextDe, TextEn, Feedback, TestedOn, ChangedAt) = (nl, fr, de, en, feedback, testedOn, now);

    /// <summary>What is said in a language; null where the portal's own text stands.</summary>
    public string? In(string language) => language switch { "nl" => TextNl, "fr" => TextFr, "de" => TextDe, _ => TextEn };
}

/// <summary>Why a statement is not taken.</summary>
public static class StatementErrors
{
    public static Error TextTooLong { get; } = Error.Invalid("statements.text_too_long", PublicStatement.TextLength);

    /// <summary>The test lies in the future.</summary>
    public static Error DayAhead { get; } = Error.Invalid("statements.day_ahead");

    public static Error FeedbackTooLong { get; } = Error.Invalid("statements.feedback_too_long", PublicStatement.FeedbackLength);

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What the audit calls what is done to public statements.</summary>
public static class StatementActions
{
    public const string Changed = "statement.changed";
}
