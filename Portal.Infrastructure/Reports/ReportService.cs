using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Reports.Signing;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>
/// Numbers, seals and keeps what was ordered. All of it is one transaction: a crash before its end leaves neither a gap nor a number given twice, and the order waits as before.
/// </summary>
/// <remarks>
/// The zone's count stays locked while the document is composed, because each page shows the number. Only other reports of the same zone wait for it.
/// Composing before the lock and again when another node took the number would cost more than that wait.
/// </remarks>
public sealed class ReportService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, SealKeys keys, ReportComposer composer,
    VerificationAddress address, AuditTrail audit, Notifier notifier, TimeProvider clock, ILogger<ReportService> log)
{
    /// <summary>Name of the signature field for the zone's seal.</summary>
    public const string SealField = "Seal";

    /// <summary>Tries an order that is due, in a scope of its zone that nobody acts in.</summary>
    /// <returns>True when it is sealed; false when it is not, or another node has it.</returns>
    public async Task<bool> SealAsync(Guid id, CancellationToken stop)
    {
        if (await ClaimAsync(id, stop) is not { } order) return false;
        try
        {
            if (await TrySealAsync(order, stop) is not { } error) return true;
            await EndAsync(order, now =>
            {
                if (error == ReportErrors.NoSeal || error == ReportErrors.SealUnusable) order.AwaitSeal(error, now);
                else order.Fail(error, forGood: true, now);
            });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndAsync(order, order.Release);
            throw;
        }
        catch (DbUpdateConcurrencyException)
        {
            // The claim had run out, and another node has it.
        }
        catch (Exception e) // one document's fault must not hold up the others
        {
            log.LogError(e, "Report order {Order} of {Tenant} failed at try {Try}", order.Id, order.Tenant, order.Attempts);
            await EndAsync(order, now => order.Fail(ReportErrors.NotComposed, forGood: false, now));
        }

        return false;
    }

    async Task<ReportOrder?> ClaimAsync(Guid id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        if (await db.Set<ReportOrder>().SingleOrDefaultAsync(o => o.Id == id && o.State == ReportOrderState.Waiting && o.NextTryAt <= now, stop) is not { } order) return null;
        order.Claim(now);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null; // another node was first
        }

        if (order.OrderedBy is { } person) user.Become(person, await db.Set<Person>().Where(p => p.Id == person).Select(p => p.DisplayName).SingleOrDefaultAsync(stop) ?? "", new HashSet<string>());
        else if (order.KeyId is { } key) user.BecomeKey(key, "", new HashSet<string>());
        return order;
    }

    /// <summary>Null when it is sealed.</summary>
    async Task<Error?> TrySealAsync(ReportOrder claimed, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (SealKeyService.Usable(await db.Set<SealKey>().AsNoTracking().ToListAsync(stop), clock.GetUtcNow()) is not { } seal) return ReportErrors.NoSeal;
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

        var zone = (await zones.FindAsync(tenant.Code, stop))!;
        var year = Brussels.DayOf(clock.GetUtcNow()).Year;
        await BeginYearAsync(year, stop);
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            // Done already, when the answer to the commit was all that got lost.
            if (await db.Set<ReportOrder>().SingleOrDefaultAsync(o => o.Id == claimed.Id && o.Version == claimed.Version, stop) is not { } order) return null;
            // Locks the zone's count until the end: who comes second waits, and gets the next number or, if this fails, the same.
            await db.Set<ReportCount>().Where(c => c.Year == year).ExecuteUpdateAsync(c => c.SetProperty(x => x.Last, x => x.Last + 1), stop);
            var number = await db.Set<ReportCount>().Where(c => c.Year == year).Select(c => c.Last).SingleAsync(stop);
            var at = clock.GetUtcNow(); // in the order of the numbers
            if (Brussels.DayOf(at).Year != year) throw new InvalidOperationException("The year ended while the report waited for its number.");
            if (order.ReplacesId is { } replaced && await ReportOrders.WhyNotReplacedAsync(db, replaced, stop) is { } why) return why;
            var content = await db.Set<ReportOrderContent>().AsNoTracking().Where(c => c.OrderId == order.Id).Select(c => c.Content).SingleAsync(stop);
            if (order.Kind != ReportKind.Deposited && await composer.Of(order.Kind).OutdatedAsync(db, content, stop) is { } outdated) return outdated; // the number goes back with the transaction
            var (code, reference) = (ReportCodes.New(), Report.ReferenceOf(zone.Code, year, number));
            var (title, file) = await MakeAsync(order, content, new(reference, at, seal.Name) { VerificationAddress = address(reference, code) }, key, zone.NameIn(order.Language), stop);
            var report = new Report(
                zone.Code, order.Kind, year, number, order.Language, ReportOrders.Short(title), order.SubjectId, order.OrderedBy, SHA256.HashData(file), file.Length, seal.Name, order.KeptUntilOn, code, at);
            if (order.KeyId is { } application) report.DepositedBy(application, order.ExternalReference!);
            if (order.ReplacesId is { } earlier) report.Replaces(await db.Set<Report>().AsNoTracking().SingleAsync(r => r.Id == earlier, stop));
            db.AddRange(report, new ReportFile(report, file));
            await db.Set<ReportOrderContent>().Where(c => c.OrderId == order.Id).ExecuteDeleteAsync(stop);
            order.Seal(report.Id, at);
            audit.RecordUnder(db, order.Purpose, order.CaseNumber, ReportActions.Sealed, report, new { report.Reference, report.Title, report.Language, Order = order.Id });
            if (order.OrderedBy is { } person) await notifier.NotifyAsync(db, [person], NoticeKinds.ReportSealed, [reference], AddressOf(order), stop);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return null;
        });
    }

    /// <summary>The sealed file and what it is called in lists.</summary>
    async Task<(string Title, byte[] File)> MakeAsync(ReportOrder order, byte[] content, Issue issue, ISigningKey key, string location, CancellationToken stop)
    {
        if (order.Kind == ReportKind.Deposited) return (order.Title, await PdfSigner.AddSealAsync(content, key, new(issue.SealedBy, issue.Reference, location, issue.At), stop));
        var (document, plain) = await composer.ComposeAsync(order.Kind, content, issue, stop);
        return (document.ListTitle, await PdfSigner.SealAsync(plain, SealField, key, new(issue.SealedBy, document.Title, location, issue.At), stop));
    }

    /// <summary>Notes how a try ended; does nothing when the claim has run out and another node has it.</summary>
    async Task EndAsync(ReportOrder order, Action<DateTimeOffset> say)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            db.Attach(order);
            say(clock.GetUtcNow());
            if (order is { State: ReportOrderState.Failed, OrderedBy: { } person }) await notifier.NotifyAsync(db, [person], NoticeKinds.ReportFailed, [order.Title], AddressOf(order), CancellationToken.None);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is DbUpdateConcurrencyException || database.IsUnavailable(e))
        {
            log.LogWarning("How the try of report order {Order} ended could not be noted; the claim ends by itself", order.Id);
        }
    }

    static string AddressOf(ReportOrder order) => $"/zones/{order.Tenant}/reports/orders/{order.Id}";

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
