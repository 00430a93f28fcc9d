using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants;

/// <summary>What a zone wants to let another read.</summary>
public sealed record GrantInput(string? Grantee, string? Subject, string? Purpose, DateOnly? From, DateOnly? To);

/// <summary>Two zones agree on what one reads of the other: one offers, somebody else of the other accepts, and the first may end it at any moment. Both audits tell of it.</summary>
public sealed class GrantService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, TenantScopes scopes, GrantTelling telling, CurrentTenant tenant, CurrentUser user, AuditTrail audit,
    TimeProvider clock, ILogger<GrantService> log)
{
    static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    public async Task<Result<Guid>> OfferAsync(GrantInput input, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManageGrants)) return Error.Forbidden;
        var (now, today) = (clock.GetUtcNow(), Brussels.DayOf(clock.GetUtcNow()));
        var offered = ZoneGrant.Offer(tenant.Code, input.Grantee ?? "", input.Subject ?? "", input.Purpose, input.From, input.To, today, user.Id, now);
        if (!offered.Succeeded) return offered.Error;
        var grant = offered.Value;
        if (await zones.FindAsync(grant.Grantee, stop) is not { } other || !GrantQueries.IsOther(other, tenant.Code)) return GrantErrors.ZoneMissing;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ZoneGrant>().AnyAsync(g => g.Grantee == grant.Grantee && g.Subject == grant.Subject && g.RefusedAt == null && g.WithdrawnAt == null && g.StartsOn <= grant.EndsOn && g.EndsOn >= grant.StartsOn, stop))
            return GrantErrors.Exists;
        db.Add(grant);
        audit.Record(db, GrantActions.Offered, grant, details: GrantTelling.Facts(grant));
        if (await db.TrySaveAsync(database, GrantErrors.ChangedMeanwhile, GrantErrors.ChangedMeanwhile, stop) is { } error) return error;
        await TellAsync(grant, GrantActions.Offered);
        return grant.Id;
    }

    /// <summary>Says yes or no to another zone's offer. The row is the other zone's: it is changed there.</summary>
    /// <param name="from">Code of the zone that offers.</param>
    public async Task<Result> AnswerAsync(string from, Guid id, bool accept, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManageGrants)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await GrantQueries.AcrossZones(db).SingleOrDefaultAsync(g => g.Tenant == from && g.Id == id && g.Grantee == tenant.Code, stop) is not { } offer) return Error.NotFound;
        if (Brussels.DayOf(clock.GetUtcNow()) > offer.EndsOn) return GrantErrors.AlreadyOver;
        var action = accept ? GrantActions.Accepted : GrantActions.Refused;
        var answered = await scopes.InAsync(from, Nothing, async services =>
        {
            await using var theirs = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            if (await theirs.Set<ZoneGrant>().SingleOrDefaultAsync(g => g.Id == id, stop) is not { } grant) return Error.NotFound;
            if (grant.Answer(accept, user.Id, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
            services.GetRequiredService<AuditTrail>().Record(theirs, action, grant, details: GrantTelling.Facts(grant));
            await GrantTelling.NotifyAsync(services, theirs, from, NoticeKinds.GrantAnswered, await telling.NameAsync(tenant.Code, stop), stop);
            return await theirs.TrySaveAsync(database, GrantErrors.ChangedMeanwhile, GrantErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
        });
        if (!answered.Succeeded) return answered;
        await TellAsync(offer, action);
        return Result.Ok;
    }

    /// <summary>Takes a grant back, answered or not.</summary>
    public async Task<Result> WithdrawAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManageGrants)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ZoneGrant>().SingleOrDefaultAsync(g => g.Id == id, stop) is not { } grant) return Error.NotFound;
        if (grant.Withdraw(clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        audit.Record(db, GrantActions.Withdrawn, grant, details: GrantTelling.Facts(grant));
        if (await db.TrySaveAsync(database, GrantErrors.ChangedMeanwhile, GrantErrors.ChangedMeanwhile, stop) is { } error) return error;
        await TellAsync(grant, GrantActions.Withdrawn);
        return Result.Ok;
    }

    /// <summary>What follows once the grant itself is saved: it counts from then on, so that neither a fault here nor somebody who leaves the page may look as if nothing had been saved.</summary>
    async Task TellAsync(ZoneGrant grant, string action)
    {
        try
        {
            await telling.TellAsync(grant, action, user.Id, CancellationToken.None);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Grant {Grant} from {From} to {To}: {Action} is saved and not told yet; the job tells it", grant.Id, grant.Tenant, grant.Grantee, action);
        }
    }
}
