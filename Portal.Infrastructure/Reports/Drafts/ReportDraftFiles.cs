using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Reports.Drafts;

/// <summary>Files of the drafts of the person of this scope. Each change raises the version of the draft, which the editor must know.</summary>
public sealed class ReportDraftFiles(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Takes a file in; it is read no further than it may be long.</summary>
    /// <returns>The version that the draft has now.</returns>
    public async Task<Result<int>> AddAsync(Guid draft, int version, string name, Stream file, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return Error.Forbidden;
        name = Path.GetFileName(name.Replace('\\', '/')).Trim();
        if (name is "" or "." or ".." || name.Length > ReportDraftFile.NameLength || name.Any(char.IsControl) || Pdf.ReportText.MissingIn(name).Count > 0) return DraftErrors.FileNameWrong;
        if (await ReadAsync(file, stop) is not { } content) return DraftErrors.FileTooLarge;
        var kind = DraftFileKinds.Of(name, content);
        if (!kind.Succeeded) return kind.Error;
        return await ChangeAsync(draft, version, async (db, own) =>
        {
            var names = await db.Set<ReportDraftFile>().Where(f => f.DraftId == draft).Select(f => f.Name).ToListAsync(stop);
            if (names.Count >= ReportDraftFile.MostFiles) return DraftErrors.TooManyFiles;
            if (names.Contains(name, StringComparer.OrdinalIgnoreCase)) return DraftErrors.FileNameTaken;
            var added = new ReportDraftFile(own, name, kind.Value, "", SHA256.HashData(content), content, clock.GetUtcNow());
            db.Add(added);
            audit.Record(db, DraftActions.FileAdded, added, details: new { name, kind = kind.Value, bytes = content.Length, sha256 = Convert.ToHexStringLower(added.Sha256) });
            return null;
        }, stop);
    }

    public Task<Result<int>> DescribeAsync(Guid draft, int version, Guid file, string description, CancellationToken stop = default) => ChangeAsync(draft, version, async (db, _) =>
    {
        if (await db.Set<ReportDraftFile>().SingleOrDefaultAsync(f => f.Id == file && f.DraftId == draft, stop) is not { } described) return Error.NotFound;
        var before = described.Description;
        if (described.Describe(description) is { Succeeded: false, Error: var wrong }) return wrong;
        audit.Record(db, DraftActions.FileChanged, described, details: new { before, after = described.Description });
        return null;
    }, stop);

    public Task<Result<int>> RemoveAsync(Guid draft, int version, Guid file, CancellationToken stop = default) => ChangeAsync(draft, version, async (db, _) =>
    {
        if (await db.Set<ReportDraftFile>().SingleOrDefaultAsync(f => f.Id == file && f.DraftId == draft, stop) is not { } removed) return Error.NotFound;
        audit.Record(db, DraftActions.FileRemoved, removed, details: new { removed.Name });
        db.Remove(removed);
        return null;
    }, stop);

    async Task<Result<int>> ChangeAsync(Guid id, int version, Func<PortalDbContext, ReportDraft, Task<Error?>> change, CancellationToken stop)
    {
        if (!user.May(ReportPermissions.Write)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReportDraft>().SingleOrDefaultAsync(d => d.Id == id && d.AuthorId == user.Id, stop) is not { } draft) return Error.NotFound;
        if (draft.Version != version) return DraftErrors.ChangedMeanwhile;
        if (await ReportDraftService.IsSealedAsync(db, id, stop)) return DraftErrors.Sealed;
        if (await change(db, draft) is { } error) return error;
        draft.Touch(clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return DraftErrors.ChangedMeanwhile;
        }

        return draft.Version;
    }

    /// <summary>Null when it is larger than allowed.</summary>
    static async Task<byte[]?> ReadAsync(Stream file, CancellationToken stop)
    {
        using var read = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await file.ReadAsync(part, stop) is > 0 and var count)
        {
            if (read.Length + count > ReportDraftFile.MostBytes) return null;
            read.Write(part, 0, count);
        }

        return read.ToArray();
    }
}
