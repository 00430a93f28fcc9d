using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Identity.Keys;

/// <summary>A key in clear. It exists in this answer alone.</summary>
/// <param name="OldEndsAt">Until when the key before it works; null when there is none.</param>
public sealed record NewApiKey(Guid Id, string Name, string Key, DateTimeOffset? OldEndsAt);

/// <summary>A key as the list shows it.</summary>
/// <param name="PreviousKeyEndsAt">The key before works until then.</param>
public sealed record ApiKeyRow(
    Guid Id, string Name, string Scope, string Purpose, string KeyHint, DateOnly ExpiresOn, DateTimeOffset? PreviousKeyEndsAt, DateTimeOffset? LastUsedAt, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, bool Expired);

/// <summary>Makes, rotates and revokes keys for other systems.</summary>
public sealed class ApiKeyService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <summary>All keys: those that work by name, then the others.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageKeys)) return [];
        var now = clock.GetUtcNow();
        var today = Brussels.DayOf(now);
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<ApiKey>().AsNoTracking().OrderBy(k => k.RevokedAt != null || k.ExpiresOn < today).ThenBy(k => k.Name)
            .Select(k => new ApiKeyRow(
                k.Id, k.Name, k.Scope, k.Purpose, k.KeyHint, k.ExpiresOn, k.PreviousKeyEndsAt > now && k.RevokedAt == null ? k.PreviousKeyEndsAt : null, k.LastUsedAt, k.CreatedAt, k.RevokedAt, k.ExpiresOn < today))
            .ToListAsync(stop);
    }

    public async Task<Result<NewApiKey>> CreateAsync(string? name, string? scope, string? purpose, DateOnly? expiresOn, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageKeys)) return Error.Forbidden;
        var key = ApiKeyText.Create(tenant.Code);
        var created = ApiKey.Create(tenant.Code, name, scope, purpose, ApiKeyText.Hash(key), ApiKeyText.HintOf(key), expiresOn, user.Id, clock.GetUtcNow());
        if (!created.Succeeded) return created.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Add(created.Value);
        audit.Record(db, ApiKeyActions.Created, created.Value, details: new { created.Value.Name, created.Value.Scope, created.Value.Purpose, created.Value.ExpiresOn });
        return await db.TrySaveAsync(database, ApiKeyErrors.ChangedMeanwhile, ApiKeyErrors.NameTaken, stop) is { } error ? error : new NewApiKey(created.Value.Id, created.Value.Name, key, null);
    }

    /// <param name="oldWorksFor">How long the key before works on.</param>
    public async Task<Result<NewApiKey>> RotateAsync(Guid id, DateOnly? expiresOn, TimeSpan oldWorksFor, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageKeys)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == id, stop) is not { } kept) return Error.NotFound;
        var key = ApiKeyText.Create(tenant.Code);
        if (kept.Rotate(ApiKeyText.Hash(key), ApiKeyText.HintOf(key), expiresOn, oldWorksFor, clock.GetUtcNow()) is { Succeeded: false } refused) return refused.Error;
        audit.Record(db, ApiKeyActions.Rotated, kept, details: new { kept.Name, kept.ExpiresOn, OldEndsAt = kept.PreviousKeyEndsAt });
        return await db.TrySaveAsync(database, ApiKeyErrors.ChangedMeanwhile, ApiKeyErrors.ChangedMeanwhile, stop) is { } error ? error : new NewApiKey(id, kept.Name, key, kept.PreviousKeyEndsAt);
    }

    /// <summary>It and the key before it are refused from the next request on.</summary>
    public async Task<Result> RevokeAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageKeys)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == id, stop) is not { } kept) return Error.NotFound;
        if (kept.RevokedAt is not null) return Result.Ok; // somebody else did it
        kept.Revoke(clock.GetUtcNow());
        audit.Record(db, ApiKeyActions.Revoked, kept, details: new { kept.Name });
        return new(await db.TrySaveAsync(database, ApiKeyErrors.ChangedMeanwhile, ApiKeyErrors.ChangedMeanwhile, stop));
    }
}
