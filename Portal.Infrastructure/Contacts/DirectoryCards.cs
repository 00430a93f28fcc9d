using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Contacts;

/// <summary>Keeps what a zone publishes in step with its staff list, in the save that changes the list.</summary>
public sealed class DirectoryCards(TimeProvider clock)
{
    /// <summary>Writes the cards of these people anew, when the zone publishes its directory.</summary>
    /// <param name="members">As they will be saved.</param>
    public async Task KeepAsync(PortalDbContext db, IReadOnlyCollection<StaffMember> members, CancellationToken stop)
    {
        if (members.Count == 0 || !await db.Set<ZonePolicy>().AsNoTracking().AnyAsync(p => p.PublishesDirectory, stop)) return;
        var ids = members.Select(m => m.Id).ToList();
        await FollowAsync(db, members, await db.Set<DirectoryCard>().Where(c => ids.Contains(c.StaffId)).ToListAsync(stop), stop);
    }

    /// <summary>Publishes everybody who works here today, or nobody.</summary>
    public async Task RewriteAsync(PortalDbContext db, bool publish, CancellationToken stop)
    {
        var cards = await db.Set<DirectoryCard>().ToListAsync(stop);
        await FollowAsync(db, publish ? await db.Set<StaffMember>().AsNoTracking().ToListAsync(stop) : [], cards, stop);
        if (!publish) db.RemoveRange(cards);
    }

    async Task FollowAsync(PortalDbContext db, IReadOnlyCollection<StaffMember> members, IReadOnlyList<DirectoryCard> cards, CancellationToken stop)
    {
        var (now, known) = (clock.GetUtcNow(), cards.ToDictionary(c => c.StaffId));
        var today = Brussels.DayOf(now);
        await db.Set<Unit>().LoadAsync(stop); // a unit that this save renames or adds is there already, as it will be
        var units = db.Set<Unit>().Local.ToDictionary(u => u.Id, u => u.Name);
        foreach (var member in members)
        {
            var unit = member.UnitId is { } id ? units.GetValueOrDefault(id) : null;
            var card = known.GetValueOrDefault(member.Id);
            if (!member.IsHere(today))
            {
                if (card is not null) db.Remove(card);
            }
            else if (card is null) db.Add(DirectoryCard.Of(member, unit, now));
            else card.Follow(member, unit, now);
        }
    }
}
