using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Audit;

/// <summary>Closes the days of a zone's chain: each with new lines gets an anchor, signed with the zone's seal where it has one, that is mailed in the same save.</summary>
/// <remarks>The mail is what makes a chain provable against the portal itself: who holds it sees a chain that was made anew, whatever the database says.</remarks>
public sealed class AuditAnchoring(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, AnchorSeals seals, PermissionHolders holders, Outbox outbox, ComposeMail compose, TimeProvider clock)
{
    const int LettersALine = 76;

    /// <summary>Anchors the days that are over and have none yet, oldest first.</summary>
    /// <returns>Number of anchors made.</returns>
    public async Task<int> AnchorAsync(CancellationToken stop = default)
    {
        var made = 0;
        while (await NextAsync(stop) is { } anchored) made += anchored;
        return made;
    }

    /// <summary>The oldest day without an anchor.</summary>
    /// <returns>How many anchors it gave; null when there was nothing to do.</returns>
    async Task<int?> NextAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var last = await db.Set<AuditAnchor>().AsNoTracking().OrderByDescending(a => a.Day).FirstOrDefaultAsync(stop);
        var before = last?.Sequence ?? 0;
        var open = db.Set<AuditLine>().AsNoTracking().IgnoreAutoIncludes().Where(l => l.Sequence > before);
        if (await open.MinAsync(l => (DateTimeOffset?)l.DoneAt, stop) is not { } first) return null;
        var day = Brussels.DayOf(first);
        if (last is not null && day <= last.Day) day = last.Day.AddDays(1); // saved late: the next day vouches for it
        if (day >= Brussels.DayOf(now)) return null;
        var end = Brussels.EndOf(day);
        var line = await open.Where(l => l.DoneAt < end).OrderByDescending(l => l.Sequence).Select(l => new { l.Sequence, l.ChainHash }).FirstAsync(stop);
        var statement = AuditAnchor.StatementOf(tenant.Code, day, line.Sequence!.Value, line.ChainHash!);
        var anchor = new AuditAnchor(tenant.Code, day, line.Sequence.Value, line.ChainHash!, await seals.SignAsync(db, statement, now, stop), now);
        db.Add(anchor);
        await MailAsync(db, anchor, stop);
        try
        {
            await db.SaveChangesAsync(stop);
            return 1;
        }
        catch (DbUpdateException e) when (database.IsDuplicate(e))
        {
            return 0; // another node made it, and its mail
        }
    }

    /// <summary>To the data protection officer, else to who decides on access. Nobody can switch it off.</summary>
    async Task MailAsync(PortalDbContext db, AuditAnchor anchor, CancellationToken stop)
    {
        var receivers = await holders.OfAsync(db, AuditPermissions.ReadUnusual, stop);
        if (receivers.Count == 0) receivers = await holders.OfAsync(db, IdentityPermissions.ManageAccess, stop);
        var signature = anchor.Signature is { } signed ? "\n" + string.Join('\n', Convert.ToBase64String(signed).Chunk(LettersALine).Select(c => new string(c))) + "\n" : "";
        foreach (var person in await db.Set<Person>().AsNoTracking().Where(p => receivers.Contains(p.Id) && p.Email != null).Select(p => new { p.Id, p.Email, p.Language }).ToListAsync(stop))
        {
            string[] arguments = [tenant.Code, Day(anchor.Day), $"\n\n{anchor.Statement}{signature}"];
            await outbox.AddAsync(db, NoticeKinds.AuditAnchored, person.Id, person.Email!, person.Language, language => compose(NoticeKinds.AuditAnchored, language, arguments, $"/zones/{tenant.Code}/audit/proof"), stop);
        }
    }

    static string Day(DateOnly day) => day.ToString("d/M/yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
