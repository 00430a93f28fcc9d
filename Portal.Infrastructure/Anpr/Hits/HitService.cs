using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Pictures;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Anpr.Hits;

/// <summary>Decisions on hits. Two people cannot both decide: the second is told by whom and when.</summary>
public sealed class HitService(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, PurposeService purposes, PictureQueries pictures, PictureFiles files, AuditTrail audit, TimeProvider clock)
{
    /// <param name="decision"><see cref="HitState.Confirmed"/> or <see cref="HitState.Rejected"/>.</param>
    public async Task<Result> DecideAsync(Guid id, HitState decision, DecisionReason reason, string? note, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.DecideHits)) return Error.Forbidden;
        if (await purposes.ForAsync<Hit>(id, stop) is not { } purpose) return PurposeErrors.Needed;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hit>().SingleOrDefaultAsync(h => h.Id == id, stop) is not { } hit) return Error.NotFound;
        if (hit.State != HitState.Open) return await DecidedByAsync(db, hit, stop);
        var now = clock.GetUtcNow();
        var done = decision == HitState.Confirmed ? await ConfirmAsync(db, hit, reason, note, now, stop) : hit.Reject(reason, note, user.Id, now);
        if (!done.Succeeded) return done;
        audit.Record(db, decision == HitState.Confirmed ? HitActions.Confirmed : HitActions.Rejected, hit, reason.ToString(), new { plate = hit.ObservedPlate, note }, purpose);
        return await SaveAsync(db, id, stop);
    }

    /// <summary>Takes a decision back, so that it can be made anew.</summary>
    public async Task<Result> ReopenAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.DecideHits)) return Error.Forbidden;
        if (await purposes.ForAsync<Hit>(id, stop) is not { } purpose) return PurposeErrors.Needed;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hit>().SingleOrDefaultAsync(h => h.Id == id, stop) is not { } hit) return Error.NotFound;
        if (hit.State == HitState.Confirmed && !await HitQueries.ReadOf(db, hit).AnyAsync(stop)) return HitErrors.ReadGone; // the copy is all there is: it could not be confirmed again
        var was = new { plate = hit.ObservedPlate, hit.State, hit.Reason, hit.Note, hit.DecidedBy, hit.DecidedAt };
        var done = hit.Reopen(user.Id, clock.GetUtcNow(), user.May(AnprPermissions.CorrectDecisions));
        if (!done.Succeeded) return done;
        db.RemoveRange(await db.Set<HitPicture>().Where(p => p.HitId == id).ToListAsync(stop));
        audit.Record(db, HitActions.Reopened, hit, details: was, purpose: purpose);
        return await SaveAsync(db, id, stop); // a file that the folder has is removed by the next run of retention, unless the hit is confirmed again
    }

    async Task<Result> ConfirmAsync(PortalDbContext db, Hit hit, DecisionReason reason, string? note, DateTimeOffset now, CancellationToken stop)
    {
        if (await HitQueries.ReadOf(db, hit).SingleOrDefaultAsync(stop) is not { } read) return HitErrors.ReadGone;
        var entry = await db.Set<HotlistEntry>().AsNoTracking().SingleAsync(e => e.Id == hit.EntryId, stop);
        var list = await db.Set<Hotlist>().AsNoTracking().SingleAsync(l => l.Id == hit.HotlistId, stop);
        var camera = await db.Set<Camera>().AsNoTracking().SingleAsync(c => c.Id == hit.CameraId, stop);
        var zone = await zones.FindAsync(tenant.Code, stop);
        if (!await CopyPicturesAsync(db, hit, stop)) return HitErrors.PicturesUnreachable;
        var copy = new HitEvidence(read.ToCopy(), entry.ToCopy(), camera.Name, camera.Place, list.Name);
        return hit.Confirm(reason, note, user.Id, now, JsonSerializer.Serialize(copy), Brussels.DayOf(now).AddDays(zone!.ConfirmedHitsKeptDays));
    }

    /// <summary>Copies the read's pictures for the hit, in the save that confirms it.</summary>
    async Task<bool> CopyPicturesAsync(PortalDbContext db, Hit hit, CancellationToken stop)
    {
        try
        {
            foreach (var picture in await PictureQueries.OfRead(db, hit).ToListAsync(stop))
            {
                if (await pictures.BytesAsync(picture, stop) is not { } bytes) continue; // gone, which the log tells
                var inFolder = await files.TryCopyAsync(hit.Tenant, hit.Id, picture.Kind, picture.Sha256, bytes, stop);
                db.Add(HitPicture.Of(hit.Id, picture, inFolder ? null : bytes));
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    async Task<Result> SaveAsync(PortalDbContext db, Guid id, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            await using var fresh = await contexts.CreateDbContextAsync(stop);
            return await fresh.Set<Hit>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, stop) is { } hit
                ? hit.State == HitState.Open ? HitErrors.ChangedMeanwhile : await DecidedByAsync(fresh, hit, stop) : Error.NotFound;
        }
    }

    static async Task<Error> DecidedByAsync(PortalDbContext db, Hit hit, CancellationToken stop)
    {
        if (hit.DecidedBy is not { } by || hit.DecidedAt is not { } at) return HitErrors.AlreadyDecided;
        var name = await db.Set<Person>().Where(p => p.Id == by).Select(p => p.DisplayName).SingleOrDefaultAsync(stop);
        return HitErrors.DecidedBy(name ?? "?", at);
    }
}
