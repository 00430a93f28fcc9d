using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Cameras;

/// <summary>What a person tells of a camera.</summary>
public sealed record CameraInput(string? Name, string? Place, double? Latitude = null, double? Longitude = null);

/// <summary>Cameras are registered, changed, taken out of service and put back; never deleted, because reads and hits name them.</summary>
public sealed class CameraService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <returns>Identifier of the new camera.</returns>
    public async Task<Result<Guid>> RegisterAsync(CameraInput input, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Manage)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var registered = Camera.Register(tenant.Code, input.Name, input.Place, input.Latitude, input.Longitude, clock.GetUtcNow());
        if (!registered.Succeeded) return registered.Error;
        db.Add(registered.Value);
        audit.Record(db, CameraActions.Registered, registered.Value, details: Facts(registered.Value));
        return await SaveAsync(db, stop) is { } error ? error : registered.Value.Id;
    }

    /// <param name="version">The version that the person saw: what somebody else changed since is not overwritten.</param>
    public async Task<Result> ChangeAsync(Guid id, int version, CameraInput input, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Manage)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Camera>().SingleOrDefaultAsync(c => c.Id == id, stop) is not { } camera) return Error.NotFound;
        if (camera.Version != version) return CameraErrors.ChangedMeanwhile;
        var before = Facts(camera);
        if (camera.Describe(input.Name, input.Place, input.Latitude, input.Longitude) is { Succeeded: false } refused) return refused;
        if (before.Equals(Facts(camera))) return Result.Ok;
        audit.Record(db, CameraActions.Changed, camera, details: new { before, after = Facts(camera) });
        return await SaveAsync(db, stop) is { } error ? error : Result.Ok;
    }

    /// <summary>Out of service: it is no longer offered and lists leave it out. What it still sends goes on being stored and matched: a message on its way must not get lost.</summary>
    public Task<Result> RetireAsync(Guid id, CancellationToken stop = default) => SwitchAsync(id, retire: true, stop);

    public Task<Result> ReinstateAsync(Guid id, CancellationToken stop = default) => SwitchAsync(id, retire: false, stop);

    async Task<Result> SwitchAsync(Guid id, bool retire, CancellationToken stop)
    {
        if (!user.May(CameraPermissions.Manage)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Camera>().SingleOrDefaultAsync(c => c.Id == id, stop) is not { } camera) return Error.NotFound;
        if (camera.RetiredAt is not null == retire) return Result.Ok; // somebody else did it
        if (retire) camera.Retire(clock.GetUtcNow());
        else camera.Reinstate();
        audit.Record(db, retire ? CameraActions.Retired : CameraActions.Reinstated, camera);
        return await SaveAsync(db, stop) is { } error ? error : Result.Ok;
    }

    async Task<Error?> SaveAsync(PortalDbContext db, CancellationToken stop) =>
        await db.TrySaveAsync(database, CameraErrors.ChangedMeanwhile, CameraErrors.NameTaken, stop);

    internal static object Facts(Camera camera) => new { camera.Name, camera.Place, camera.Latitude, camera.Longitude };
}
