using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Reports;
using Portal.Tenants;

namespace Portal.Audit;

/// <summary>Part of a chain that leaves the portal.</summary>
/// <param name="From">First day asked for, in Belgium.</param>
/// <param name="To">Last day asked for.</param>
/// <param name="First">Number of the first line: after an anchor, or of the chain's first.</param>
/// <param name="Last">Number of the last line: that of an anchor, if one follows.</param>
/// <param name="Previous">Hash of the chain before the first line.</param>
public sealed record ProofRange(DateOnly From, DateOnly To, long First, long Last, byte[] Previous)
{
    /// <summary>Most days at once.</summary>
    public const int MaxDays = 366;

    public long Lines => Last - First + 1;

    /// <summary>What is wrong with the period, or null.</summary>
    public static Error? Check(DateOnly from, DateOnly to) => to < from ? AuditErrors.PeriodBackwards : to.DayNumber - from.DayNumber >= MaxDays ? AuditErrors.PeriodTooLong(MaxDays) : null;
}

/// <summary>The zone's audit in the form that proves itself: JSON Lines with every field, hash and anchor, which a script verifies without the portal. That it was taken along is a line of the audit.</summary>
/// <remarks>The same part gives the same bytes, as long as nothing of it is erased: so a file and a document about it can name each other by their SHA-256.</remarks>
public sealed class AuditProof(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, AuditTrail trail)
{
    public const string Format = "audit-export-1";

    /// <summary>Lines in one file.</summary>
    public const int MostLines = 1_000_000;

    /// <summary>Lines in a document that people read.</summary>
    public const int MostPrinted = 5_000;

    /// <summary>Writes down that it is taken along, and says what will be in it: the days asked for, extended to whole anchored parts, so that both ends are proven.</summary>
    /// <param name="most">Lines that may be in it.</param>
    public async Task<Result<ProofRange>> BeginAsync(DateOnly from, DateOnly to, int most = MostLines, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.Read)) return Error.Forbidden;
        if (ProofRange.Check(from, to) is { } wrong) return wrong;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (begin, end) = (Brussels.StartOf(from), Brussels.EndOf(to));
        var lines = db.Set<AuditLine>().AsNoTracking().IgnoreAutoIncludes().Where(l => l.Sequence != null);
        var within = lines.Where(l => l.DoneAt >= begin && l.DoneAt < end);
        if (await within.MinAsync(l => l.Sequence, stop) is not { } wanted || await within.MaxAsync(l => l.Sequence, stop) is not { } last) return AuditErrors.NothingInPeriod;
        var anchors = await db.Set<AuditAnchor>().AsNoTracking().OrderBy(a => a.Sequence).ToListAsync(stop);
        var start = anchors.LastOrDefault(a => a.Sequence < wanted);
        var kept = await lines.MinAsync(l => l.Sequence, stop) ?? wanted;
        var (first, previous) = start is null || start.Sequence + 1 < kept ? (kept, kept == 1 ? AuditChain.Beginning : []) : (start.Sequence + 1, start.ChainHash);
        last = anchors.FirstOrDefault(a => a.Sequence >= last)?.Sequence ?? last;
        if (last - first >= most) return AuditErrors.TooManyLines(most);
        await trail.ConsultedAsync(AuditActions.ProofExported, nameof(AuditLine), Guid.Empty, ConsultationPurpose.Control, details: new { From = from, To = to, First = first, Last = last }, stop: stop);
        return new ProofRange(from, to, first, last, previous);
    }

    /// <summary>The lines, one by one, for who writes another document about them.</summary>
    public async Task<IReadOnlyList<AuditLine>> LinesAsync(ProofRange range, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.Read) || range.Lines > MostPrinted) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await AuditVerifier.LinesAsync(db, range.First - 1, range.Last, stop).ToListAsync(stop);
    }

    /// <summary>Writes the file as it reads the lines, whatever their number.</summary>
    public async Task WriteAsync(ProofRange range, Stream file, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.Read)) return;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var zone = await zones.FindAsync(tenant.Code, stop);
        var certificates = (await db.Set<SealKey>().AsNoTracking().ToListAsync(stop)).ConvertAll(k => k.Certificate);
        var before = range.First - 1;
        var anchors = (await db.Set<AuditAnchor>().AsNoTracking().Where(a => a.Sequence >= before && a.Sequence <= range.Last).OrderBy(a => a.Day).ToListAsync(stop)).ToLookup(a => a.Sequence);
        using var writer = new ProofWriter(file, certificates);
        writer.Header(tenant.Code, zone?.NameIn(zone.DefaultLanguage) ?? "", range);
        foreach (var anchor in anchors[before]) writer.Anchor(anchor);
        var (written, hash) = (0L, range.Previous);
        await foreach (var line in AuditVerifier.LinesAsync(db, before, range.Last, stop))
        {
            writer.Line(line);
            (written, hash) = (written + 1, line.ChainHash!);
            foreach (var anchor in anchors[line.Sequence!.Value]) writer.Anchor(anchor);
            if (writer.IsFull) await writer.FlushAsync(stop);
        }

        writer.End(written, range.Last, hash);
        await writer.FlushAsync(stop);
    }
}
