using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

#pragma warning disable CA1309, MA0011 // The database compares names, by its own rules

namespace Portal.Contacts;

/// <summary>Somebody of the directory as other systems get it.</summary>
/// <param name="Languages">Codes separated by blanks.</param>
public sealed record ApiContact(Guid Id, string Name, string Function, string? Unit, string? Phone, string? Email, string Languages);

public sealed class DirectoryApiQueries(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user)
{
    /// <summary>What a tenant publishes, by name.</summary>
    /// <param name="zone">Code of a tenant; null for the own one.</param>
    /// <param name="after">Search name and identifier of the last one of the page before, or null.</param>
    /// <returns>Null when there is no such tenant, or it publishes nothing.</returns>
    public async Task<IReadOnlyList<(ApiContact Contact, string SearchName)>?> ListAsync(string? zone, (string Name, Guid Id)? after, int size, CancellationToken stop)
    {
        if (!user.May(ContactPermissions.ReadDirectory)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (own, code) = (zone is null || zone == tenant.Code, zone ?? tenant.Code);
        // Row-level security opens what is published to every tenant, to be read.
        var cards = db.Set<DirectoryCard>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(c => c.Tenant == code);
        if (!own && (await zones.FindAsync(code, stop) is not { } other || !ZoneStates.IsOpen(other.State) || !await cards.AnyAsync(stop))) return null;
        if (after is { } last) cards = cards.Where(c => string.Compare(c.SearchName, last.Name) > 0 || (c.SearchName == last.Name && c.StaffId.CompareTo(last.Id) > 0));
        var page = await cards.OrderBy(c => c.SearchName).ThenBy(c => c.StaffId).Take(size).ToListAsync(stop);
        return [.. page.Select(c => (new ApiContact(c.StaffId, c.Name, c.Function, c.Unit, c.Phone, c.Email, c.Languages), c.SearchName))];
    }
}
