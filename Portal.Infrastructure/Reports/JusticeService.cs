using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>A package that may be written: its reports, and under which purpose.</summary>
public sealed record JusticePackage(Guid Id, IReadOnlyList<JusticeRow> Reports, WorkPurpose Purpose, DateTimeOffset At);

/// <summary>Hands out what zones handed over to Justice. Before the first byte of a report leaves, its zone has a receipt, and both sides a line in the audit.</summary>
public sealed class JusticeService(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, JusticeQueries queries, PurposeService purposes, TenantScopes scopes, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Reports of one package.</summary>
    public const int MostReports = 100;

    /// <summary>Megabytes of one package.</summary>
    public const int MostMegabytes = 500;

    static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task<Result<IssuedFile>> TakeAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.ReadReleased)) return Error.NotFound;
        if (await purposes.OfShiftAsync(stop) is not { } purpose) return PurposeErrors.Needed;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await queries.OfAsync(db, [id], stop) is not [var report] || await queries.FileAsync(db, report.Zone, id, stop) is not { } content) return Error.NotFound;
        await NoteAsync(report, SHA256.HashData(content), null, purpose, stop);
        return new IssuedFile(NameOf(report), content);
    }

    /// <summary>Whether these may be taken along together. Nothing is handed out yet.</summary>
    public async Task<Result<JusticePackage>> BeginAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.ReadReleased)) return Error.NotFound;
        if (ids.Count == 0) return ReportErrors.PackageEmpty;
        if (ids.Count > MostReports) return ReportErrors.PackageTooLarge(MostReports, MostMegabytes);
        if (await purposes.OfShiftAsync(stop) is not { } purpose) return PurposeErrors.Needed;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var reports = await queries.OfAsync(db, ids, stop);
        if (reports.Count == 0) return Error.NotFound;
        if (reports.Sum(r => (long)r.Size) > MostMegabytes * 1024L * 1024) return ReportErrors.PackageTooLarge(MostReports, MostMegabytes);
        var now = clock.GetUtcNow();
        return new JusticePackage(Guid.CreateVersion7(now), reports, purpose, now);
    }

    /// <summary>Writes the package, one report after the other: the files, what they are (manifest.json) and their checksums as <c>sha256sum -c</c> reads them.</summary>
    public async Task WriteAsync(JusticePackage package, Stream output, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.ReadReleased)) return;
        await using var passing = new PassingStream(output);
        await using (var zip = new ZipArchive(passing, ZipArchiveMode.Create, leaveOpen: true)) await WriteAsync(package, zip, passing, stop);
        await passing.PassOnAsync(stop);
    }

    async Task WriteAsync(JusticePackage package, ZipArchive zip, PassingStream passing, CancellationToken stop)
    {
        var (sums, told) = (new StringBuilder(), new List<object>());
        foreach (var report in package.Reports)
        {
            await using var db = await contexts.CreateDbContextAsync(stop); // one file in memory at a time
            if (await queries.FileAsync(db, report.Zone, report.Id, stop) is not { } content) continue; // its last day ended meanwhile
            var hash = SHA256.HashData(content);
            await NoteAsync(report, hash, package, package.Purpose, stop);
            Add(zip, NameOf(report), content, CompressionLevel.NoCompression); // what is compressed already is not tried again
            await passing.PassOnAsync(stop);
            var sha256 = Convert.ToHexStringLower(hash);
            sums.Append(sha256).Append("  ").Append(NameOf(report)).Append('\n');
            told.Add(new { report.Reference, report.Zone, Kind = report.Kind.ToString(), report.Language, report.Title, report.SealedAt, report.ReleasedAt, report.WithdrawnAt, File = NameOf(report), report.Size, sha256 });
        }

        var manifest = new { Package = package.Id, MadeAt = package.At, Reader = user.Name, Purpose = package.Purpose.Purpose.ToString(), package.Purpose.CaseNumber, Reports = told };
        Add(zip, "manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest, Readable), CompressionLevel.Fastest);
        Add(zip, "SHA256SUMS", Encoding.ASCII.GetBytes(sums.ToString()), CompressionLevel.Fastest);
    }

    void Add(ZipArchive zip, string name, byte[] content, CompressionLevel level)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = clock.GetUtcNow();
        using var stream = entry.Open();
        stream.Write(content);
    }

    /// <summary>The receipt and a line for the zone, and a line here.</summary>
    async Task NoteAsync(JusticeRow report, byte[] hash, JusticePackage? package, WorkPurpose purpose, CancellationToken stop)
    {
        var (reader, sha256) = (tenant.Code, Convert.ToHexStringLower(hash));
        object details = new { reference = report.Reference, sha256, package = package?.Id, reader };
        await scopes.InAsync(report.Zone, new HashSet<string>(), async services =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            db.Add(new ReportReceipt(report.Zone, report.Id, reader, user.Id, package?.Id, hash, clock.GetUtcNow()));
            services.GetRequiredService<AuditTrail>().RecordUnder(db, purpose.Purpose, purpose.CaseNumber, ReportActions.TakenByJustice, nameof(Report), report.Id, details);
            await db.SaveChangesAsync(stop);
            return true;
        });
        await audit.ConsultedAsync(ReportActions.TakenByJustice, nameof(Report), report.Id, purpose, details, stop: stop);
    }

    static string NameOf(JusticeRow report) => $"{report.Reference.Replace('/', '-')}-{report.Language}.pdf";
}
