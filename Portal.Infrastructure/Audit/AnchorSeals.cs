using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Persistence;
using Portal.Reports;
using Portal.Reports.Signing;
using Portal.Reports.Verification;

namespace Portal.Audit;

/// <summary>Signs statements with the zone's seal and judges such signatures.</summary>
public sealed class AnchorSeals(SealKeys keys)
{
    /// <summary>A detached signature (CAdES) over the statement; null when the zone has no seal that is valid.</summary>
    /// <exception cref="CryptographicException">The seal does not open: the portal's protection keys are not those that encrypted it.</exception>
    public async Task<byte[]?> SignAsync(PortalDbContext db, string statement, DateTimeOffset now, CancellationToken stop)
    {
        if (SealKeyService.Usable(await db.Set<SealKey>().AsNoTracking().ToListAsync(stop), now) is not { } seal) return null;
        var key = keys.Open(seal);
        return await CmsBuilder.SignAsync(key, CryptographicOperations.HashData(key.Hash, Encoding.UTF8.GetBytes(statement)), stop);
    }

    /// <summary>The zone's anchors, each with what its signature is worth: it must hold, and be of a certificate that is the zone's.</summary>
    public static async Task<IReadOnlyList<CheckedAnchor>> CheckedAsync(PortalDbContext db, CancellationToken stop)
    {
        var seals = await db.Set<SealKey>().AsNoTracking().ToListAsync(stop);
        var anchors = await db.Set<AuditAnchor>().AsNoTracking().OrderBy(a => a.Day).ToListAsync(stop);
        return [.. anchors.Select(a => new CheckedAnchor(a, IsSigned(a.Statement, a.Signature, seals), seals.Exists(s => s.AddedAt <= a.MadeAt && s.ValidFromAt <= a.MadeAt && a.MadeAt <= s.ValidUntilAt)))];
    }

    /// <summary>The signature holds, and is of one of these seals.</summary>
    public static bool IsSigned(string statement, byte[]? signature, IEnumerable<SealKey> seals)
    {
        if (signature is null) return false;
        var verdict = CmsVerifier.Verify(signature, Encoding.UTF8.GetBytes(statement), []);
        return verdict is { Intact: true, NamesItsCertificate: true, Signer: { } signer } && seals.Any(s => s.Certificate.AsSpan().SequenceEqual(signer.RawData));
    }
}
