using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity.Access;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Retention;

/// <summary>Keeps data from going at their limit, and lets them go again. Whoever may do so hears of it each time.</summary>
public sealed class LegalHoldService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, AuditTrail audit, Notifier notifier, PermissionHolders holders, TimeProvider clock)
{
    /// <param name="kind">Key of a kind; null for everything of the zone.</param>
    /// <param name="thing">One thing of the kind: its identifier, or an address that ends in it; null or empty for all of it.</param>
    public async Task<Result<Guid>> PlaceAsync(string? kind, string? thing, string? reason, string? reference, CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Hold)) return Error.Forbidden;
        var one = Identifier(thing);
        if (one is null && !string.IsNullOrWhiteSpace(thing)) return RetentionErrors.ObjectUnreadable;
        var placed = LegalHold.Place(tenant.Code, kind, one, reason, reference, user.Id, clock.GetUtcNow());
        if (!placed.Succeeded) return placed.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Add(placed.Value);
        audit.Record(db, RetentionActions.HoldPlaced, placed.Value, placed.Value.Reason, new { kind, thing = one, placed.Value.Reference });
        await TellAsync(db, NoticeKinds.HoldPlaced, stop);
        await db.SaveChangesAsync(stop);
        return placed.Value.Id;
    }

    public async Task<Result> LiftAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Hold)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<LegalHold>().SingleOrDefaultAsync(h => h.Id == id, stop) is not { } hold) return Error.NotFound;
        if (hold.Lift(user.Id, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        audit.Record(db, RetentionActions.HoldLifted, hold, details: new { hold.Kind, thing = hold.ObjectId, hold.Reference });
        await TellAsync(db, NoticeKinds.HoldLifted, stop);
        return await db.TrySaveAsync(database, RetentionErrors.AlreadyLifted, RetentionErrors.AlreadyLifted, stop) is { } error ? error : Result.Ok;
    }

    async Task TellAsync(PortalDbContext db, string notice, CancellationToken stop) =>
        await notifier.NotifyAsync(db, [.. (await holders.OfAsync(db, RetentionPermissions.Hold, stop)).Where(p => p != user.Id)], notice, [user.Name], $"/zones/{tenant.Code}/retention", stop);

    /// <summary>The last identifier in a text.</summary>
    static Guid? Identifier(string? text)
    {
        foreach (var part in (text ?? "").Trim().Split('/', '?', '#', ' ').Reverse())
        {
            if (Guid.TryParse(part, out var id) && id != Guid.Empty) return id;
        }

        return null;
    }
}
