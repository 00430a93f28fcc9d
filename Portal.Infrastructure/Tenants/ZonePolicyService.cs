using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity.Roles;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants;

/// <summary>What the zone wants to decide.</summary>
public sealed record PolicyInput(bool SecondFactorRequired, int SessionHours, Guid? DefaultApproverId, bool PublishesDirectory);

/// <summary>Changes what a zone decides for itself.</summary>
public sealed class ZonePolicyService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, DirectoryCards cards, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <param name="version">The version that the person saw; 0 where nothing was decided yet.</param>
    public async Task<Result> ChangeAsync(int version, PolicyInput input, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManagePolicy)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var policy = await db.PolicyAsync(tenant.Code, clock, stop);
        if (policy.Version != version) return PolicyErrors.ChangedMeanwhile;
        var (before, published) = (Facts(policy), policy.PublishesDirectory);
        if (input.SecondFactorRequired && !policy.SecondFactorRequired && await ZonePolicyQueries.Weak(db).AnyAsync(p => p.Id == user.Id, stop)) return PolicyErrors.LocksYouOut;
        var today = Brussels.DayOf(clock.GetUtcNow());
        if (input.DefaultApproverId is { } approver && approver != policy.DefaultApproverId
            && (await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == approver, stop))?.IsHere(today) != true) return PolicyErrors.ApproverUnknown;
        if (policy.Decide(input.SecondFactorRequired, input.SessionHours, input.DefaultApproverId, input.PublishesDirectory) is { Succeeded: false } refused) return refused;
        if (before.Equals(Facts(policy))) return Result.Ok;
        if (policy.PublishesDirectory != published) await cards.RewriteAsync(db, policy.PublishesDirectory, stop);
        audit.Record(db, PolicyActions.Changed, policy, details: new { before, after = Facts(policy) });
        return await db.TrySaveAsync(database, PolicyErrors.ChangedMeanwhile, ZoneErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    static object Facts(ZonePolicy p) => new { p.SecondFactorRequired, p.SessionHours, p.DefaultApproverId, p.PublishesDirectory };
}
