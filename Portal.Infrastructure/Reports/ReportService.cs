using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Reports.Pdf;
using Portal.Reports.Signing;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>What a module wants to have issued.</summary>
/// <param name="SubjectId">What the report is about.</param>
/// <param name="KeptUntilOn">Last day on which it is kept.</param>
/// <param name="Details">What helps to recognise it in the audit.</param>
/// <param name="Compose">Makes the document; it has an empty signature field named <see cref="ReportService.SealField"/>.</param>
public sealed record ReportToIssue(
    ReportKind Kind, Guid SubjectId, string Language, DateOnly KeptUntilOn, WorkPurpose Purpose, object Details, Func<Issue, ReportDocument> Compose)
{
    /// <summary>Asked in the transaction that seals: why what the document tells is not so any more, or null.</summary>
    public Func<PortalDbContext, CancellationToken, Task<Error?>> Outdated { get; init; } = (_, _) => Task.FromResult<Error?>(null);
}

/// <summary>What a report says of its own issue.</summary>
/// <param name="SealedBy">Name in the certificate of the seal.</param>
public sealed record Issue(string Reference, DateTimeOffset At, string SealedBy)
{
    /// <summary>Shown to receivers as text and QR code: where they have the report verified. Null where it cannot be, as in a draft.</summary>
    public string? VerificationAddress { get; init; }

    /// <summary>Nothing is issued: each page must say so.</summary>
    public bool IsDraft { get; init; }
}

/// <summary>
/// Numbers, seals and keeps reports. The number is given in the transaction that keeps the sealed file: a crash before its end leaves neither a gap nor a number given twice.
/// </summary>
public sealed class ReportService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, SealKeys keys, AuditTrail audit, TimeProvider clock, ILogger<ReportService> log)
{
    /// <summary>Name of the signature field for the zone's seal.</summary>
    public const string SealField = "Seal";

    public async Task<Result<Report>> IssueAsync(ReportToIssue order, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Write)) return Error.Forbidden;
        var zone = (await zones.FindAsync(tenant.Code, stop))!;
        if (!zone.DocumentLanguages.Split(' ').Contains(order.Language)) return ReportErrors.NotALanguageOfTheZone;
        var now = clock.GetUtcNow();
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

        var year = Brussels.DayOf(now).Year;
        await BeginYearAsync(year, stop);
        return await db.Database.CreateExecutionStrategy().ExecuteAsync<Result<Report>>(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            // Locks the zone's count until the end: who comes second waits, and gets the next number or, if this fails, the same.
            await db.Set<ReportCount>().Where(c => c.Year == year).ExecuteUpdateAsync(c => c.SetProperty(x => x.Last, x => x.Last + 1), stop);
            var number = await db.Set<ReportCount>().Where(c => c.Year == year).Select(c => c.Last).SingleAsync(stop);
            var at = clock.GetUtcNow(); // in the order of the numbers
            if (await order.Outdated(db, stop) is { } outdated) return outdated; // the number goes back with the transaction
            var document = order.Compose(new(Report.ReferenceOf(zone.Code, year, number), at, seal.Name));
            var details = new SealDetails(seal.Name, document.Title, zone.NameIn(order.Language), at);
            var file = await PdfSigner.SealAsync(ReportWriter.Write(document), SealField, key, details, stop);
            var report = new Report(
                zone.Code, order.Kind, year, number, order.Language, document.ListTitle, order.SubjectId, user.Id, SHA256.HashData(file), file.Length, seal.Name, order.KeptUntilOn, ReportCodes.New(), at);
            db.AddRange(report, new ReportFile(report, file));
            audit.Record(db, ReportActions.Sealed, report, details: order.Details, purpose: order.Purpose);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return report;
        });
    }

    /// <summary>The first report of a year makes its count; two at once make one.</summary>
    async Task BeginYearAsync(int year, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReportCount>().AnyAsync(c => c.Year == year, stop)) return;
        db.Add(new ReportCount(tenant.Code, year));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException e) when (database.IsDuplicate(e))
        {
            // Another report of the year came first.
        }
    }
}
