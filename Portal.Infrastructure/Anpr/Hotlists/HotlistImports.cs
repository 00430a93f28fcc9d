using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hotlists.Jobs;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Quartz;

namespace Portal.Anpr.Hotlists;

/// <summary>An import as pages show it, without the file.</summary>
public sealed record ImportRow(
    Guid Id, Guid HotlistId, string Hotlist, string FileName, ImportState State, int RowCount, int BadRowCount, int DoneCount, int AddedCount, int ChangedCount, int UnchangedCount,
    DateTimeOffset CreatedAt, string? CreatedByName, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    public int GoodRowCount => RowCount - BadRowCount;

    public bool IsUnderWay => State is ImportState.Queued or ImportState.Running;
}

/// <summary>What of a file is left out, and why.</summary>
/// <param name="BadRows">One page of the rows that break a rule.</param>
/// <param name="BadRowCount">How many there are.</param>
/// <param name="Ignored">Headers of columns that the portal has no use for.</param>
public sealed record ImportCheck(IReadOnlyList<FileRow> BadRows, int BadRowCount, IReadOnlyList<string> Ignored);

/// <summary>Files on their way into lists: upload and check, a person's word, then a job.</summary>
public sealed class HotlistImports(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, AuditTrail audit, ISchedulerFactory schedulers, TimeProvider clock)
{
    public const int PageSize = 200;

    /// <summary>Reads and checks a file; nothing reaches the list yet.</summary>
    /// <returns>The import, to be looked at; or why the file cannot be read.</returns>
    public async Task<Result<Guid>> UploadAsync(Guid listId, string fileName, Stream file, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageHotlists)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hotlist>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == listId, stop) is not { } list) return Error.NotFound;
        if (await ReadAsync(file, stop) is not { } content) return ImportErrors.FileTooLarge;
        var now = clock.GetUtcNow();
        var read = HotlistFile.Read(content, list, Brussels.DayOf(now));
        if (!read.Succeeded) return read.Error;
        var name = string.Concat(fileName.Where(c => !char.IsControl(c)));
        var import = new HotlistImport(list, name, content, read.Value.Rows.Count, read.Value.BadRowCount, user.Id, now);
        db.Add(import);
        await db.SaveChangesAsync(stop);
        return import.Id;
    }

    /// <summary>A person has seen what is left out and wants the rest; the import goes on without the page.</summary>
    public async Task<Result> AcceptAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageHotlists)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<HotlistImport>().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } import) return Error.NotFound;
        var done = import.Accept();
        if (!done.Succeeded) return done;
        if (await SaveAsync(db, stop) is { Succeeded: false } refused) return refused;
        try
        {
            var scheduler = await schedulers.GetScheduler(stop);
            await scheduler.TriggerJob(new JobKey(nameof(ImportHotlistJob)), new ImportHotlist(tenant.Code, id), stop);
        }
        catch (SchedulerException)
        {
            import.Fail(clock.GetUtcNow()); // so that the person can try again
            await SaveAsync(db, CancellationToken.None);
            throw;
        }

        return Result.Ok;
    }

    /// <summary>Drops a file that nobody wants taken over.</summary>
    public async Task<Result> DiscardAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageHotlists)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<HotlistImport>().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } import) return Error.NotFound;
        if (import.State != ImportState.Previewed) return ImportErrors.NotWaiting;
        var list = await db.Set<Hotlist>().AsNoTracking().SingleAsync(l => l.Id == import.HotlistId, stop);
        db.Remove(import);
        audit.Record(db, HotlistActions.ImportDiscarded, list, details: new { file = import.FileName, rows = import.RowCount, bad = import.BadRowCount });
        return await SaveAsync(db, stop);
    }

    /// <summary>The last imports, latest first, at most ten.</summary>
    public async Task<IReadOnlyList<ImportRow>> LastAsync(Guid? listId = null, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var imports = db.Set<HotlistImport>().AsNoTracking();
        if (listId is { } list) imports = imports.Where(i => i.HotlistId == list);
        return await Rows(db, imports.OrderByDescending(i => i.Id).Take(10)).ToListAsync(stop);
    }

    public async Task<ImportRow?> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await Rows(db, db.Set<HotlistImport>().AsNoTracking().Where(i => i.Id == id)).SingleOrDefaultAsync(stop);
    }

    /// <summary>Reads the file again and tells which rows are left out. Null when the file is no longer kept.</summary>
    /// <param name="id">The import.</param>
    /// <param name="page">From 0; each has <see cref="PageSize"/> rows.</param>
    public async Task<ImportCheck?> CheckAsync(Guid id, int page = 0, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<HotlistImport>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, stop) is not { Content.Length: > 0 } import) return null;
        var list = await db.Set<Hotlist>().AsNoTracking().SingleAsync(l => l.Id == import.HotlistId, stop);
        // The rules of the day on which the file counted: today before the start, that day after it.
        if (HotlistFile.Read(import.Content, list, Brussels.DayOf(import.StartedAt ?? clock.GetUtcNow())).Value is not { } file) return null;
        return new([.. file.Rows.Where(r => !r.IsGood).Skip(page * PageSize).Take(PageSize)], file.BadRowCount, file.Ignored);
    }

    static async Task<byte[]?> ReadAsync(Stream file, CancellationToken stop)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer, stop) is var count and > 0)
        {
            content.Write(buffer.AsSpan(0, count));
            if (content.Length > HotlistImport.MaxBytes) return null;
        }

        return content.ToArray();
    }

    static async Task<Result> SaveAsync(PortalDbContext db, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return HotlistErrors.ChangedMeanwhile;
        }
    }

    static IQueryable<ImportRow> Rows(PortalDbContext db, IQueryable<HotlistImport> imports) =>
        from import in imports
        join list in db.Set<Hotlist>() on import.HotlistId equals list.Id
        join person in db.Set<Person>() on import.CreatedBy equals person.Id into people
        from person in people.DefaultIfEmpty()
        orderby import.Id descending // joins do not keep the order
        select new ImportRow(
            import.Id, import.HotlistId, list.Name, import.FileName, import.State, import.RowCount, import.BadRowCount, import.DoneCount, import.AddedCount, import.ChangedCount,
            import.UnchangedCount, import.CreatedAt, person == null ? null : person.DisplayName, import.StartedAt, import.FinishedAt);
}
