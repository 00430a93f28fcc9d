using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Audit;

/// <summary>How far a chain may be cut.</summary>
/// <param name="Day">Of the signed anchor at which it then begins.</param>
/// <param name="Lines">Lines that go.</param>
public sealed record AuditCut(DateOnly Day, long Lines);

/// <summary>Takes old lines off the beginning of the zone's chain, at an anchor whose signature holds: what stays begins with something proven.</summary>
public sealed class AuditCutting(IDatabaseProvider database)
{
    /// <summary>The latest anchor before which every line is older; null when nothing can go.</summary>
    /// <param name="before">The zone's limit.</param>
    public static async Task<AuditCut?> DueAsync(PortalDbContext db, DateTimeOffset before, CancellationToken stop = default)
    {
        var lines = db.Set<AuditLine>().AsNoTracking().IgnoreAutoIncludes();
        if (await lines.Where(l => l.Sequence != null && l.DoneAt < before).OrderBy(l => l.Sequence).Select(l => l.Sequence).FirstOrDefaultAsync(stop) is not { } first) return null;
        var staying = await lines.Where(l => l.Sequence != null && l.DoneAt >= before).OrderBy(l => l.Sequence).Select(l => l.Sequence).FirstOrDefaultAsync(stop) ?? long.MaxValue;
        var day = Brussels.DayOf(before);
        var anchor = (await AnchorSeals.CheckedAsync(db, stop)).Where(a => a.IsSealed && a.Anchor.Day < day && a.Anchor.Sequence >= first && a.Anchor.Sequence < staying).MaxBy(a => a.Anchor.Sequence)?.Anchor;
        return anchor is null ? null : new(anchor.Day, await lines.LongCountAsync(l => l.Sequence <= anchor.Sequence, stop));
    }

    /// <summary>Cuts there, or not at all while a legal hold stands.</summary>
    public async Task<AuditPurge> CutAsync(PortalDbContext db, DateTimeOffset before, CancellationToken stop = default) =>
        await DueAsync(db, before, stop) is { } due ? await database.CutAuditAsync(db, due.Day, stop) : new(0, 0);
}
