using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Keys;

/// <summary>A key that has opened.</summary>
public sealed record OpenedKey(Guid Id, string Name, string Tenant);

/// <summary>Lets another system in by its key: into the tenant that the key names, with the one permission that it has, as far as the tenant's state and modules allow.</summary>
public sealed class ApiKeyDoor(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <summary>How exactly the last use of a key is known.</summary>
    static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(5);

    /// <summary>Chooses the tenant for this scope. Unknown, expired, revoked and malformed keys are told apart by nobody.</summary>
    /// <param name="path">What is asked for; the audit names it.</param>
    public async Task<OpenedKey?> EnterAsync(string? key, string path, CancellationToken stop)
    {
        if (ApiKeyText.TenantOf(key) is not { } code || await zones.FindAsync(code, stop) is not { } info) return null;
        tenant.Choose(code);
        var (now, hash) = (clock.GetUtcNow(), ApiKeyText.Hash(key!));
        await using var db = await contexts.CreateDbContextAsync(stop);
        ApiKey? found = null;
        foreach (var kept in await db.Set<ApiKey>().AsNoTracking().Where(k => k.RevokedAt == null).ToListAsync(stop))
        {
            if (kept.Opens(hash, now)) found = kept; // all are compared, each in the same time
        }

        if (found is null) return null;
        var permissions = new HashSet<string>(StringComparer.Ordinal) { found.Scope };
        permissions.RemoveWhere(p => !ModuleOfPermission.IsOn(p, info));
        user.BecomeKey(found.Id, found.Name, ZoneStates.Allow(info.State, permissions));
        await NoteUseAsync(db, found, path, now, stop);
        return new(found.Id, found.Name, code);
    }

    async Task NoteUseAsync(PortalDbContext db, ApiKey key, string path, DateTimeOffset now, CancellationToken stop)
    {
        var before = now - UsedEvery;
        if (key.LastUsedAt > before) return;
        // Of two requests at once one writes it down.
        if (await db.Set<ApiKey>().Where(k => k.Id == key.Id && (k.LastUsedAt == null || k.LastUsedAt <= before)).ExecuteUpdateAsync(k => k.SetProperty(x => x.LastUsedAt, now), stop) == 0) return;
        audit.Record(db, ApiKeyActions.Used, nameof(ApiKey), key.Id, details: new { key.Name, Path = path });
        await db.SaveChangesAsync(stop);
    }
}
