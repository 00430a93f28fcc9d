using System.Globalization;
using Portal.Common;

namespace Portal.Audit;

/// <summary>Filters of the audit as addresses carry them.</summary>
static class AuditQuery
{
    /// <summary>The word for the portal itself in place of a person.</summary>
    public const string Portal = "portal";

    /// <summary>What cannot be read counts as not said.</summary>
    public static AuditFilter Of(string? from, string? to, string? person, string? sort, string? purpose, string? text, DateOnly today)
    {
        var last = DateInput.Parse(to) ?? today;
        return new(
            DateInput.Parse(from) ?? last.AddDays(1 - AuditFilter.UsualDays), last, person == Portal ? Guid.Empty : Guid.TryParse(person, out var id) ? id : null,
            Enum.TryParse<AuditGroup>(sort, ignoreCase: true, out var group) && Enum.IsDefined(group) ? group : null,
            Enum.TryParse<ConsultationPurpose>(purpose, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen : null,
            string.IsNullOrWhiteSpace(text) ? null : text.Trim() is { Length: > AuditFilter.TextLength } tooLong ? tooLong[..AuditFilter.TextLength] : text.Trim());
    }

    /// <summary>Null for what needs no word.</summary>
    public static IReadOnlyDictionary<string, object?> Of(AuditFilter filter) => new Dictionary<string, object?>
    {
        ["from"] = Day(filter.From),
        ["to"] = Day(filter.To),
        ["person"] = OfPerson(filter.Person),
        ["sort"] = filter.Group?.ToString().ToLowerInvariant(),
        ["purpose"] = filter.Purpose?.ToString().ToLowerInvariant(),
        ["text"] = filter.Text,
    };

    public static string? OfPerson(Guid? person) => person == Guid.Empty ? Portal : person?.ToString();

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
