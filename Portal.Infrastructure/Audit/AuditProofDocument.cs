using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;
using Portal.Tenants;

namespace Portal.Audit;

/// <summary>What a document about a part of the audit tells.</summary>
/// <param name="LastHash">Of the chain, at the last line.</param>
/// <param name="Export">The file that proves itself, which the document carries.</param>
public sealed record ProofFacts(ReportedZone Zone, string Language, ProofRange Range, IReadOnlyList<ProvedLine> Lines, byte[] LastHash, byte[] Export, string Author)
{
    [JsonIgnore]
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Export));
}

/// <summary>A line of the audit as the document prints it.</summary>
/// <param name="Person">By name; null for the portal itself.</param>
/// <param name="Words">Reason, details and address; null when they are erased.</param>
public sealed record ProvedLine(long Sequence, DateTimeOffset DoneAt, string? Person, string Action, string ObjectKind, Guid ObjectId, ConsultationPurpose? Purpose, string? CaseNumber, string? Words);

/// <summary>Has a part of the audit made a report, with the file that proves it inside.</summary>
public sealed class AuditProofDocument(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, AuditProof proof, ReportOrders orders)
{
    /// <summary>Letters of the words of a line that are printed; all of them stand in the file.</summary>
    const int Printed = 200;

    /// <param name="language">Asked for; the zone's first one when it issues no documents in it.</param>
    /// <returns>The identifier of the order.</returns>
    public async Task<Result<Guid>> OrderAsync(DateOnly from, DateOnly to, string language, CancellationToken stop = default)
    {
        var begun = await proof.BeginAsync(from, to, AuditProof.MostPrinted, stop);
        if (!begun.Succeeded) return begun.Error;
        var (range, zone) = (begun.Value, (await zones.FindAsync(tenant.Code, stop))!);
        var lines = await proof.LinesAsync(range, stop);
        var named = lines.Select(l => l.PersonId).OfType<Guid>().Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(stop);
        var people = await db.Set<Person>().AsNoTracking().Where(p => named.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
        using var export = new MemoryStream();
        await proof.WriteAsync(range, export, stop);
        var issued = zone.DocumentLanguages.Split(' ');
        var spoken = issued.Contains(language) ? language : issued[0];
        var facts = new ProofFacts(ReportedZone.Of(zone, spoken), spoken, range, [.. lines.Select(l => Of(l, people))], lines.Count == 0 ? [] : lines[^1].ChainHash!, export.ToArray(), user.Name);
        return await orders.OrderAsync(new(ReportKind.AuditProof, Guid.Empty, spoken, ConsultationPurpose.Control, null) { Details = new { From = from, To = to, range.First, range.Last } }, facts, stop);
    }

    static ProvedLine Of(AuditLine line, Dictionary<Guid, string> people) => new(
        line.Sequence!.Value, line.DoneAt, line.PersonId is { } person ? people.GetValueOrDefault(person) ?? person.ToString() : null, line.Action, line.ObjectKind, line.ObjectId, line.Purpose, line.CaseNumber,
        line.Content is null ? null : Short(string.Join(" · ", new[] { line.Reason, line.Details, line.Content.Address }.Where(t => !string.IsNullOrEmpty(t)))));

    static string Short(string text) => text.Length <= Printed ? text : text[..(char.IsHighSurrogate(text[Printed - 1]) ? Printed - 1 : Printed)] + "…";
}
