using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Anpr.Ingest;

/// <summary>A key in clear. It exists in this answer alone: the database has its hash, the audit has neither.</summary>
public sealed record NewSourceKey(Guid SourceId, string Name, string Dialect, string Key);

/// <summary>Makes, switches and re-keys sources, and ties their codes to cameras.</summary>
public sealed class SourceService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    public async Task<Result<NewSourceKey>> CreateAsync(string? name, string? dialect, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        if (dialect is null || IngestDialects.Find(dialect) is null) return SourceErrors.DialectUnknown;
        var key = SourceKeys.Create();
        var created = ReadSource.Create(tenant.Code, name, dialect, SourceIndex.Hash(key), SourceKeys.HintOf(key), clock.GetUtcNow());
        if (!created.Succeeded) return created.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Add(created.Value);
        audit.Record(db, SourceActions.Created, created.Value, details: new { created.Value.Name, created.Value.Dialect });
        return await SaveAsync(db, SourceErrors.NameTaken, stop) is { } error ? error : new NewSourceKey(created.Value.Id, created.Value.Name, dialect, key);
    }

    public Task<Result> EnableAsync(Guid id, CancellationToken stop = default) => SwitchAsync(id, enable: true, stop);

    /// <summary>Its messages are refused (403) from now on; cameras that cannot wait lose them.</summary>
    public Task<Result> DisableAsync(Guid id, CancellationToken stop = default) => SwitchAsync(id, enable: false, stop);

    /// <summary>Says for what the source is, and until when its keys work.</summary>
    public async Task<Result> DescribeAsync(Guid id, string? purpose, DateOnly? expiresOn, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReadSource>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } source) return Error.NotFound;
        var before = new { source.Purpose, source.ExpiresOn };
        if (source.Describe(purpose, expiresOn, Brussels.DayOf(clock.GetUtcNow())) is { Succeeded: false } refused) return refused;
        audit.Record(db, SourceActions.Described, source, details: new { Before = before, After = new { source.Purpose, source.ExpiresOn } });
        return await SaveAsync(db, SourceErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    /// <param name="oldWorksFor">How long the old key works on: one hour to 30 days, or null to end it at once.</param>
    public async Task<Result<NewSourceKey>> ReplaceKeyAsync(Guid id, TimeSpan? oldWorksFor = null, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        if (oldWorksFor is { } span && (span < KeyOverlap.Shortest || span > KeyOverlap.Longest)) return ApiKeyErrors.OverlapInvalid;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReadSource>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } source) return Error.NotFound;
        var key = SourceKeys.Create();
        source.ReplaceKey(SourceIndex.Hash(key), SourceKeys.HintOf(key), clock.GetUtcNow(), oldWorksFor);
        audit.Record(db, SourceActions.KeyReplaced, source, details: source.PreviousKeyEndsAt is { } end ? new { OldEndsAt = end } : null);
        return await SaveAsync(db, SourceErrors.ChangedMeanwhile, stop) is { } error ? error : new NewSourceKey(id, source.Name, source.Dialect, key);
    }

    public async Task<Result> AssignCodeAsync(Guid id, string? code, Guid? cameraId, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReadSource>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } source) return Error.NotFound;
        if (await db.Set<Camera>().SingleOrDefaultAsync(c => c.Id == cameraId, stop) is not { } camera) return SourceErrors.CameraMissing;
        if (await TieAsync(db, audit, source, code, camera, stop) is { } refused) return refused;
        return await SaveAsync(db, SourceErrors.CodeTaken, stop) is { } error ? error : Result.Ok;
    }

    /// <summary>What the source sends under this code goes to quarantine from now on; stored reads stay.</summary>
    public async Task<Result> RemoveCodeAsync(Guid id, string code, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReadSource>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } source) return Error.NotFound;
        if (await db.Set<SourceCamera>().SingleOrDefaultAsync(c => c.SourceId == id && c.Code == code, stop) is not { } tie) return Result.Ok; // gone already
        var camera = await db.Set<Camera>().SingleAsync(c => c.Id == tie.CameraId, stop);
        db.Remove(tie);
        Touch(db, source);
        audit.Record(db, SourceActions.CodeRemoved, source, details: new { tie.Code, Camera = camera.Name });
        audit.Record(db, CameraActions.CodeRemoved, camera, details: new { tie.Code, Source = source.Name });
        return await SaveAsync(db, SourceErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    async Task<Result> SwitchAsync(Guid id, bool enable, CancellationToken stop)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReadSource>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } source) return Error.NotFound;
        if (source.Enabled == enable) return Result.Ok; // somebody else did it
        if (enable) source.Enable();
        else source.Disable();
        audit.Record(db, enable ? SourceActions.Enabled : SourceActions.Disabled, source);
        return await SaveAsync(db, SourceErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    async Task<Error?> SaveAsync(PortalDbContext db, Error duplicate, CancellationToken stop) =>
        await db.TrySaveAsync(database, SourceErrors.ChangedMeanwhile, duplicate, stop);

    /// <summary>Adds the tie of a code to a camera, with its audit lines, to a save.</summary>
    internal static async Task<Error?> TieAsync(PortalDbContext db, AuditTrail audit, ReadSource source, string? code, Camera camera, CancellationToken stop)
    {
        var known = await db.Set<SourceCamera>().Where(c => c.SourceId == source.Id).Select(c => c.Code).ToListAsync(stop);
        var tie = SourceCamera.Assign(source, code, camera.Id, known);
        if (!tie.Succeeded) return tie.Error;
        db.Add(tie.Value);
        Touch(db, source);
        audit.Record(db, SourceActions.CodeAssigned, source, details: new { tie.Value.Code, Camera = camera.Name });
        audit.Record(db, CameraActions.CodeAssigned, camera, details: new { tie.Value.Code, Source = source.Name });
        return null;
    }

    /// <summary>Two people who change the codes of one source at once are told of each other: the key of a code does not know that A and a are the same.</summary>
    static void Touch(PortalDbContext db, ReadSource source) => db.Entry(source).Property(s => s.Version).IsModified = true;
}
