using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Common.Notices;

/// <summary>A notification as pages show it; its words come from the kind.</summary>
public sealed record NotificationRow(Guid Id, string Kind, IReadOnlyList<string> Arguments, string? Link, DateTimeOffset CreatedAt, bool IsRead);

/// <summary>Rows in the order asked for, and whether more follow.</summary>
public sealed record NotificationPage(IReadOnlyList<NotificationRow> Rows, bool HasMore)
{
    public static NotificationPage Empty { get; } = new([], false);
}

/// <summary>How the person hears of a kind.</summary>
public sealed record NoticeChoice(string Kind, bool InPortal, bool ByMail);

/// <summary>A person's own notifications in the zone, and nobody else's.</summary>
public sealed class NotificationQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public const int PageSize = 50;

    public async Task<int> UnreadAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.Enter)) return 0;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await Own(db).CountAsync(n => n.ReadAt == null, stop);
    }

    /// <summary>Latest first; at most <see cref="PageSize"/>.</summary>
    /// <param name="after">Identifier of the last one of the page before, or null.</param>
    /// <param name="most">Fewer than a page, for a short list.</param>
    public async Task<NotificationPage> ListAsync(Guid? after = null, int most = PageSize, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.Enter)) return NotificationPage.Empty;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var notices = Own(db);
        if (after is { } last) notices = notices.Where(n => n.Id.CompareTo(last) < 0);
        var rows = await notices.OrderByDescending(n => n.Id).Take(most + 1).ToListAsync(stop);
        return new([.. rows.Take(most).Select(n => new NotificationRow(n.Id, n.Kind, JsonSerializer.Deserialize<List<string>>(n.Arguments) ?? [], n.Link, n.CreatedAt, n.ReadAt is not null))], rows.Count > most);
    }

    /// <summary>Every kind with what the person chose, or what is usual.</summary>
    public async Task<IReadOnlyList<NoticeChoice>> ChoicesAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.Enter)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var person = user.Id;
        var chosen = await db.Set<NotificationChoice>().AsNoTracking().Where(c => c.PersonId == person).ToDictionaryAsync(c => c.Kind, stop);
        return [.. NoticeKinds.All.Select(k => chosen.TryGetValue(k, out var c) ? new NoticeChoice(k, c.InPortal, c.ByMail) : new(k, true, NoticeKinds.MailedByDefault(k)))];
    }

    IQueryable<Notification> Own(PortalDbContext db)
    {
        var person = user.Id;
        return db.Set<Notification>().AsNoTracking().Where(n => n.PersonId == person);
    }
}
