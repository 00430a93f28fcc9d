using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Audit;

/// <summary>Where a zone's chain stands.</summary>
/// <param name="Last">Number of the last line; 0 without any.</param>
/// <param name="LastAt">When that line was done.</param>
/// <param name="Waiting">Lines without a number.</param>
/// <param name="Anchors">The last ones, latest first.</param>
public sealed record ChainState(long First, long Last, DateTimeOffset? LastAt, int Waiting, IReadOnlyList<AnchorRow> Anchors);

/// <summary>An anchor as the page shows it.</summary>
/// <param name="Hash">In hexadecimal.</param>
/// <param name="IsSealed">Its signature holds and is of the zone's seal; null when it has none.</param>
public sealed record AnchorRow(DateOnly Day, long Sequence, string Hash, bool? IsSealed, DateTimeOffset MadeAt);

/// <summary>Goes through the zone's chain. That it was done, and what was found, is a line of the audit too.</summary>
public sealed class AuditVerifier(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Anchors that the page shows.</summary>
    public const int AnchorsShown = 31;

    const int Batch = 5000;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<ChainState?> StateAsync(CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.Read)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var lines = db.Set<AuditLine>().AsNoTracking().IgnoreAutoIncludes();
        var chained = lines.Where(l => l.Sequence != null);
        var first = await chained.OrderBy(l => l.Sequence).Select(l => l.Sequence).FirstOrDefaultAsync(stop);
        var last = await chained.OrderByDescending(l => l.Sequence).Select(l => new { l.Sequence, l.DoneAt }).FirstOrDefaultAsync(stop);
        var anchors = (await AnchorSeals.CheckedAsync(db, stop)).Reverse().Take(AnchorsShown);
        return new(first ?? 0, last?.Sequence ?? 0, last?.DoneAt, await lines.CountAsync(l => l.Sequence == null, stop),
            [.. anchors.Select(a => new AnchorRow(a.Anchor.Day, a.Anchor.Sequence, Convert.ToHexStringLower(a.Anchor.ChainHash), a.Anchor.Signature is null ? null : a.IsSealed, a.Anchor.MadeAt))]);
    }

    /// <param name="progress">Told the number of lines seen, some thousands at a time.</param>
    public async Task<Result<AuditVerdict>> VerifyAsync(Action<long>? progress = null, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.Read)) return Error.Forbidden;
        var verdict = await Task.Run(() => CheckAsync(progress, stop), stop);
        await trail.ConsultedAsync(AuditActions.Verified, nameof(AuditLine), Guid.Empty, ConsultationPurpose.Control, details: new { verdict.First, verdict.Last, Faults = verdict.FaultCount }, stop: stop);
        return verdict;
    }

    async Task<AuditVerdict> CheckAsync(Action<long>? progress, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        // Before the lines: an anchor that is made meanwhile vouches for lines that are not read any more.
        var check = new ChainCheck(await AnchorSeals.CheckedAsync(db, stop), now);
        var seen = 0L;
        await foreach (var line in LinesAsync(db, 0, long.MaxValue, stop))
        {
            check.Next(line);
            if (++seen % Batch == 0) progress?.Invoke(seen);
        }

        var patient = now - Patience;
        foreach (var line in await db.Set<AuditLine>().AsNoTracking().Where(l => l.Sequence == null && l.DoneAt < patient).OrderBy(l => l.DoneAt).Take(ChainCheck.MostFaults).ToListAsync(stop)) check.Waiting(line);
        progress?.Invoke(seen);
        return check.Finish();
    }

    /// <summary>Chained lines with what they say, in the order of their numbers; read by pages, so that no transaction stays open.</summary>
    /// <param name="after">Number before the first.</param>
    /// <param name="until">Number of the last.</param>
    internal static async IAsyncEnumerable<AuditLine> LinesAsync(PortalDbContext db, long after, long until, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var (begin, end) = (after, until);
            var page = await db.Set<AuditLine>().AsNoTracking().Where(l => l.Sequence > begin && l.Sequence <= end).OrderBy(l => l.Sequence).Take(Batch).ToListAsync(stop);
            foreach (var line in page) yield return line;
            if (page.Count < Batch) yield break;
            after = page[^1].Sequence!.Value;
        }
    }
}
