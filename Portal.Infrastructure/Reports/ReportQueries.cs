using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Reports;

/// <summary>A report as lists show it.</summary>
/// <param name="Author">Who had it made; empty for what another application deposited.</param>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record ReportRow(
    Guid Id, ReportKind Kind, string Reference, string Language, string Title, Guid SubjectId, string Author, DateTimeOffset SealedAt, string SealedBy, string Sha256, int Size, DateOnly KeptUntilOn, ReportState State, int Edition,
    DateTimeOffset? ReleasedAt, string? ExternalReference);

/// <summary>What happened to a report since it was sealed.</summary>
/// <param name="Older">The report that it takes the place of.</param>
/// <param name="Newer">The report that takes its place.</param>
/// <param name="Receipts">Who of Justice took it along, latest first.</param>
public sealed record ReportAfterwards(
    ReportEdition? Older, ReportEdition? Newer, DateTimeOffset? WithdrawnAt, string? WithdrawnBy, string? WithdrawnReason, DateTimeOffset? ReleasedAt, string? ReleasedBy, IReadOnlyList<ReceiptRow> Receipts);

public sealed record ReportEdition(Guid Id, string Reference, int Edition);

/// <param name="InPackage">Together with others.</param>
/// <param name="Sha256">Of what was handed out, in hexadecimal.</param>
public sealed record ReceiptRow(string Reader, DateTimeOffset TakenAt, bool InPackage, string Sha256);

/// <summary>A report's sealed file.</summary>
public sealed record IssuedFile(string Name, byte[] Content);

/// <summary>The zone's reports. To open one takes the purpose of the shift or one chosen for it, and is recorded.</summary>
public sealed class ReportQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, PurposeService purposes, Consultations consultations, AuditTrail audit)
{
    public const int PageSize = 50;

    /// <summary>Rows of one export.</summary>
    public const int MostExported = 20_000;

    /// <summary>Latest first; at most <see cref="PageSize"/>.</summary>
    /// <param name="before">The last of the page before, or null.</param>
    public async Task<IReadOnlyList<ReportRow>> ListAsync(ReportFilter filter, ReportRow? before = null, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var reports = Readable(db).Where(filter, db.Set<Report>());
        var all = reports;
        if (before is not null) reports = reports.Where(r => r.SealedAt < before.SealedAt || (r.SealedAt == before.SealedAt && r.Id.CompareTo(before.Id) < 0));
        var rows = await RowsAsync(db, reports.OrderByDescending(r => r.SealedAt).ThenByDescending(r => r.Id).Take(PageSize), stop);
        await consultations.SearchedAsync(
            ConsultationActions.ReportsListed, nameof(Report), filter, rows.Count, rows.Count < PageSize && before is null ? null : () => all.CountAsync(stop), before?.Id, rows is [var one] ? one.Id : default, stop);
        return rows;
    }

    /// <summary>All that the filter finds, latest first, at most <see cref="MostExported"/>; leaves a line in the audit.</summary>
    public async Task<IReadOnlyList<ReportRow>> ExportAsync(ReportFilter filter, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var rows = await RowsAsync(db, Readable(db).Where(filter, db.Set<Report>()).OrderByDescending(r => r.SealedAt).ThenByDescending(r => r.Id).Take(MostExported), stop);
        await audit.ConsultedAsync(ReportActions.Exported, nameof(Report), Guid.Empty, await purposes.OfShiftAsync(stop), new { Search = filter, Found = rows.Count }, stop: stop);
        return rows;
    }

    /// <summary>Reports about one thing, latest first.</summary>
    public async Task<IReadOnlyList<ReportRow>> AboutAsync(Guid subject, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await RowsAsync(db, Readable(db).Where(r => r.SubjectId == subject).OrderByDescending(r => r.SealedAt).Take(PageSize), stop);
    }

    public async Task<ReportRow?> FindAsync(Guid id, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return (await RowsAsync(db, Readable(db).Where(r => r.Id == id), stop)).SingleOrDefault();
    }

    /// <summary>Editions, withdrawal, and what Justice did with it; null for a report that the person may not read.</summary>
    public async Task<ReportAfterwards?> AfterwardsAsync(Guid id, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await Readable(db).SingleOrDefaultAsync(r => r.Id == id, stop) is not { } report) return null;
        var editions = await db.Set<Report>().AsNoTracking().Where(r => r.Id == report.ReplacesId || r.ReplacesId == id).ToListAsync(stop);
        var receipts = await (
            from receipt in db.Set<ReportReceipt>()
            join reader in db.Set<Person>() on receipt.PersonId equals reader.Id
            where receipt.ReportId == id
            orderby receipt.TakenAt descending
            select new { reader.DisplayName, receipt.TakenAt, receipt.PackageId, receipt.Sha256 }).Take(PageSize).ToListAsync(stop);
        var people = await db.Set<Person>().Where(p => p.Id == report.WithdrawnBy || p.Id == report.ReleasedBy).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
        return new(
            EditionOf(editions.Find(r => r.Id == report.ReplacesId)), EditionOf(editions.Find(r => r.ReplacesId == id)), report.WithdrawnAt, Named(report.WithdrawnBy), report.WithdrawnReason, report.ReleasedAt, Named(report.ReleasedBy),
            [.. receipts.Select(r => new ReceiptRow(r.DisplayName, r.TakenAt, r.PackageId is not null, Convert.ToHexStringLower(r.Sha256)))]);

        string? Named(Guid? person) => person is { } known ? people.GetValueOrDefault(known) : null;
        static ReportEdition? EditionOf(Report? report) => report is null ? null : new(report.Id, report.Reference, report.Edition);
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
        return new IssuedFile(FileNameOf(report), content);
    }

    internal static string FileNameOf(Report report) => $"{report.Reference.Replace('/', '-')}-{report.Language}.pdf";

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
        var ids = rows.Select(r => (Guid?)r.report.Id).ToList();
        var replaced = (await db.Set<Report>().Where(r => ids.Contains(r.ReplacesId)).Select(r => r.ReplacesId!.Value).ToListAsync(stop)).ToHashSet();
        return
        [
            .. rows.Select(r => new ReportRow(
                r.report.Id, r.report.Kind, r.report.Reference, r.report.Language, r.report.Title, r.report.SubjectId, r.Author, r.report.SealedAt, r.report.SealedBy,
                Convert.ToHexStringLower(r.report.Sha256), r.report.Size, r.report.KeptUntilOn, ReportFilters.StateOf(r.report, replaced.Contains(r.report.Id)), r.report.Edition, r.report.ReleasedAt, r.report.ExternalReference))
                .OrderByDescending(r => r.SealedAt).ThenByDescending(r => r.Id),
        ];
    }
}
