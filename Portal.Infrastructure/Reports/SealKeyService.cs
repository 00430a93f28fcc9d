using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Reports.Signing;
using Portal.Reports.Verification;

namespace Portal.Reports;

/// <summary>A zone's seal as its administrator sees it; the key itself is never shown.</summary>
/// <param name="InUse">Seals what is issued now.</param>
public sealed record SealKeyRow(Guid Id, string Name, string Issuer, string Fingerprint, DateTimeOffset ValidFromAt, DateTimeOffset ValidUntilAt, DateTimeOffset AddedAt, bool InUse);

/// <summary>The keys of the zone's seal.</summary>
public sealed class SealKeyService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, SealKeys keys, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Bytes of a PKCS#12 file with one key and its chain.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>P-256, P-384 and P-521: others are as long, but not what readers of PDF files know.</summary>
    static readonly string?[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    static readonly X509KeyUsageFlags[] Sealing = [X509KeyUsageFlags.DigitalSignature, X509KeyUsageFlags.NonRepudiation];

    public async Task<IReadOnlyList<SealKeyRow>> ListAsync(CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.ManageSeal)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var all = await db.Set<SealKey>().AsNoTracking().OrderByDescending(k => k.AddedAt).Take(50).ToListAsync(stop);
        var inUse = Usable(all, clock.GetUtcNow())?.Id;
        return [.. all.Select(k => new SealKeyRow(k.Id, k.Name, k.Issuer, Convert.ToHexStringLower(SHA256.HashData(k.Certificate)), k.ValidFromAt, k.ValidUntilAt, k.AddedAt, k.Id == inUse))];
    }

    /// <summary>The zone can seal at this moment; said to everybody who orders reports.</summary>
    public async Task<bool> CanSealAsync(CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<SealKey>().AnyAsync(k => k.ValidFromAt <= now && now <= k.ValidUntilAt, stop);
    }

    /// <summary>Takes a key with its certificate and chain. It seals from now on; those before stay, for what they sealed.</summary>
    /// <param name="pkcs12">The file that the provider of the certificate issued.</param>
    public async Task<Result> AddAsync(byte[] pkcs12, string password, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.ManageSeal)) return Error.Forbidden;
        if (pkcs12.Length > MostBytes) return ReportErrors.KeyUnreadable;
        var read = Read(tenant.Code, pkcs12, password, user.Id);
        if (!read.Succeeded) return read.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        foreach (var waiting in await db.Set<ReportOrder>().Where(o => o.State == ReportOrderState.Waiting && (o.Problem == ReportErrors.NoSeal.Code || o.Problem == ReportErrors.SealUnusable.Code)).ToListAsync(stop))
            waiting.TryAgain(now);
        db.Add(read.Value);
        audit.Record(db, ReportActions.SealKeyAdded, read.Value, details: new { read.Value.Name, read.Value.Issuer, read.Value.ValidUntilAt });
        return await db.TrySaveAsync(database, ReportErrors.ChangedMeanwhile, ReportErrors.ChangedMeanwhile, stop) is { } failed ? failed : Result.Ok;
    }

    /// <summary>Judges a key and makes it ready to be stored.</summary>
    /// <param name="addedBy">Null for the demonstration.</param>
    public Result<SealKey> Read(string zone, byte[] pkcs12, string password, Guid? addedBy)
    {
        try
        {
            using var key = Pkcs12SigningKey.Load(pkcs12, password);
            var (certificate, now) = (key.Certificate, clock.GetUtcNow());
            var (from, until) = (new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
            if (now < from) return ReportErrors.KeyNotValidNow(from);
            if (now > until) return ReportErrors.KeyNotValidNow(until);
            using var rsa = certificate.GetRSAPublicKey();
            using var elliptic = certificate.GetECDsaPublicKey();
            if (rsa is { KeySize: < 2048 } || (elliptic is not null && !Curves.Contains(elliptic.ExportParameters(false).Curve.Oid.Value))) return ReportErrors.KeyTooWeak;
            if ((rsa is null && elliptic is null) || !CertificateTrust.IsOfPurpose(certificate)) return ReportErrors.KeyNotForSealing;
            if (certificate.RawData.Length + key.Chain.Sum(c => c.RawData.Length) > PdfSigner.Reserve / 2) return ReportErrors.KeyUnreadable; // its chain would not fit into a seal
            if (certificate.Extensions.OfType<X509KeyUsageExtension>().Any(u => !Array.Exists(Sealing, s => u.KeyUsages.HasFlag(s)))) return ReportErrors.KeyNotForSealing;
            return new SealKey(zone, Short(certificate.GetNameInfo(X509NameType.SimpleName, false)), Short(certificate.GetNameInfo(X509NameType.SimpleName, true)),
                certificate.RawData, keys.Protect(key), from, until, addedBy, now);
        }
        catch (CryptographicException)
        {
            return ReportErrors.KeyUnreadable;
        }
    }

    /// <summary>The newest that is valid now.</summary>
    internal static SealKey? Usable(IEnumerable<SealKey> all, DateTimeOffset now) => all.Where(k => k.ValidFromAt <= now && now <= k.ValidUntilAt).MaxBy(k => k.AddedAt);

    static string Short(string name) => name.Length > SealKey.NameLength ? name[..SealKey.NameLength] : name;
}
