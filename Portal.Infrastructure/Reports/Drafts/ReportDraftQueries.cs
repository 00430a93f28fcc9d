using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Reports.Drafts;

/// <summary>A draft as the list shows it.</summary>
/// <param name="State">Of the order made from it; null when there is none.</param>
/// <param name="Report">What it became.</param>
public sealed record DraftRow(Guid Id, string Title, string Language, string? CaseNumber, DateTimeOffset ChangedAt, ReportOrderState? State, (Guid Id, string Reference)? Report);

/// <summary>A draft as the editor shows it.</summary>
/// <param name="Replaces">The report that it will be a new edition of.</param>
/// <param name="OrderId">The order made from it that did not fail.</param>
/// <param name="Report">What it became: it does not change any more.</param>
public sealed record DraftView(
    Guid Id, int Version, string Title, string Language, string? CaseNumber, IReadOnlyList<DraftBlock> Blocks, DateTimeOffset ChangedAt, IReadOnlyList<DraftFileView> Files, (Guid Id, string Reference)? Replaces,
    Guid? OrderId, (Guid Id, string Reference)? Report)
{
    public bool IsOpen => OrderId is null && Report is null;
}

/// <summary>A file of a draft, without its bytes.</summary>
public sealed record DraftFileView(Guid Id, string Name, string MediaType, string Description, int Size)
{
    public bool IsPicture => DraftFileKinds.IsPicture(MediaType);
}

/// <summary>The drafts of the person of this scope; nobody else sees them.</summary>
public sealed class ReportDraftQueries(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, Consultations consultations)
{
    public const int PageSize = 50;

    /// <summary>Last changed first; at most <see cref="PageSize"/>.</summary>
    /// <param name="before">The last of the page before, or null.</param>
    public async Task<IReadOnlyList<DraftRow>> ListAsync(DraftRow? before = null, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var drafts = Own(db);
        if (before is not null) drafts = drafts.Where(d => d.ChangedAt < before.ChangedAt || (d.ChangedAt == before.ChangedAt && d.Id.CompareTo(before.Id) < 0));
        var page = await drafts.OrderByDescending(d => d.ChangedAt).ThenByDescending(d => d.Id).Take(PageSize)
            .Select(d => new { d.Id, d.Title, d.Language, d.CaseNumber, d.ChangedAt }).ToListAsync(stop);
        var ids = page.Select(d => d.Id).ToList();
        var orders = await db.Set<ReportOrder>().AsNoTracking().Where(o => o.DraftId != null && ids.Contains(o.DraftId.Value)).OrderBy(o => o.OrderedAt).Select(o => new { o.DraftId, o.State }).ToListAsync(stop);
        var reports = await db.Set<Report>().AsNoTracking().Where(r => ids.Contains(r.SubjectId)).ToListAsync(stop);
        await consultations.SearchedAsync(DraftActions.Listed, nameof(ReportDraft), new { }, page.Count, place: before?.Id, stop: stop);
        return
        [
            .. page.Select(d => new DraftRow(
                d.Id, d.Title, d.Language, d.CaseNumber, d.ChangedAt, orders.LastOrDefault(o => o.DraftId == d.Id)?.State, reports.Where(r => r.SubjectId == d.Id).Select(r => ((Guid, string)?)(r.Id, r.Reference)).FirstOrDefault())),
        ];
    }

    public async Task<DraftView?> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await Own(db).SingleOrDefaultAsync(d => d.Id == id, stop) is not { } draft) return null;
        await consultations.ViewedAsync(DraftActions.Viewed, nameof(ReportDraft), id, stop: stop);
        var files = await db.Set<ReportDraftFile>().AsNoTracking().Where(f => f.DraftId == id).OrderBy(f => f.AddedAt).ThenBy(f => f.Id)
            .Select(f => new DraftFileView(f.Id, f.Name, f.MediaType, f.Description, f.Content.Length)).ToListAsync(stop);
        var order = await db.Set<ReportOrder>().Where(o => o.DraftId == id && o.State != ReportOrderState.Failed).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(stop);
        return new(
            id, draft.Version, draft.Title, draft.Language, draft.CaseNumber, DraftBody.Read(draft.Body), draft.ChangedAt, files, await NamedAsync(db, r => r.Id == draft.ReplacesId, stop), order,
            await NamedAsync(db, r => r.SubjectId == id, stop));
    }

    /// <summary>All that a report of the draft would tell, to be shown or sealed.</summary>
    public async Task<FreeReportFacts?> FactsAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await Own(db).SingleOrDefaultAsync(d => d.Id == id, stop) is not { } draft) return null;
        var zone = (await zones.FindAsync(tenant.Code, stop))!;
        var files = await db.Set<ReportDraftFile>().AsNoTracking().Where(f => f.DraftId == id).OrderBy(f => f.AddedAt).ThenBy(f => f.Id).ToListAsync(stop);
        return new(
            ReportedZone.Of(zone, draft.Language), draft.Language, draft.Title, draft.CaseNumber, user.Name, (await NamedAsync(db, r => r.Id == draft.ReplacesId, stop))?.Reference,
            DraftBody.Read(draft.Body), [.. files.Select(f => new FreeReportFile(f.Id, f.Name, f.MediaType, f.Description, Convert.ToHexStringLower(f.Sha256), f.Content))]);
    }

    IQueryable<ReportDraft> Own(PortalDbContext db) => db.Set<ReportDraft>().AsNoTracking().Where(d => d.AuthorId == user.Id);

    static async Task<(Guid Id, string Reference)?> NamedAsync(PortalDbContext db, System.Linq.Expressions.Expression<Func<Report, bool>> which, CancellationToken stop) =>
        await db.Set<Report>().AsNoTracking().FirstOrDefaultAsync(which, stop) is { } report ? (report.Id, report.Reference) : null;
}
