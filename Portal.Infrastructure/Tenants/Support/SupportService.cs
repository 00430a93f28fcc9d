using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Identity.Roles;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants.Support;

/// <summary>The federal police ask, the zone answers, and both may end it. The row is the zone's; both audits tell of it.</summary>
public sealed class SupportService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, TenantScopes scopes, PermissionHolders holders, Notifier notifier, CurrentTenant tenant, CurrentUser user,
    AuditTrail audit, SupportTelling telling, TimeProvider clock, ILogger<SupportService> log)
{
    static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>Asks a zone to be let in.</summary>
    public async Task<Result<Guid>> AskAsync(string? code, string? reason, SupportScope? scope, int? minutes, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.AskSupport)) return Error.Forbidden;
        if (await zones.FindAsync(code?.Trim() ?? "", stop) is not { } zone) return SupportErrors.ZoneMissing;
        var now = clock.GetUtcNow();
        var asked = SupportAccess.Ask(zone, user.Id, user.Name, reason, scope, minutes, now);
        if (!asked.Succeeded) return asked.Error;
        var access = asked.Value;
        var saved = await scopes.InAsync(zone.Code, Nothing, async there =>
        {
            await using var db = await there.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            await there.GetRequiredService<Administrators>().CountAsync(db, stop); // of two requests at the same moment one is told of the other
            var (me, today) = (user.Id, Brussels.DayOf(now));
            if (await db.Set<Membership>().AnyAsync(m => m.PersonId == me && (m.EndsOn == null || m.EndsOn >= today), stop)) return SupportErrors.HasRole;
            var mine = await db.Set<SupportAccess>().AsNoTracking().Where(s => s.AskedBy == me && s.EndedAt == null && s.RefusedAt == null).ToListAsync(stop);
            if (mine.Any(s => s.IsOpen(now) || s.IsWaiting(now))) return SupportErrors.Exists;
            db.Add(access);
            there.GetRequiredService<AuditTrail>().Record(db, SupportActions.Asked, access, access.Reason, SupportTelling.Facts(access));
            await there.GetRequiredService<Notifier>().NotifyAsync(db, await AnswerersAsync(db, me, stop), NoticeKinds.SupportAsked, [user.Name, access.Reason], $"/zones/{zone.Code}/support", stop);
            return await db.TrySaveAsync(database, SupportErrors.ChangedMeanwhile, SupportErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
        });
        if (!saved.Succeeded) return saved.Error;
        await TellAsync(access, SupportActions.Asked);
        return access.Id;
    }

    /// <summary>Who asked takes the request back, or ends the access.</summary>
    public async Task<Result> LeaveAsync(string code, Guid id, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.AskSupport)) return Error.Forbidden;
        if (!TenantInfo.IsCode(code)) return Error.NotFound;
        var me = user.Id;
        return await LeaveAsync(code, id, me, stop);
    }

    /// <summary>Who is in the zone under it ends it there and then.</summary>
    public async Task<Result> LeaveNowAsync(CancellationToken stop = default) =>
        user.Support is { } support ? await LeaveAsync(tenant.Code, support.AccessId, user.Id, stop) : Error.NotFound;

    /// <summary>The zone lets in.</summary>
    public Task<Result> LetInAsync(Guid id, CancellationToken stop = default) =>
        AnswerAsync(id, SupportActions.LetIn, (access, now) => access.LetIn(user.Id, now), stop);

    public Task<Result> RefuseAsync(Guid id, CancellationToken stop = default) =>
        AnswerAsync(id, SupportActions.Refused, (access, now) => access.Refuse(user.Id, now), stop);

    /// <summary>The zone ends it at once.</summary>
    public Task<Result> EndAsync(Guid id, CancellationToken stop = default) =>
        AnswerAsync(id, SupportActions.Ended, (access, now) => access.IsOpen(now) ? access.End(user.Id, now) : SupportErrors.AlreadyOver, stop);

    /// <summary>Writes down, once for each access, that the zone was entered under it.</summary>
    public async Task EnteredAsync(CancellationToken stop = default)
    {
        if (user.Support is not { } support) return;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<AuditLine>().AnyAsync(l => l.ObjectKind == nameof(SupportAccess) && l.ObjectId == support.AccessId && l.Action == SupportActions.Entered, stop)) return;
        audit.Record(db, SupportActions.Entered, nameof(SupportAccess), support.AccessId);
        await db.SaveChangesAsync(stop);
    }

    async Task<Result> LeaveAsync(string code, Guid id, Guid me, CancellationToken stop)
    {
        SupportAccess? left = null;
        var action = SupportActions.Ended;
        var done = await scopes.InAsync(code, Nothing, async there =>
        {
            await using var db = await there.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            if (await db.Set<SupportAccess>().SingleOrDefaultAsync(s => s.Id == id && s.AskedBy == me, stop) is not { } access) return Error.NotFound;
            if (access.GrantedAt is null) action = SupportActions.TakenBack;
            if (access.End(me, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
            there.GetRequiredService<AuditTrail>().Record(db, action, access, details: SupportTelling.Facts(access));
            await there.GetRequiredService<Notifier>().NotifyAsync(db, access.AnsweredBy is { } one ? [one] : [], NoticeKinds.SupportEnded, [access.AskedByName], $"/zones/{code}/support", stop);
            left = access;
            return await db.TrySaveAsync(database, SupportErrors.ChangedMeanwhile, SupportErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
        });
        if (!done.Succeeded) return done;
        await TellAsync(left!, action);
        return Result.Ok;
    }

    async Task<Result> AnswerAsync(Guid id, string action, Func<SupportAccess, DateTimeOffset, Result> change, CancellationToken stop)
    {
        if (!user.May(TenantPermissions.AnswerSupport)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<SupportAccess>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } access) return Error.NotFound;
        if (change(access, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        audit.Record(db, action, access, access.Reason, SupportTelling.Facts(access));
        if (await db.TrySaveAsync(database, SupportErrors.ChangedMeanwhile, SupportErrors.ChangedMeanwhile, stop) is { } error) return error;
        await TellAsync(access, action);
        return Result.Ok;
    }

    /// <summary>The time of an access has passed, or nobody answered: noted on both sides, and told to both.</summary>
    internal async Task NoteEndAsync(Guid id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<SupportAccess>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } access || !access.IsToBeNoted(clock.GetUtcNow())) return;
        access.NoteEnd();
        var action = access.GrantedAt is null ? SupportActions.Unanswered : SupportActions.Ended;
        audit.Record(db, action, access, details: SupportTelling.Facts(access));
        await notifier.NotifyAsync(db, access.AnsweredBy is { } one ? [one] : [], NoticeKinds.SupportEnded, [access.AskedByName], $"/zones/{tenant.Code}/support", stop);
        if (await db.TrySaveAsync(database, SupportErrors.ChangedMeanwhile, SupportErrors.ChangedMeanwhile, stop) is not null) return; // somebody ended it at this moment
        await TellAsync(access, action);
    }

    async Task<IReadOnlyList<Guid>> AnswerersAsync(PortalDbContext db, Guid asker, CancellationToken stop) => [.. (await holders.OfAsync(db, TenantPermissions.AnswerSupport, stop)).Where(p => p != asker)];

    /// <summary>What follows once the access itself is saved: it counts from then on, and the other side hears of it within minutes whatever stands in the way now.</summary>
    async Task TellAsync(SupportAccess access, string action)
    {
        try
        {
            await telling.TellAsync(access, action, user.IdOrNone);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Support access {Access} to {Zone}: {Action} is saved, and told to the side that asked by a job", access.Id, access.Tenant, action);
        }
    }
}
