using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Retention;

/// <summary>Chooses how long a zone keeps a kind of data.</summary>
public sealed class RetentionService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <param name="seen">The number of days that the person saw in force.</param>
    public async Task<Result> DecideAsync(string kind, int? days, int seen, CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Decide)) return Error.Forbidden;
        if (RetentionKinds.Find(kind) is not { } found) return RetentionErrors.KindUnknown;
        // Reads and copies of hits are chosen with the zone's other facts.
        if (found == RetentionKinds.Reads || found == RetentionKinds.HitCopies) return RetentionErrors.NotASetting;
        if (RetentionRule.Check(found, days) is { } refused) return refused;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (rule, now) = (await db.Set<RetentionRule>().SingleOrDefaultAsync(r => r.Kind == kind, stop), clock.GetUtcNow());
        var before = rule?.Days ?? found.UsualDays;
        if (before != seen) return RetentionErrors.ChangedMeanwhile;
        if (before == days) return Result.Ok;
        if (rule is null) db.Add(rule = new RetentionRule(tenant.Code, kind, days!.Value, user.Id, now));
        else rule.Decide(days!.Value, user.Id, now);
        audit.Record(db, RetentionActions.DaysChanged, rule, details: new { kind, before, after = days });
        return await db.TrySaveAsync(database, RetentionErrors.ChangedMeanwhile, RetentionErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    /// <summary>Somebody takes the list of past runs along: written down first.</summary>
    public async Task<Result> BeginExportAsync(string? kind, CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Read)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        audit.Record(db, RetentionActions.Exported, nameof(PurgeRecord), Guid.Empty, details: kind is null ? null : new { kind });
        await db.SaveChangesAsync(stop);
        return Result.Ok;
    }
}
