using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Reports.Signing;
using Portal.Tenants;

namespace Portal.Audit;

/// <summary>What a document about a part of the audit tells.</summary>
/// <param name="People">Names of those whom the lines name.</param>
/// <param name="Export">The file that proves itself, which the document carries.</param>
/// <param name="SealedBy">Name in the certificate of the seal.</param>
public sealed record ProofFacts(
    TenantInfo Zone, string Language, ProofRange Range, IReadOnlyList<AuditLine> Lines, IReadOnlyDictionary<Guid, string> People, byte[] Export, string SealedBy, DateTimeOffset At)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Export));
}

/// <summary>Makes the document about a part of the audit, with the file that proves it inside, under the zone's seal.</summary>
public sealed class AuditProofDocument(
    IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, ZoneDirectory zones, SealKeys keys, AuditProof proof, TimeProvider clock, ILogger<AuditProofDocument> log)
{
    /// <param name="range">What has begun.</param>
    /// <param name="language">Asked for; the zone's first one when it issues no documents in it.</param>
    /// <param name="compose">Has an empty signature field named <see cref="ReportService.SealField"/>.</param>
    public async Task<Result<byte[]>> SealAsync(ProofRange range, string language, Func<ProofFacts, ReportDocument> compose, CancellationToken stop = default)
    {
        var (zone, now) = ((await zones.FindAsync(tenant.Code, stop))!, clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (SealKeyService.Usable(await db.Set<SealKey>().AsNoTracking().ToListAsync(stop), now) is not { } seal) return ReportErrors.NoSeal;
        Pkcs12SigningKey key;
        try
        {
            key = keys.Open(seal);
        }
        catch (CryptographicException e)
        {
            log.LogError(e, "The seal key {Key} does not open: the portal's protection keys are not those that encrypted it", seal.Id);
            return ReportErrors.SealUnusable;
        }

        var lines = await proof.LinesAsync(range, stop);
        var named = lines.Select(l => l.PersonId).OfType<Guid>().Distinct().ToList();
        var people = await db.Set<Person>().AsNoTracking().Where(p => named.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
        using var export = new MemoryStream();
        await proof.WriteAsync(range, export, stop);
        var issued = zone.DocumentLanguages.Split(' ');
        var spoken = issued.Contains(language) ? language : issued[0];
        var document = compose(new(zone, spoken, range, lines, people, export.ToArray(), seal.Name, now));
        return await PdfSigner.SealAsync(ReportWriter.Write(document), ReportService.SealField, key, new(seal.Name, document.Title, zone.NameIn(spoken), now), stop);
    }
}
