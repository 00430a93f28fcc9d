using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Reports.Pdf;
using Portal.Reports.Verification;

namespace Portal.Reports;

/// <summary>What is to be said of a file as a whole.</summary>
public enum CheckOutcome
{
    /// <summary>Byte by byte a report of this zone.</summary>
    Issued,

    /// <summary>Every seal is intact, nothing changed afterwards, and who sealed is trusted.</summary>
    Sound,

    /// <summary>As <see cref="Sound"/>, but for a certificate that has ended meanwhile.</summary>
    Expired,

    /// <summary>Every seal is intact and nothing changed afterwards; nobody vouches for who sealed.</summary>
    Untrusted,

    /// <summary>A seal does not hold, or something changed after it.</summary>
    Changed,

    Unsealed,

    /// <summary>The beginning of a report that the zone issued: it was cut back, and its seal with it.</summary>
    CutBack,

    /// <summary>It names a report of the zone, and is not what was issued.</summary>
    NotIssued,
}

/// <summary>The answer to a check.</summary>
/// <param name="Sha256">Of the file, in hexadecimal.</param>
/// <param name="Report">The zone's report that the file is; null when it is none.</param>
/// <param name="Signatures">In the order of the file.</param>
public sealed record CheckedFile(CheckOutcome Outcome, string Sha256, ReportRow? Report, IReadOnlyList<SignatureVerdict> Signatures)
{
    /// <summary>The zone's report that the file names without being it; null when it names none.</summary>
    public ReportRow? Named { get; init; }
}

/// <summary>Checks a file that somebody brings: whether the zone issued it, and what its seals say. The file is not kept; the check is recorded.</summary>
public sealed class ReportCheck(
    IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, ReportQueries reports, SealKeys keys, AuditTrail audit, IConfiguration configuration, TimeProvider clock, ILogger<ReportCheck> log) : IDisposable
{
    public const int MostMegabytes = 20;

    public const int MostBytes = MostMegabytes * 1024 * 1024;

    // A person checks one file at a time, so that nobody fills the memory.
    readonly SemaphoreSlim turn = new(1);

    public async Task<Result<CheckedFile>> CheckAsync(Stream file, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Read)) return Error.Forbidden;
        await turn.WaitAsync(stop);
        try
        {
            return await ReadAsync(file, stop) is { } bytes ? await CheckAsync(bytes, stop) : ReportErrors.FileTooLarge(MostMegabytes);
        }
        finally
        {
            turn.Release();
        }
    }

    async Task<Result<CheckedFile>> CheckAsync(byte[] bytes, CancellationToken stop)
    {
        var hash = SHA256.HashData(bytes);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var id = await db.Set<Report>().Where(r => r.Sha256 == hash).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(stop);
        var report = id is { } known ? await reports.FindAsync(known, stop) : null;
        var anchors = new TrustAnchors([.. await OwnRootsAsync(db, stop), .. OthersRoots()]);
        var signatures = await Task.Run(() => Signatures(bytes, anchors, clock.GetUtcNow()), stop);
        var (named, compared) = report is null ? await CompareAsync(db, bytes, stop) : default;
        var outcome = report is not null ? CheckOutcome.Issued : compared ?? (signatures is null ? (CheckOutcome?)null : Of(signatures));
        var sha256 = Convert.ToHexStringLower(hash);
        await audit.ConsultedAsync(
            ReportActions.Checked, nameof(Report), report?.Id ?? Guid.Empty, ConsultationPurpose.Control,
            details: new { sha256, result = outcome?.ToString().ToLowerInvariant() ?? "unreadable", reference = (report ?? named)?.Reference }, stop: stop);
        return outcome is { } said ? new CheckedFile(said, sha256, report, signatures ?? []) { Named = named } : ReportErrors.FileUnreadable;
    }

    /// <summary>The report that the file names, against the file that was issued.</summary>
    async Task<(ReportRow?, CheckOutcome?)> CompareAsync(PortalDbContext db, byte[] bytes, CancellationToken stop)
    {
        if (ReportMark.In(bytes) is not { } mark || mark.Zone != tenant.Code) return default;
        var id = await db.Set<Report>().Where(r => r.Year == mark.Year && r.Number == mark.Number).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(stop);
        if (id is not { } known || await reports.FindAsync(known, stop) is not { } report) return default;
        var issued = await db.Set<ReportFile>().Where(f => f.ReportId == known).Select(f => f.Content).SingleOrDefaultAsync(stop) ?? [];
        return (report, bytes.AsSpan().StartsWith(issued) ? CheckOutcome.Changed : issued.AsSpan().StartsWith(bytes) ? CheckOutcome.CutBack : CheckOutcome.NotIssued);
    }

    /// <summary>Null when it is larger than allowed.</summary>
    internal static async Task<byte[]?> ReadAsync(Stream file, CancellationToken stop)
    {
        using var read = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await file.ReadAsync(part, stop) is > 0 and var count)
        {
            if (read.Length + count > MostBytes) return null;
            read.Write(part, 0, count);
        }

        return read.ToArray();
    }

    /// <summary>Null when the file cannot be read.</summary>
    static IReadOnlyList<SignatureVerdict>? Signatures(byte[] bytes, TrustAnchors anchors, DateTimeOffset now)
    {
        try
        {
            return PdfVerifier.Verify(bytes, anchors, now).Signatures;
        }
        catch (PdfFormatException)
        {
            return null;
        }
    }

    static CheckOutcome Of(IReadOnlyList<SignatureVerdict> signatures) =>
        signatures.Count == 0 ? CheckOutcome.Unsealed
        : signatures.Any(s => !s.Intact || s.ChangedAfter) ? CheckOutcome.Changed
        : signatures.All(s => s.Trusted) ? CheckOutcome.Sound
        : signatures.All(s => s.Trusted || s.Expired) ? CheckOutcome.Expired
        : CheckOutcome.Untrusted;

    /// <summary>Who vouches for the zone's own seals, earlier ones included.</summary>
    async Task<IReadOnlyList<X509Certificate2>> OwnRootsAsync(PortalDbContext db, CancellationToken stop) =>
        [.. (await db.Set<SealKey>().AsNoTracking().ToListAsync(stop)).Select(RootOf).OfType<X509Certificate2>().DistinctBy(c => c.Thumbprint)];

    X509Certificate2? RootOf(SealKey key)
    {
        try
        {
            var opened = keys.Open(key);
            return opened.Chain is [.., var root] ? root : opened.Certificate;
        }
        catch (CryptographicException) // protected by keys that the portal has lost: what it sealed is still known by its SHA-256
        {
            return null;
        }
    }

    X509Certificate2Collection OthersRoots()
    {
        try
        {
            return configuration["Reports:Anchors"] is { Length: > 0 } folder ? TrustAnchors.FromDirectory(folder).Certificates : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "The certificates of Reports:Anchors cannot be read; files are judged without them");
            return [];
        }
    }

    public void Dispose() => turn.Dispose();
}
