using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Anpr.Pictures;

/// <summary>A picture that can be opened; pixels.</summary>
public sealed record ShownPicture(PictureKind Kind, int Width, int Height);

/// <summary>A picture to be served as exactly this type.</summary>
public sealed record PictureFile(string MediaType, byte[] Content);

/// <summary>Pictures of hits, for the purpose of the shift or one chosen for the hit. The full picture is a consultation that is recorded.</summary>
public sealed class PictureQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, PurposeService purposes, PictureFiles files, AuditTrail audit, ILogger<PictureQueries> log)
{
    static readonly TimeSpan OneLook = TimeSpan.FromMinutes(10);

    /// <exception cref="IOException">The shared folder cannot be reached.</exception>
    public async Task<Result<PictureFile>> OpenAsync(Guid hitId, PictureKind kind, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHits)) return Error.NotFound;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hit>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == hitId, stop) is not { } hit) return Error.NotFound;
        if (await purposes.ForAsync<Hit>(hitId, stop) is not { } purpose) return PurposeErrors.Needed;
        if (await OfHit(db, hit).SingleOrDefaultAsync(p => p.Kind == kind, stop) is not { } picture || await BytesAsync(picture, stop) is not { } bytes) return Error.NotFound;
        await audit.ConsultedAsync(HitActions.PictureViewed, nameof(Hit), hitId, purpose, new { plate = hit.ObservedPlate, picture = kind.ToString() }, OneLook, stop);
        return new PictureFile(picture.MediaType, bytes);
    }

    /// <summary>The plate, or what there is, small: for the queue, whose consultation is recorded as a whole.</summary>
    /// <exception cref="IOException">The shared folder cannot be reached.</exception>
    public async Task<Result<PictureFile>> ThumbnailAsync(Guid hitId, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHits)) return Error.NotFound;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hit>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == hitId, stop) is not { } hit) return Error.NotFound;
        if (await purposes.ForAsync<Hit>(hitId, stop) is null) return PurposeErrors.Needed;
        var kind = await OfHit(db, hit).OrderByDescending(p => p.Kind).Select(p => (PictureKind?)p.Kind).FirstOrDefaultAsync(stop);
        if (kind is null) return Error.NotFound;
        if (await OfHit(db, hit).Where(p => p.Kind == kind).Select(p => p.Thumbnail).SingleOrDefaultAsync(stop) is { } made) return new PictureFile(PictureContent.Jpeg, made);
        var picture = await OfHit(db, hit).SingleOrDefaultAsync(p => p.Kind == kind, stop);
        return picture is not null && await BytesAsync(picture, stop) is { } bytes && Thumbnail.Of(bytes) is { } small ? new PictureFile(small.MediaType, small.Bytes.ToArray()) : Error.NotFound;
    }

    /// <returns>Null when the picture has gone.</returns>
    /// <exception cref="IOException">The shared folder cannot be reached.</exception>
    internal async ValueTask<byte[]?> BytesAsync(StoredPicture picture, CancellationToken stop)
    {
        var bytes = picture.Content ?? picture switch
        {
            ReadPicture read => await files.ReadAsync(new(read.Tenant, read.CapturedAt, read.CameraId, read.SourceKey, read.Kind, read.Sha256), stop),
            HitPicture copy => await files.ReadAsync(copy.Tenant, copy.HitId, copy.Kind, copy.Sha256, stop),
            _ => throw new ArgumentException("No such picture.", nameof(picture)),
        };
        if (bytes is null || SHA256.HashData(bytes).AsSpan().SequenceEqual(picture.Sha256)) return bytes;
        log.LogError("A stored picture is not the one that came: its SHA-256 is another. It is not shown");
        return null;
    }

    internal static IQueryable<StoredPicture> OfHit(PortalDbContext db, Hit hit) =>
        hit.State == HitState.Confirmed ? db.Set<HitPicture>().AsNoTracking().Where(p => p.HitId == hit.Id) : OfRead(db, hit);

    internal static IQueryable<ReadPicture> OfRead(PortalDbContext db, Hit hit) =>
        db.Set<ReadPicture>().AsNoTracking().Where(p => p.CapturedAt == hit.CapturedAt && p.CameraId == hit.CameraId && p.SourceKey == hit.SourceKey);
}
