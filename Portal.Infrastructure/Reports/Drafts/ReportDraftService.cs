using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Reports.Drafts;

/// <summary>What the editor saves.</summary>
public sealed record DraftContent(string Title, string Language, string? CaseNumber, IReadOnlyList<DraftBlock> Blocks);

/// <summary>Writes the drafts of the person of this scope.</summary>
public sealed class ReportDraftService(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The editor saves every few seconds; so long the audit tells it as one change.</summary>
    static readonly TimeSpan OneChange = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<Guid, DateTimeOffset> told = [];

    /// <param name="language">Asked for; the zone's first one when it writes no documents in it.</param>
    /// <returns>The identifier of the draft.</returns>
    public async Task<Result<Guid>> BeginAsync(string language, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return Error.Forbidden;
        var draft = new ReportDraft(tenant.Code, "", await SpokenAsync(language, stop), user.Id, clock.GetUtcNow());
        return await AddAsync(draft, new { draft.Language }, [], stop);
    }

    /// <summary>Begins a new edition of an issued free report: with the words and files of the draft that it was made from, where that is the person's own and still there; else empty.</summary>
    public async Task<Result<Guid>> BeginEditionAsync(Guid report, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Report>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == report, stop) is not { } issued) return Error.NotFound;
        if (issued is not { Kind: ReportKind.Free, WithdrawnAt: null } || await db.Set<Report>().AnyAsync(r => r.ReplacesId == report, stop)) return DraftErrors.NoEditionOf;
        var (from, now) = (await Own(db).AsNoTracking().SingleOrDefaultAsync(d => d.Id == issued.SubjectId, stop), clock.GetUtcNow());
        var draft = new ReportDraft(tenant.Code, "", await SpokenAsync(issued.Language, stop), user.Id, now).Replacing(report);
        if (from is null) return await AddAsync(draft, new { issued.Reference }, [], stop);
        var (files, blocks) = await CopiedAsync(db, from.Id, draft, DraftBody.Read(from.Body), stop);
        return draft.Write(from.Title, draft.Language, from.CaseNumber, blocks, now) is { Succeeded: false, Error: var wrong } ? wrong : await AddAsync(draft, new { issued.Reference }, files, stop);
    }

    /// <param name="version">Of the draft as the editor knows it.</param>
    /// <returns>The version that it has now.</returns>
    public async Task<Result<int>> SaveAsync(Guid id, int version, DraftContent content, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return Error.Forbidden;
        var zone = (await zones.FindAsync(tenant.Code, stop))!;
        if (!zone.DocumentLanguages.Split(' ').Contains(content.Language)) return ReportErrors.NotALanguageOfTheZone;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (draft, now) = (await Own(db).SingleOrDefaultAsync(d => d.Id == id, stop), clock.GetUtcNow());
        if (draft is null) return Error.NotFound;
        if (draft.Version != version) return DraftErrors.ChangedMeanwhile;
        if (await IsSealedAsync(db, id, stop)) return DraftErrors.Sealed;
        var written = draft.Write(content.Title, content.Language, content.CaseNumber, content.Blocks, now);
        if (!written.Succeeded) return written.Error;
        if (!told.TryGetValue(id, out var last) || now - last >= OneChange)
        {
            audit.Record(db, DraftActions.Changed, draft);
            told[id] = now;
        }

        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            told.TryRemove(id, out _);
            return DraftErrors.ChangedMeanwhile;
        }

        return draft.Version;
    }

    /// <summary>Keeps what one window holds when another has saved meanwhile: as a draft of its own.</summary>
    public async Task<Result<Guid>> SaveAsCopyAsync(Guid id, DraftContent content, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await Own(db).AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, stop) is not { } other) return Error.NotFound;
        var now = clock.GetUtcNow();
        var copy = new ReportDraft(tenant.Code, "", other.Language, user.Id, now);
        if (other.ReplacesId is { } replaced) copy.Replacing(replaced);
        var (files, blocks) = await CopiedAsync(db, id, copy, content.Blocks, stop);
        var written = copy.Write(content.Title, await SpokenAsync(content.Language, stop), content.CaseNumber, blocks, now);
        return written.Succeeded ? await AddAsync(copy, new { CopyOf = id }, files, stop) : written.Error;
    }

    public async Task<Result> DeleteAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await Own(db).SingleOrDefaultAsync(d => d.Id == id, stop) is not { } draft) return Error.NotFound;
        audit.Record(db, DraftActions.Deleted, draft, details: new { draft.Title });
        db.Remove(draft);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return DraftErrors.ChangedMeanwhile;
        }

        return Result.Ok;
    }

    IQueryable<ReportDraft> Own(PortalDbContext db) => db.Set<ReportDraft>().Where(d => d.AuthorId == user.Id);

    /// <summary>A report was made of it, or is being made.</summary>
    internal static async Task<bool> IsSealedAsync(PortalDbContext db, Guid draft, CancellationToken stop) =>
        await db.Set<Report>().AnyAsync(r => r.SubjectId == draft, stop) || await db.Set<ReportOrder>().AnyAsync(o => o.DraftId == draft && o.State != ReportOrderState.Failed, stop);

    /// <summary>The files of a draft for another one, in the same order, and blocks that show the copies.</summary>
    static async Task<(IReadOnlyList<ReportDraftFile> Files, IReadOnlyList<DraftBlock> Blocks)> CopiedAsync(PortalDbContext db, Guid from, ReportDraft to, IReadOnlyList<DraftBlock> blocks, CancellationToken stop)
    {
        var copies = new List<(Guid From, ReportDraftFile Copy)>();
        foreach (var file in await db.Set<ReportDraftFile>().AsNoTracking().Where(f => f.DraftId == from).OrderBy(f => f.AddedAt).ThenBy(f => f.Id).ToListAsync(stop))
            copies.Add((file.Id, new(to, file.Name, file.MediaType, file.Description, file.Sha256, file.Content, file.AddedAt)));
        return ([.. copies.Select(c => c.Copy)], [.. blocks.Select(b => b with { FileId = b.FileId is null ? null : copies.Where(c => c.From == b.FileId).Select(c => (Guid?)c.Copy.Id).FirstOrDefault() })]);
    }

    async Task<string> SpokenAsync(string language, CancellationToken stop)
    {
        var issued = (await zones.FindAsync(tenant.Code, stop))!.DocumentLanguages.Split(' ');
        return issued.Contains(language) ? language : issued[0];
    }

    async Task<Result<Guid>> AddAsync(ReportDraft draft, object details, IReadOnlyList<ReportDraftFile> files, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Add(draft);
        db.AddRange(files);
        audit.Record(db, DraftActions.Begun, draft, details: details);
        await db.SaveChangesAsync(stop);
        return draft.Id;
    }
}
