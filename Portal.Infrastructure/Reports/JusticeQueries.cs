using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Reports;

/// <summary>Which of the reports that zones handed over to list.</summary>
/// <param name="Zone">Code of the zone; null for all.</param>
/// <param name="From">First day of handing over, Belgian, as <paramref name="To"/>.</param>
/// <param name="Unread">Those alone that nobody took along yet.</param>
public sealed record JusticeFilter(string? Zone = null, ReportKind? Kind = null, string? Reference = null, DateOnly? From = null, DateOnly? To = null, bool Unread = false);

/// <summary>A report that a zone handed over.</summary>
/// <param name="ReadAt">When somebody first took it along; null while it is unread.</param>
public sealed record JusticeRow(Guid Id, string Zone, ReportKind Kind, string Reference, string Language, string Title, DateTimeOffset SealedAt, DateTimeOffset ReleasedAt, DateTimeOffset? WithdrawnAt, int Size, string Sha256, DateTimeOffset? ReadAt);

/// <summary>What zones handed over to the tenant of the reader, across zones.</summary>
public sealed class JusticeQueries(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, PurposeService purposes, Consultations consultations)
{
    public const int PageSize = 50;

    /// <summary>Latest handed over first; nothing without a purpose.</summary>
    /// <param name="before">The last of the page before, or null.</param>
    public async Task<IReadOnlyList<JusticeRow>> ListAsync(JusticeFilter filter, JusticeRow? before = null, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.ReadReleased) || await purposes.OfShiftAsync(stop) is null) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var reports = Released(db).Numbered(filter.Reference);
        if (filter.Zone is { Length: > 0 } zone) reports = reports.Where(r => r.Tenant == zone);
        if (filter.Kind is { } kind) reports = reports.Where(r => r.Kind == kind);
        if (filter.From is { } from) reports = reports.Where(r => r.ReleasedAt >= Brussels.StartOf(from));
        if (filter.To is { } to) reports = reports.Where(r => r.ReleasedAt < Brussels.StartOf(to.AddDays(1)));
        var taken = Receipts(db);
        if (filter.Unread) reports = reports.Where(r => !taken.Any(t => t.Tenant == r.Tenant && t.ReportId == r.Id));
        var all = reports;
        if (before is not null) reports = reports.Where(r => r.ReleasedAt < before.ReleasedAt || (r.ReleasedAt == before.ReleasedAt && r.Id.CompareTo(before.Id) < 0));
        var rows = await RowsAsync(db, reports.OrderByDescending(r => r.ReleasedAt).ThenByDescending(r => r.Id).Take(PageSize), stop);
        await consultations.SearchedAsync(
            ReportActions.ReleasedListed, nameof(Report), filter, rows.Count, rows.Count < PageSize && before is null ? null : () => all.CountAsync(stop), before?.Id, rows is [var one] ? one.Id : default, stop);
        return rows;
    }

    /// <summary>Those of these that were handed over; each zone's together, in the order of their numbers.</summary>
    internal async Task<IReadOnlyList<JusticeRow>> OfAsync(PortalDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken stop) =>
        [.. (await RowsAsync(db, Released(db).Where(r => ids.Contains(r.Id)), stop)).OrderBy(r => r.Zone, StringComparer.Ordinal).ThenBy(r => r.SealedAt)];

    /// <summary>The bytes of one that was handed over.</summary>
    internal Task<byte[]?> FileAsync(PortalDbContext db, string zone, Guid id, CancellationToken stop)
    {
        var own = tenant.Code;
        return db.Set<ReportFile>().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(f => f.Tenant == zone && f.ReportId == id && f.ReleasedTo == own).Select(f => (byte[]?)f.Content).SingleOrDefaultAsync(stop);
    }

    /// <summary>The one query across zones: what was handed over to the reader's tenant. Row-level security shows no other.</summary>
    IQueryable<Report> Released(PortalDbContext db)
    {
        var own = tenant.Code;
        return db.Set<Report>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(r => r.ReleasedTo == own);
    }

    IQueryable<ReportReceipt> Receipts(PortalDbContext db)
    {
        var own = tenant.Code;
        return db.Set<ReportReceipt>().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(r => r.ReaderTenant == own);
    }

    async Task<IReadOnlyList<JusticeRow>> RowsAsync(PortalDbContext db, IQueryable<Report> reports, CancellationToken stop)
    {
        var found = await reports.ToListAsync(stop);
        var ids = found.Select(r => r.Id).ToList();
        var read = await Receipts(db).Where(r => ids.Contains(r.ReportId)).GroupBy(r => r.ReportId).Select(g => new { g.Key, At = g.Min(r => r.TakenAt) }).ToDictionaryAsync(g => g.Key, g => g.At, stop);
        return
        [
            .. found.Select(r => new JusticeRow(
                r.Id, r.Tenant, r.Kind, r.Reference, r.Language, r.Title, r.SealedAt, r.ReleasedAt!.Value, r.WithdrawnAt, r.Size, Convert.ToHexStringLower(r.Sha256), read.TryGetValue(r.Id, out var at) ? at : null)),
        ];
    }
}
