using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;

#pragma warning disable CA1309, MA0011 // The database compares names, by its own rules

namespace Portal.Contacts;

/// <summary>Somebody of the directory as other systems get it.</summary>
/// <param name="Languages">Codes separated by blanks.</param>
public sealed record ApiContact(Guid Id, string Name, string Function, string? Unit, string? Phone, string? Email, string Languages);

public sealed class DirectoryApiQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    /// <summary>The own tenant's directory, by name.</summary>
    /// <param name="after">Search name and identifier of the last one of the page before, or null.</param>
    public async Task<IReadOnlyList<(ApiContact Contact, string SearchName)>> ListAsync((string Name, Guid Id)? after, int size, CancellationToken stop)
    {
        if (!user.May(ContactPermissions.ReadDirectory)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var cards = db.Set<DirectoryCard>().AsNoTracking();
        if (after is { } last) cards = cards.Where(c => string.Compare(c.SearchName, last.Name) > 0 || (c.SearchName == last.Name && c.StaffId.CompareTo(last.Id) > 0));
        var page = await cards.OrderBy(c => c.SearchName).ThenBy(c => c.StaffId).Take(size).ToListAsync(stop);
        return [.. page.Select(c => (new ApiContact(c.StaffId, c.Name, c.Function, c.Unit, c.Phone, c.Email, c.Languages), c.SearchName))];
    }
}
