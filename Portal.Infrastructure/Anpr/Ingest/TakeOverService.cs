using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Pictures;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Anpr.Ingest;

/// <summary>
/// Makes the camera of an unknown code known and puts the reads that waited for it in their place. A read leaves quarantine only after it is
/// stored; a read stored twice is one read: whatever dies in between, doing it again finishes it.
/// </summary>
public sealed class TakeOverService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, IngestService ingest, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Reads that are stored at once.</summary>
    public const int Chunk = 20;

    /// <summary>Registers a camera for the code and takes its reads over.</summary>
    /// <returns>How many reads left quarantine.</returns>
    public async Task<Result<int>> CreateCameraAsync(Guid sourceId, string code, CameraInput input, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Manage)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReadSource>().SingleOrDefaultAsync(s => s.Id == sourceId, stop) is not { } source) return Error.NotFound;
        var registered = Camera.Register(tenant.Code, input.Name, input.Place, input.Latitude, input.Longitude, clock.GetUtcNow());
        if (!registered.Succeeded) return registered.Error;
        db.Add(registered.Value);
        audit.Record(db, CameraActions.Registered, registered.Value, details: CameraService.Facts(registered.Value));
        return await TieAsync(db, source, code, registered.Value, stop) is { } refused ? refused : await TakeOverAsync(sourceId, code, stop);
    }

    /// <summary>Says that the code means a camera which is registered already, and takes its reads over.</summary>
    /// <returns>How many reads left quarantine.</returns>
    public async Task<Result<int>> UseCameraAsync(Guid sourceId, string code, Guid? cameraId, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Manage)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReadSource>().SingleOrDefaultAsync(s => s.Id == sourceId, stop) is not { } source) return Error.NotFound;
        if (await db.Set<Camera>().SingleOrDefaultAsync(c => c.Id == cameraId, stop) is not { } camera) return SourceErrors.CameraMissing;
        return await TieAsync(db, source, code, camera, stop) is { } refused ? refused : await TakeOverAsync(sourceId, code, stop);
    }

    /// <summary>Takes over what waits under a code that is known by now.</summary>
    /// <returns>How many reads left quarantine.</returns>
    public async Task<Result<int>> TakeOverAsync(Guid sourceId, string code, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Manage)) return Error.Forbidden;
        if (await zones.FindAsync(tenant.Code, stop) is not { } zone || !ZoneStates.TakesReads(zone.State)) return SourceErrors.ZoneTakesNoReads;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await KnownAsync(db, sourceId, stop) is not { } source) return Error.NotFound;
        if (!source.Cameras.TryGetValue(code.Trim(), out var cameraId)) return SourceErrors.CodeUnknown;
        var (taken, left, busy) = (0, 0, false);
        var spellings = await SpellingsAsync(db, sourceId, code, stop);
        for (var after = Guid.Empty; !busy;)
        {
            var rows = await Waiting(db, sourceId, spellings).Where(m => m.Id.CompareTo(after) > 0).OrderBy(m => m.Id).Take(Chunk).ToListAsync(stop);
            if (rows.Count == 0) break;
            after = rows[^1].Id;
            var pictures = await PicturesAsync(db, sourceId, rows, stop);
            var readable = rows.Select(r => (r.Id, Read: Read(r, source, pictures))).Where(r => r.Read is not null).Select(r => (r.Id, Read: r.Read!)).ToList();
            left += rows.Count - readable.Count;
            var (stored, refused) = await StoreAsync(source, readable, stop);
            busy = stored.Count + refused < readable.Count;
            left += refused;
            taken += await db.Set<QuarantinedMessage>().Where(m => stored.Contains(m.Id)).ExecuteDeleteAsync(stop);
        }

        if (taken > 0)
        {
            audit.Record(db, CameraActions.TakenOver, await db.Set<Camera>().SingleAsync(c => c.Id == cameraId, stop), details: new { code, reads = taken });
            await db.SaveChangesAsync(stop);
        }

        return busy ? SourceErrors.Busy : left > 0 ? SourceErrors.SomeLeft(left) : taken;
    }

    /// <summary>Stores what the database accepts: one read that it refuses does not hold the others back.</summary>
    /// <returns>Rows whose reads are stored, and how many were refused; what is in neither waits because too much waits.</returns>
    async Task<(IReadOnlyList<Guid> Stored, int Refused)> StoreAsync(KnownSource source, List<(Guid Id, WaitingRead Read)> rows, CancellationToken stop)
    {
        if (rows.Count == 0) return ([], 0);
        try
        {
            return await ingest.ReplayAsync(source, [.. rows.Select(r => r.Read)], stop) ? ([.. rows.Select(r => r.Id)], 0) : ([], 0);
        }
        catch (UnstorableException)
        {
            if (rows.Count == 1) return ([], 1);
            var half = rows.Count / 2;
            var (first, second) = (await StoreAsync(source, rows[..half], stop), await StoreAsync(source, rows[half..], stop));
            return ([.. first.Stored, .. second.Stored], first.Refused + second.Refused);
        }
    }

    static async Task<ILookup<string, IncomingPicture>> PicturesAsync(PortalDbContext db, Guid sourceId, IReadOnlyList<QuarantinedMessage> rows, CancellationToken stop)
    {
        var hashes = rows.Select(r => r.BodyHash).ToList();
        var pictures = await db.Set<QuarantinedPicture>().AsNoTracking().Where(p => p.SourceId == sourceId && hashes.Contains(p.BodyHash)).ToListAsync(stop);
        return pictures.ToLookup(p => Convert.ToHexString(p.BodyHash), p => new IncomingPicture(p.Kind, p.Content));
    }

    static WaitingRead? Read(QuarantinedMessage row, KnownSource source, ILookup<string, IncomingPicture> pictures)
    {
        try
        {
            return JsonSerializer.Deserialize<IncomingRead>(row.Body) is { } read && source.Cameras.ContainsKey(read.CameraCode) ? new(read with { Pictures = [.. pictures[Convert.ToHexString(row.BodyHash)]] }, row.FirstReceivedAt) : null;
        }
        catch (JsonException)
        {
            return null; // written by another version of the portal
        }
    }

    /// <summary>From the database, not from the index: that hears of the new code a moment later.</summary>
    async Task<KnownSource?> KnownAsync(PortalDbContext db, Guid sourceId, CancellationToken stop)
    {
        if (await db.Set<ReadSource>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == sourceId, stop) is not { } source) return null;
        var cameras = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        foreach (var code in await db.Set<SourceCamera>().AsNoTracking().Where(c => c.SourceId == sourceId).ToListAsync(stop)) cameras[code.Code] = code.CameraId;
        var zone = (await zones.FindAsync(tenant.Code, stop))!;
        return new(source.Tenant, source.Id, source.Dialect, source.KeyHash, source.Enabled && ZoneStates.TakesReads(zone.State), zone.ReadsKeptDays, cameras);
    }

    async Task<Error?> TieAsync(PortalDbContext db, ReadSource source, string code, Camera camera, CancellationToken stop)
    {
        if (await SourceService.TieAsync(db, audit, source, code, camera, stop) is { } refused) return refused;
        return await db.TrySaveAsync(database, SourceErrors.ChangedMeanwhile, CameraErrors.NameTaken, stop);
    }

    internal static IQueryable<QuarantinedMessage> Waiting(PortalDbContext db, Guid sourceId, IReadOnlyList<string> spellings) =>
        db.Set<QuarantinedMessage>().AsNoTracking().Where(m => m.SourceId == sourceId && m.Kind == QuarantineKind.UnknownCamera && spellings.Contains(m.CameraCode));

    /// <summary>How a code is spelt in quarantine: capitals and small letters are the same.</summary>
    internal static async Task<IReadOnlyList<string>> SpellingsAsync(PortalDbContext db, Guid sourceId, string code, CancellationToken stop)
    {
        var all = await db.Set<QuarantinedMessage>().Where(m => m.SourceId == sourceId && m.Kind == QuarantineKind.UnknownCamera).Select(m => m.CameraCode).Distinct().ToListAsync(stop);
        return [.. all.Where(c => string.Equals(c, code, StringComparison.OrdinalIgnoreCase))];
    }
}
