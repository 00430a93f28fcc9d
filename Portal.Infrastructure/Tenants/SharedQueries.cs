using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;

#pragma warning disable CA1304, CA1309, CA1311, CA1862, MA0011 // The database compares names, by its own rules

namespace Portal.Tenants;

/// <summary>Something that another zone shares with this one today.</summary>
public sealed record SharedThing(Guid GrantId, string From, string Subject, string Purpose, DateOnly EndsOn);

/// <summary>A camera of another zone.</summary>
public sealed record SharedCamera(Guid Id, string Name, string Place, double? Latitude, double? Longitude, DateTimeOffset? RetiredAt);

/// <summary>A staff member of another zone.</summary>
public sealed record SharedStaff(Guid Id, string Name, string SearchName, string Function, string? Phone, string? Email, string Languages, DateOnly? LeavesOn);

/// <summary>Reads what other zones share with this one. The zone that shares finds each opening in its own audit.</summary>
public sealed class SharedQueries(IDbContextFactory<PortalDbContext> contexts, TenantScopes scopes, CurrentTenant tenant, CurrentUser user, TimeProvider clock)
{
    public const int PageSize = 100;

    /// <summary>What this person may read of other zones today.</summary>
    public async Task<IReadOnlyList<SharedThing>> AllAsync(CancellationToken stop = default)
    {
        if (!MayRead(SharedSubjects.Cameras) && !MayRead(SharedSubjects.Staff)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return [.. (await InForce(db).OrderBy(g => g.Tenant).ThenBy(g => g.Subject).ToListAsync(stop)).Where(g => MayRead(g.Subject)).Select(Thing)];
    }

    /// <summary>The grant by which this zone reads the other's, and a line in the other's audit that it was opened; null without one.</summary>
    /// <param name="from">Code of the zone that shares.</param>
    public async Task<SharedThing?> OpenAsync(string from, string subject, CancellationToken stop = default)
    {
        if (!MayRead(subject)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, from, subject, stop) is not { } grant) return null;
        return await scopes.InAsync(from, new HashSet<string>(), async services =>
        {
            await using var theirs = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            services.GetRequiredService<AuditTrail>().Record(theirs, GrantActions.Read, nameof(ZoneGrant), grant.Id, details: new { By = tenant.Code, grant.Subject, grant.Purpose });
            await theirs.SaveChangesAsync(stop);
            return Thing(grant);
        });
    }

    /// <summary>Cameras of the other zone, by name.</summary>
    /// <param name="after">Name of the last camera of the page before, or null.</param>
    public async Task<IReadOnlyList<SharedCamera>> CamerasAsync(string from, string? search, string? after = null, CancellationToken stop = default)
    {
        if (!MayRead(SharedSubjects.Cameras)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, from, SharedSubjects.Cameras, stop) is null) return [];
        var cameras = db.Set<Camera>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(c => c.Tenant == from);
        if (search?.Trim().ToLowerInvariant() is { Length: > 0 } part) cameras = cameras.Where(c => c.Name.ToLower().Contains(part) || c.Place.ToLower().Contains(part));
        if (after is not null) cameras = cameras.Where(c => string.Compare(c.Name, after) > 0);
        return await cameras.OrderBy(c => c.Name).Take(PageSize + 1).Select(c => new SharedCamera(c.Id, c.Name, c.Place, c.Latitude, c.Longitude, c.RetiredAt)).ToListAsync(stop);
    }

    /// <summary>Who works in the other zone, by last name: what is needed to reach them, and no more.</summary>
    public async Task<IReadOnlyList<SharedStaff>> StaffAsync(string from, string? search, StaffListPlace? after = null, CancellationToken stop = default)
    {
        if (!MayRead(SharedSubjects.Staff)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, from, SharedSubjects.Staff, stop) is null) return [];
        var today = Brussels.DayOf(clock.GetUtcNow());
        var staff = db.Set<StaffMember>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(s => s.Tenant == from && (s.LeavesOn == null || s.LeavesOn >= today));
        foreach (var word in NameFolding.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries)) staff = staff.Where(s => s.SearchName.Contains(word));
        if (after is { } last) staff = staff.Where(s => string.Compare(s.SearchName, last.SearchName) > 0 || (s.SearchName == last.SearchName && s.Id.CompareTo(last.Id) > 0));
        return await staff.OrderBy(s => s.SearchName).ThenBy(s => s.Id).Take(PageSize + 1)
            .Select(s => new SharedStaff(s.Id, s.FirstName + " " + s.LastName, s.SearchName, s.Function, s.Phone, s.Email, s.Languages, s.LeavesOn)).ToListAsync(stop);
    }

    bool MayRead(string subject) => subject switch
    {
        SharedSubjects.Cameras => user.May(CameraPermissions.Read),
        SharedSubjects.Staff => user.May(ContactPermissions.ReadStaff),
        _ => false,
    };

    IQueryable<ZoneGrant> InForce(PortalDbContext db)
    {
        var today = Brussels.DayOf(clock.GetUtcNow());
        return GrantQueries.AcrossZones(db).Where(g => g.Grantee == tenant.Code && g.AcceptedAt != null && g.WithdrawnAt == null && g.StartsOn <= today && g.EndsOn >= today);
    }

    Task<ZoneGrant?> FindAsync(PortalDbContext db, string from, string subject, CancellationToken stop) =>
        InForce(db).Where(g => g.Tenant == from && g.Subject == subject).OrderByDescending(g => g.EndsOn).FirstOrDefaultAsync(stop);

    static SharedThing Thing(ZoneGrant g) => new(g.Id, g.Tenant, g.Subject, g.Purpose, g.EndsOn);
}
