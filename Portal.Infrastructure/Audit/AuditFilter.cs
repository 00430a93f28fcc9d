using Portal.Common;

namespace Portal.Audit;

/// <summary>Which lines of the audit to show.</summary>
/// <param name="From">First day, in Belgium.</param>
/// <param name="To">Last day, in Belgium.</param>
/// <param name="Person">Null for everybody; empty for what the portal did by itself.</param>
/// <param name="Text">A plate, name, reference or case number, or how one begins; as typed.</param>
public sealed record AuditFilter(DateOnly From, DateOnly To, Guid? Person = null, AuditGroup? Group = null, ConsultationPurpose? Purpose = null, string? Text = null)
{
    /// <summary>Most days at once: a longer search would read through what nobody asked for.</summary>
    public const int MaxDays = 31;

    /// <summary>Days shown when none were chosen.</summary>
    public const int UsualDays = 7;

    public const int TextLength = 60;

    /// <summary>What is wrong with it, or null.</summary>
    public Error? Check() => To < From ? AuditErrors.PeriodBackwards : To.DayNumber - From.DayNumber >= MaxDays ? AuditErrors.PeriodTooLong(MaxDays) : null;
}

/// <summary>Where a page of lines ended.</summary>
public sealed record AuditCursor(DateTimeOffset DoneAt, Guid Id);

/// <summary>A search that has begun.</summary>
/// <param name="Count">Lines found, at most one more than <see cref="AuditSearch.MaxRows"/>.</param>
/// <param name="Start">Before its first line.</param>
public sealed record AuditFound(int Count, AuditCursor Start);

/// <summary>What a line is about, as people call it.</summary>
/// <param name="Plate">Normalised; null when the thing has none.</param>
/// <param name="Name">Name or reference; null when the thing has none.</param>
/// <param name="Exists">Is still there; else it is known from the line alone.</param>
public sealed record AuditThing(string Kind, Guid Id, string? Plate, string? Country, string? Name, bool Exists);

/// <summary>Who did what to which thing, when and why.</summary>
/// <param name="Person">Null for the portal itself.</param>
public sealed record AuditRow(
    Guid Id, DateTimeOffset DoneAt, Guid? PersonId, string? Person, string Action, AuditThing Thing, ConsultationPurpose? Purpose, string? CaseNumber, string? Reason, string? Details)
{
    public AuditCursor Cursor => new(DoneAt, Id);
}

/// <summary>Lines, latest first, and whether more follow.</summary>
public sealed record AuditLines(IReadOnlyList<AuditRow> Rows, bool HasMore)
{
    public static AuditLines Empty { get; } = new([], false);
}
