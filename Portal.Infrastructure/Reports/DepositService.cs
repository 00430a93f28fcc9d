using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>What an application says of the document that it deposits.</summary>
/// <param name="ExternalReference">What the application calls it: with its key it names one document for good.</param>
/// <param name="Title">What it is, without whom it is about.</param>
/// <param name="Language">One of the zone's; null for the first.</param>
public sealed record Deposit(string? ExternalReference, string? Title, string? Language, string? CaseNumber);

/// <summary>How far a deposited document is.</summary>
/// <param name="State"><c>waiting</c>, <c>sealed</c> or <c>failed</c>.</param>
/// <param name="Problem">Code of what stood in the way at the last try, or null.</param>
/// <param name="Reference">Of the report, once it is sealed; so are those that follow.</param>
/// <param name="Sha256">Of the sealed file, in hexadecimal.</param>
/// <param name="WithdrawnAt">When the zone withdrew it, or null.</param>
public sealed record DepositState(
    string ExternalReference, string State, string? Problem, string? Reference, DateTimeOffset? SealedAt, string? Sha256, int? Size, string? VerificationAddress, DateOnly? KeptUntilOn, DateTimeOffset? WithdrawnAt);

/// <param name="IsNew">False when the same was deposited before.</param>
/// <param name="Signatures">Seals and signatures that the document had already; they are kept.</param>
public sealed record Deposited(DepositState State, bool IsNew, int Signatures);

/// <summary>Takes in documents of other police applications, to be sealed and kept as reports. Asked again it answers the same.</summary>
public sealed class DepositService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, ReportComposer composer, ReportOrders orders, VerificationAddress address, AuditTrail audit, TimeProvider clock)
{
    public const int MostBytes = ReportCheck.MostBytes;

    public async Task<Result<Deposited>> DepositAsync(Deposit asked, byte[] content, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Deposit) || user.KeyIdOrNone is not { } key) return Error.Forbidden;
        if (asked.ExternalReference is not { Length: > 0 and <= ReportOrder.ExternalReferenceLength } reference || !reference.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-')) return ReportErrors.ExternalReferenceInvalid;
        if (asked.Title?.Trim() is not { Length: > 0 and <= ReportOrder.TitleLength } title || title.Any(char.IsControl)) return ReportErrors.TitleInvalid(ReportOrder.TitleLength);
        if (asked.CaseNumber is { Length: > WorkPurpose.CaseNumberLength }) return PurposeErrors.CaseNumberTooLong(WorkPurpose.CaseNumberLength);
        var zone = (await zones.FindAsync(tenant.Code, stop))!;
        var languages = zone.DocumentLanguages.Split(' ');
        if (asked.Language is { } spoken && !languages.Contains(spoken)) return ReportErrors.NotALanguageOfTheZone;
        if (content.Length > MostBytes) return ReportErrors.FileTooLarge(ReportCheck.MostMegabytes);
        var judged = await composer.WorkAsync(() => DepositedFile.Judge(content), stop);
        if (!judged.Succeeded) return judged.Error;
        var hash = SHA256.HashData(content);
        if (await KnownAsync(key, reference, content, hash, stop) is { } known) return known.Succeeded ? new Deposited(known.Value, false, judged.Value.Signatures) : known.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var order = new ReportOrder(
            zone.Code, ReportKind.Deposited, asked.Language ?? languages[0], title, Guid.CreateVersion7(now), null, ConsultationPurpose.Prosecution, string.IsNullOrWhiteSpace(asked.CaseNumber) ? null : asked.CaseNumber.Trim(),
            await orders.KeptUntilAsync(ReportKind.Deposited, stop), now).DepositedBy(key, reference, hash);
        db.AddRange(order, new ReportOrderContent(order, content));
        audit.RecordUnder(db, order.Purpose, order.CaseNumber, ReportActions.Deposited, order, new { reference, title, sha256 = Convert.ToHexStringLower(hash), judged.Value.Signatures });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException e) when (database.IsDuplicate(e))
        {
            // The same at once: one was first.
            return await KnownAsync(key, reference, content, hash, stop) is { } first ? first.Succeeded ? new Deposited(first.Value, false, judged.Value.Signatures) : first.Error : ReportErrors.ChangedMeanwhile;
        }

        return new Deposited(StateOf(order, null), true, judged.Value.Signatures);
    }

    public async Task<Result<DepositState>> FindAsync(string reference, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Deposit) || user.KeyIdOrNone is not { } key) return Error.NotFound;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (order, report) = await LoadAsync(db, key, reference, stop);
        return order is null && report is null ? Error.NotFound : StateOf(order, report);
    }

    /// <summary>The sealed file, for the application that deposited it.</summary>
    public async Task<Result<IssuedFile>> OpenAsync(string reference, CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.Deposit) || user.KeyIdOrNone is not { } key) return Error.NotFound;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (order, report) = await LoadAsync(db, key, reference, stop);
        if (report is null) return order is null ? Error.NotFound : ReportErrors.NotSealedYet;
        var content = await db.Set<ReportFile>().Where(f => f.ReportId == report.Id).Select(f => f.Content).SingleAsync(stop);
        await audit.ConsultedAsync(ReportActions.Opened, nameof(Report), report.Id, (ConsultationPurpose?)null, details: new { reference = report.Reference, title = report.Title }, stop: stop);
        return new IssuedFile(ReportQueries.FileNameOf(report), content);
    }

    /// <summary>What was deposited under the reference before; null when nothing was. The sealed file begins with what was deposited, so that it is known even when the order has gone.</summary>
    async Task<Result<DepositState>?> KnownAsync(Guid key, string reference, byte[] content, byte[] hash, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (order, report) = await LoadAsync(db, key, reference, stop);
        if (order is null && report is null) return null;
        var same = order?.ContentSha256 is { } kept ? kept.AsSpan().SequenceEqual(hash)
            : (await db.Set<ReportFile>().Where(f => f.ReportId == report!.Id).Select(f => f.Content).SingleAsync(stop)).AsSpan().StartsWith(content);
        return same ? StateOf(order, report) : ReportErrors.DepositDiffers;
    }

    static async Task<(ReportOrder? Order, Report? Report)> LoadAsync(PortalDbContext db, Guid key, string reference, CancellationToken stop) => (
        await db.Set<ReportOrder>().AsNoTracking().SingleOrDefaultAsync(o => o.KeyId == key && o.ExternalReference == reference, stop),
        await db.Set<Report>().AsNoTracking().SingleOrDefaultAsync(r => r.KeyId == key && r.ExternalReference == reference, stop));

    DepositState StateOf(ReportOrder? order, Report? report) => report is not null
        ? new(report.ExternalReference!, "sealed", null, report.Reference, report.SealedAt, Convert.ToHexStringLower(report.Sha256), report.Size, address(report.Reference, report.VerificationCode), report.KeptUntilOn, report.WithdrawnAt)
        : new(order!.ExternalReference!, order.State == ReportOrderState.Failed ? "failed" : "waiting", order.Problem, null, null, null, null, null, order.KeptUntilOn, null);
}
