using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>What a module wants to have composed, sealed and kept.</summary>
/// <param name="SubjectId">What the report is about.</param>
/// <param name="Language">One of the zone's.</param>
public sealed record ReportToOrder(ReportKind Kind, Guid SubjectId, string Language, ConsultationPurpose Purpose, string? CaseNumber)
{
    /// <summary>Last day on which it is kept; null for as long as the zone keeps its kind.</summary>
    public DateOnly? KeptUntilOn { get; init; }

    /// <summary>The draft that it is made from.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>The issued report that it will be a new edition of.</summary>
    public Guid? ReplacesId { get; init; }

    /// <summary>What helps to recognise it in the audit.</summary>
    public object? Details { get; init; }
}

/// <summary>Has reports made: what is ordered is sealed in the background, and <see cref="ReportOrderQueries"/> tells how far it is.</summary>
public sealed class ReportOrders(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, ReportComposer composer, RetentionDays kept, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Composes the report once for nobody, and orders it when that went well.</summary>
    /// <param name="facts">What the template of the kind tells; waits as JSON.</param>
    /// <returns>The identifier of the order.</returns>
    public async Task<Result<Guid>> OrderAsync<TFacts>(ReportToOrder asked, TFacts facts, CancellationToken stop = default) where TFacts : class
    {
        if (!user.May(ReportKinds.OrderedWith(asked.Kind))) return Error.Forbidden;
        var zone = (await zones.FindAsync(tenant.Code, stop))!;
        if (!zone.DocumentLanguages.Split(' ').Contains(asked.Language)) return ReportErrors.NotALanguageOfTheZone;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (asked.ReplacesId is { } replaced && await WhyNotReplacedAsync(db, replaced, stop) is { } why) return why;
        var (content, now) = (ReportFacts.Write(facts), clock.GetUtcNow());
        var sample = new Issue(Report.ReferenceOf(zone.Code, now.Year, 99_999), now, zone.NameIn(asked.Language)) { VerificationAddress = "https://portal.example/verify" };
        var tried = await composer.TryAsync(asked.Kind, content, sample, stop);
        if (!tried.Succeeded) return tried.Error;
        var until = asked.KeptUntilOn ?? await KeptUntilAsync(asked.Kind, stop);
        var order = new ReportOrder(zone.Code, asked.Kind, asked.Language, Short(tried.Value), asked.SubjectId, user.Id, asked.Purpose, asked.CaseNumber, until, now).From(asked.DraftId, asked.ReplacesId);
        db.AddRange(order, new ReportOrderContent(order, content));
        audit.RecordUnder(db, order.Purpose, order.CaseNumber, ReportActions.Ordered, order, asked.Details ?? new { order.Title, order.Language });
        await db.SaveChangesAsync(stop);
        return order.Id;
    }

    /// <summary>One that failed, or waits, is tried again now. For who ordered it.</summary>
    public async Task<Result> TryAgainAsync(Guid id, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ReportOrder>().SingleOrDefaultAsync(o => o.Id == id && o.OrderedBy == user.IdOrNone && o.OrderedBy != null, stop) is not { } order) return Error.NotFound;
        if (!user.May(ReportKinds.OrderedWith(order.Kind))) return Error.Forbidden;
        var again = order.TryAgain(clock.GetUtcNow());
        if (!again.Succeeded) return again;
        audit.RecordUnder(db, order.Purpose, order.CaseNumber, ReportActions.OrderTriedAgain, order);
        return await db.TrySaveAsync(database, ReportErrors.OrderNotWaiting, ReportErrors.OrderNotWaiting, stop) is { } failed ? failed : Result.Ok;
    }

    /// <summary>Last day on which a report of this kind is kept that is sealed today.</summary>
    internal async Task<DateOnly> KeptUntilAsync(ReportKind kind, CancellationToken stop = default) =>
        Brussels.DayOf(clock.GetUtcNow()).AddDays(await kept.OfAsync(ReportKinds.KeptAs(kind), stop));

    /// <summary>Null when the report may get a new edition.</summary>
    internal static async Task<Error?> WhyNotReplacedAsync(PortalDbContext db, Guid replaced, CancellationToken stop) =>
        !await db.Set<Report>().AnyAsync(r => r.Id == replaced, stop) ? Error.NotFound
        : await db.Set<Report>().AnyAsync(r => r.ReplacesId == replaced, stop) ? ReportErrors.AlreadyReplaced : null;

    internal static string Short(string title) => title.Length > ReportOrder.TitleLength ? title[..ReportOrder.TitleLength] : title;
}
