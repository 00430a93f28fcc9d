using Portal.Common;

namespace Portal.Audit;

/// <summary>For what a person consults data: for a shift, or for one thing outside it. Each consultation is recorded under it.</summary>
public sealed class WorkPurpose : Entity
{
    public const int CaseNumberLength = 40;

    /// <summary>A shift's purpose ends by itself after so long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>So long one thing may be looked at before the purpose is asked again.</summary>
    public static readonly TimeSpan OneThing = TimeSpan.FromMinutes(15);

    WorkPurpose() { }

    WorkPurpose(string tenant, DateTimeOffset now) : base(tenant, now) => StartedAt = now;

    public Guid PersonId { get; private set; }

    public ConsultationPurpose Purpose { get; private set; }

    /// <summary>Number of the report or file that the work is for; null only for a shift.</summary>
    public string? CaseNumber { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Holds until then.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>The kind of the one thing, such as <c>Hit</c>; null for a shift.</summary>
    public string? ObjectKind { get; private set; }

    public Guid? ObjectId { get; private set; }

    /// <param name="length">At most <see cref="Longest"/>.</param>
    public static Result<WorkPurpose> ForShift(string tenant, Guid person, ConsultationPurpose purpose, string? caseNumber, TimeSpan length, DateTimeOffset now)
    {
        if (length <= TimeSpan.Zero || length > Longest) return PurposeErrors.TooLong((int)Longest.TotalHours);
        if (!Enum.IsDefined(purpose)) return PurposeErrors.Missing;
        if (Trimmed(caseNumber) is { Length: > CaseNumberLength }) return PurposeErrors.CaseNumberTooLong(CaseNumberLength);
        return new WorkPurpose(tenant, now) { PersonId = person, Purpose = purpose, CaseNumber = Trimmed(caseNumber), EndsAt = now + length };
    }

    /// <param name="objectKind">Name of the thing's type.</param>
    public static Result<WorkPurpose> ForThing(string tenant, Guid person, ConsultationPurpose purpose, string? caseNumber, string objectKind, Guid objectId, DateTimeOffset now)
    {
        if (!Enum.IsDefined(purpose)) return PurposeErrors.Missing;
        if (Trimmed(caseNumber) is not { } number) return PurposeErrors.CaseNumberMissing;
        if (number.Length > CaseNumberLength) return PurposeErrors.CaseNumberTooLong(CaseNumberLength);
        return new WorkPurpose(tenant, now) { PersonId = person, Purpose = purpose, CaseNumber = number, EndsAt = now + OneThing, ObjectKind = objectKind, ObjectId = objectId };
    }

    /// <summary>Ends it before its time; ended already, it stays as it is.</summary>
    public void End(DateTimeOffset now)
    {
        if (now < EndsAt) EndsAt = now;
    }

    static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
