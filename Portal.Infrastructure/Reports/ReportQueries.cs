using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Reports;

/// <summary>A report as lists show it.</summary>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record ReportRow(
    Guid Id, ReportKind Kind, string Reference, string Language, string Title, Guid SubjectId, string Author, DateTimeOffset SealedAt, string SealedBy, string Sha256, int Size, DateOnly KeptUntilOn);

/// <summary>A report's sealed file.</summary>
public sealed record IssuedFile(string Name, byte[] Content);

/// <summary>Which reports to list. Days are Belgian.</summary>
/// <param name="Reference">A reference or the end of one; null or empty for all.</param>
public sealed record ReportFilter(string? Reference = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>The zone's reports. To open one takes the purpose of the shift or one chosen for it, and is recorded.</summary>
public sealed class ReportQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, PurposeService purposes, Consultations consultations, AuditTrail audit)
{
    public const int PageSize = 50;

    /// <summary>Latest first; at most <see cref="PageSize"/>.</summary>
    /// <param name="before">The last of the page before, or null.</param>
    public async Task<IReadOnlyList<ReportRow>> ListAsync(ReportFilter filter, ReportRow? before = null, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var reports = Readable(db);
        if (filter.From is { } from) reports = reports.Where(r => r.SealedAt >= Brussels.StartOf(from));
        if (filter.To is { } to) reports = reports.Where(r => r.SealedAt < Brussels.StartOf(to.AddDays(1)));
        if (NumbersOf(filter.Reference) is { } asked)
        {
            reports = reports.Where(r => r.Number == asked.Number);
            if (asked.Year is { } year) reports = reports.Where(r => r.Year == year);
        }

        var all = reports;
        if (before is not null) reports = reports.Where(r => r.SealedAt < before.SealedAt || (r.SealedAt == before.SealedAt && r.Id.CompareTo(before.Id) < 0));
        var rows = await RowsAsync(db, reports.OrderByDescending(r => r.SealedAt).ThenByDescending(r => r.Id).Take(PageSize), stop);
        await consultations.SearchedAsync(
            ConsultationActions.ReportsListed, nameof(Report), filter, rows.Count, rows.Count < PageSize && before is null ? null : () => all.CountAsync(stop), before?.Id, rows is [var one] ? one.Id : default, stop);
        return rows;
    }

    /// <summary>Reports about one thing, latest first.</summary>
    public async Task<IReadOnlyList<ReportRow>> AboutAsync(Guid subject, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await RowsAsync(db, Readable(db).Where(r => r.SubjectId == subject).OrderByDescending(r => r.SealedAt).Take(PageSize), stop);
    }

    public async Task<ReportRow?> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Read)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return (await RowsAsync(db, Readable(db).Where(r => r.Id == id), stop)).SingleOrDefault();
    }

    public async Task<Result<IssuedFile>> OpenAsync(Guid id, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Report>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } report || !user.May(ReportKinds.ReadWith(report.Kind))) return Error.NotFound;
        var purpose = await purposes.ForAsync<Report>(id, stop);
        if (purpose is null && !ReportKinds.IsForControl(report.Kind)) return PurposeErrors.Needed;
        var content = await db.Set<ReportFile>().Where(f => f.ReportId == id).Select(f => f.Content).SingleAsync(stop);
        await audit.ConsultedAsync(
            ReportActions.Opened, nameof(Report), id, purpose?.Purpose ?? ConsultationPurpose.Control, purpose?.CaseNumber, new { reference = report.Reference, title = report.Title }, stop: stop);
        return new IssuedFile($"{report.Reference.Replace('/', '-')}-{report.Language}.pdf", content);
    }

    /// <summary>Of the kinds that the person may read.</summary>
    IQueryable<Report> Readable(PortalDbContext db)
    {
        var kinds = ReportKinds.All.Where(k => user.May(ReportKinds.ReadWith(k))).ToList();
        return db.Set<Report>().AsNoTracking().Where(r => kinds.Contains(r.Kind));
    }

    static async Task<IReadOnlyList<ReportRow>> RowsAsync(PortalDbContext db, IQueryable<Report> reports, CancellationToken stop)
    {
        var rows = await (
            from report in reports
            join person in db.Set<Person>() on report.AuthorId equals person.Id into people
            from person in people.DefaultIfEmpty()
            select new { report, Author = person == null ? "" : person.DisplayName }).ToListAsync(stop);
        return
        [
            .. rows.Select(r => new ReportRow(
                r.report.Id, r.report.Kind, r.report.Reference, r.report.Language, r.report.Title, r.report.SubjectId, r.Author, r.report.SealedAt, r.report.SealedBy,
                Convert.ToHexStringLower(r.report.Sha256), r.report.Size, r.report.KeptUntilOn)).OrderByDescending(r => r.SealedAt).ThenByDescending(r => r.Id),
        ];
    }

    /// <summary><c>5340/2026/17</c>, <c>2026/17</c> and <c>17</c> all name a report; what is no number names none.</summary>
    static (int? Year, int Number)? NumbersOf(string? reference)
    {
        if (string.IsNullOrWhiteSpace(reference)) return null;
        var parts = reference.Split(['/', '-', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0 || !int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var number)) return (null, 0);
        return (parts.Length > 1 && int.TryParse(parts[^2], CultureInfo.InvariantCulture, out var year) ? year : null, number);
    }
}
