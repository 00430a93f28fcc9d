using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Common;

namespace Portal.Reports;

/// <summary>Whether a report still holds.</summary>
public enum ReportState
{
    Valid = 1,
    Withdrawn = 2,

    /// <summary>It has a newer edition.</summary>
    Replaced = 3,
}

/// <summary>Which reports to list. Days are Belgian.</summary>
/// <param name="Reference">A reference or the end of one; null or empty for all.</param>
/// <param name="Search">Words of the title.</param>
public sealed record ReportFilter(string? Reference = null, DateOnly? From = null, DateOnly? To = null, ReportKind? Kind = null, ReportState? State = null, string? Language = null, string? Search = null);

/// <summary>What filters of reports share.</summary>
static class ReportFilters
{
    public static IQueryable<Report> Where(this IQueryable<Report> reports, ReportFilter filter, IQueryable<Report> all)
    {
        if (filter.From is { } from) reports = reports.Where(r => r.SealedAt >= Brussels.StartOf(from));
        if (filter.To is { } to) reports = reports.Where(r => r.SealedAt < Brussels.StartOf(to.AddDays(1)));
        if (filter.Kind is { } kind) reports = reports.Where(r => r.Kind == kind);
        if (filter.Language is { Length: > 0 } language) reports = reports.Where(r => r.Language == language);
        reports = filter.State switch
        {
            ReportState.Withdrawn => reports.Where(r => r.WithdrawnAt != null),
            ReportState.Replaced => reports.Where(r => r.WithdrawnAt == null && all.Any(n => n.Tenant == r.Tenant && n.ReplacesId == r.Id)),
            ReportState.Valid => reports.Where(r => r.WithdrawnAt == null && !all.Any(n => n.Tenant == r.Tenant && n.ReplacesId == r.Id)),
            _ => reports,
        };
        foreach (var word in (filter.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
        {
            var pattern = "%" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).ToUpperInvariant() + "%";
#pragma warning disable CA1304, CA1311, MA0011 // The database folds the case, by its own rules
            reports = reports.Where(r => EF.Functions.Like(r.Title.ToUpper(), pattern, "\\"));
#pragma warning restore CA1304, CA1311, MA0011
        }

        return reports.Numbered(filter.Reference);
    }

    /// <summary>Those that a reference, or the end of one, names.</summary>
    public static IQueryable<Report> Numbered(this IQueryable<Report> reports, string? reference)
    {
        if (NumbersOf(reference) is not { } asked) return reports;
        reports = reports.Where(r => r.Number == asked.Number);
        if (asked.Year is { } year) reports = reports.Where(r => r.Year == year);
        return reports;
    }

    public static ReportState StateOf(Report report, bool replaced) => report.WithdrawnAt is not null ? ReportState.Withdrawn : replaced ? ReportState.Replaced : ReportState.Valid;

    /// <summary><c>5340/2026/17</c>, <c>2026/17</c> and <c>17</c> all name a report; what is no number names none.</summary>
    static (int? Year, int Number)? NumbersOf(string? reference)
    {
        if (string.IsNullOrWhiteSpace(reference)) return null;
        var parts = reference.Split(['/', '-', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0 || !int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var number)) return (null, 0);
        return (parts.Length > 1 && int.TryParse(parts[^2], CultureInfo.InvariantCulture, out var year) ? year : null, number);
    }
}
