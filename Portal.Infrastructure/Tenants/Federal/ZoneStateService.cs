using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants.Federal;

/// <summary>Decisions about a zone's state: made with a reason, told to the zone's administrators, applied on their day, taken back before it.</summary>
public sealed class ZoneStateService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, TenantScopes tenants, CurrentUser user, AuditTrail audit, TimeProvider clock, ILogger<ZoneStateService> log)
{
    /// <summary>How far back it is looked for what was not told.</summary>
    const int MadeUpDays = 30;

    static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>Decides that the zone moves on a day; when that is today it moves at once.</summary>
    /// <param name="version">The version that the person saw.</param>
    public async Task<Result> DecideAsync(string code, int version, ZoneState? state, DateOnly? on, string? reason, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageZones)) return Error.Forbidden;
        var (now, today) = (clock.GetUtcNow(), Brussels.DayOf(clock.GetUtcNow()));
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<TenantInfo>().SingleOrDefaultAsync(z => z.Code == code, stop) is not { } zone) return Error.NotFound;
        if (zone.Version != version) return ZoneErrors.ChangedMeanwhile;
        var pending = await db.Set<ZoneStateChange>().AsNoTracking().Where(c => c.ZoneCode == code && c.AppliedAt == null && c.WithdrawnAt == null)
            .OrderBy(c => c.EffectiveOn).ThenBy(c => c.DecidedAt).ToListAsync(stop);
        // What is decided for that day or earlier comes first.
        var expected = pending.Where(c => c.EffectiveOn <= on).Select(c => c.State).Prepend(zone.State).Last();
        var decided = ZoneStateChange.Decide(zone, expected, state, on, reason, user.Id, today, now);
        if (!decided.Succeeded) return decided.Error;
        db.Add(decided.Value);
        zone.Touch();
        audit.Record(db, ZoneActions.StateDecided, nameof(TenantInfo), zone.AuditId, decided.Value.Reason, new { code, state = decided.Value.State.ToString(), on });
        if (await db.TrySaveAsync(database, ZoneErrors.ChangedMeanwhile, ZoneErrors.ChangedMeanwhile, stop) is { } error) return error;
        try
        {
            await TellAsync(zone, decided.Value, CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The decision counts; the job tells the zone of it.
            log.LogError(fault, "Zone {Zone} moves to {State} and is not told yet", code, decided.Value.State);
        }

        if (decided.Value.EffectiveOn == today) await ApplyDueAsync(code, stop);
        return Result.Ok;
    }

    /// <summary>Takes a decision back before its day.</summary>
    public async Task<Result> WithdrawAsync(string code, int version, Guid id, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageZones)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<ZoneStateChange>().SingleOrDefaultAsync(c => c.Id == id && c.ZoneCode == code, stop) is not { } change) return Error.NotFound;
        var zone = await db.Set<TenantInfo>().SingleAsync(z => z.Code == code, stop);
        if (zone.Version != version) return ZoneErrors.ChangedMeanwhile;
        if (change.Withdraw(clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        zone.Touch(); // a node that applies it at this moment is told
        audit.Record(db, ZoneActions.StateWithdrawn, nameof(TenantInfo), zone.AuditId, change.Reason, new { code, state = change.State.ToString(), on = change.EffectiveOn });
        return await db.TrySaveAsync(database, ZoneErrors.ChangedMeanwhile, ZoneErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    /// <summary>Applies every decision whose day has come, in the order of days. The scope's tenant is the federal police.</summary>
    /// <param name="only">One zone; null for all.</param>
    /// <returns>How many zones moved.</returns>
    /// <exception cref="AggregateException">Decisions that failed; those of other zones are applied.</exception>
    public async Task<int> ApplyDueAsync(string? only = null, CancellationToken stop = default)
    {
        var today = Brussels.DayOf(clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(stop);
        var due = await db.Set<ZoneStateChange>().AsNoTracking().Where(c => c.AppliedAt == null && c.WithdrawnAt == null && c.EffectiveOn <= today && (only == null || c.ZoneCode == only))
            .OrderBy(c => c.EffectiveOn).ThenBy(c => c.DecidedAt).Select(c => new { c.Id, c.ZoneCode, c.State }).ToListAsync(stop);
        var moved = 0;
        var failures = new Dictionary<string, Exception>(StringComparer.Ordinal);
        foreach (var change in due.Where(c => !failures.ContainsKey(c.ZoneCode))) // a zone's later decisions wait for the one that failed
        {
            try
            {
                moved += await ApplyAsync(change.Id, change.ZoneCode, change.State, stop) ? 1 : 0;
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                log.LogError(e, "Zone {Zone} did not move to {State}; tried again with the next run", change.ZoneCode, change.State);
                failures.Add(change.ZoneCode, e);
            }
        }

        if (due.Count > 0) zones.Forget();
        return failures.Count == 0 ? moved : throw new AggregateException($"Decisions on zones failed: {string.Join(", ", failures.Keys)}", failures.Values);
    }

    /// <summary>One decision in one transaction. Two nodes at once: the version of the zone lets one of them through.</summary>
    async Task<bool> ApplyAsync(Guid id, string code, ZoneState wanted, CancellationToken stop)
    {
        ExceptionDispatchInfo? failed = null;
        await using var outer = await contexts.CreateDbContextAsync(stop);
        try
        {
            var moved = await outer.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                try
                {
                    return await MoveAsync(id, code, stop);
                }
                catch (Exception e) when (wanted == ZoneState.Erased)
                {
                    failed = ExceptionDispatchInfo.Capture(e); // an hour's work is not repeated at once: the job's next run does it
                    return false;
                }
            });
            failed?.Throw();
            return moved;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // another node did it, or somebody withdrew it
        }
    }

    async Task<bool> MoveAsync(Guid id, string code, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // The zone first: who applies or withdraws between the two questions has raised its version.
        var zone = await db.Set<TenantInfo>().SingleAsync(z => z.Code == code, stop);
        if (await db.Set<ZoneStateChange>().SingleOrDefaultAsync(c => c.Id == id && c.AppliedAt == null && c.WithdrawnAt == null, stop) is not { } change) return false;
        var (before, now) = (zone.State, clock.GetUtcNow());
        if (ZoneStates.After(before).Contains(change.State))
        {
            var certificate = change.State == ZoneState.Erased ? await database.EraseZoneAsync(db, zone.Code, change.Id, stop) : null;
            zone.MoveTo(change.State);
            change.Apply(now, certificate);
            audit.Record(db, ZoneActions.StateApplied, nameof(TenantInfo), zone.AuditId, change.Reason, new { code = zone.Code, before = before.ToString(), after = change.State.ToString() });
        }
        else
        {
            change.Withdraw(now); // the zone took another way meanwhile
            zone.Touch();
            audit.Record(db, ZoneActions.StateNotApplied, nameof(TenantInfo), zone.AuditId, change.Reason, new { code = zone.Code, state = before.ToString(), wanted = change.State.ToString() });
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return change.AppliedAt is not null;
    }

    /// <summary>Tells zones of decisions that were saved by a node which died before it told them. The scope's tenant is the federal police.</summary>
    /// <returns>How many decisions.</returns>
    public async Task<int> MakeUpAsync(CancellationToken stop)
    {
        var since = clock.GetUtcNow().AddDays(-MadeUpDays);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var recent = await db.Set<ZoneStateChange>().AsNoTracking().Where(c => c.WithdrawnAt == null && c.DecidedAt > since).Join(db.Set<TenantInfo>(), c => c.ZoneCode, z => z.Code, (c, z) => new { c, z })
            .OrderBy(x => x.c.DecidedAt).ToListAsync(stop);
        var told = 0;
        foreach (var decision in recent) told += await TellAsync(decision.z, decision.c, stop) ? 1 : 0;
        return told;
    }

    /// <summary>Tells the zone, inside it: a line in its audit, which says that it is told, and a notice to each administrator in the own language: soon they may not get in to read it.</summary>
    /// <returns>False when it was told before.</returns>
    Task<bool> TellAsync(TenantInfo zone, ZoneStateChange change, CancellationToken stop) => tenants.InAsync(zone.Code, Nothing, services =>
        services.GetRequiredService<IDbContextFactory<PortalDbContext>>().AloneAsync(database, "zone state " + change.Id, db => TellAsync(services, db, zone, change, stop), stop));

    async Task<bool> TellAsync(IServiceProvider services, PortalDbContext db, TenantInfo zone, ZoneStateChange change, CancellationToken stop)
    {
        var decision = change.Id.ToString();
        if (await db.Set<AuditLine>().AnyAsync(l => l.ObjectKind == nameof(TenantInfo) && l.ObjectId == zone.AuditId && l.Action == ZoneActions.StateDecided && l.Content!.Details!.Contains(decision), stop)) return false;
        services.GetRequiredService<AuditTrail>().RecordFor(
            db, change.DecidedBy, ZoneActions.StateDecided, nameof(TenantInfo), zone.AuditId, change.Reason, new { code = zone.Code, state = change.State.ToString(), on = change.EffectiveOn, decision });
        var (role, today) = (ZoneRoles.AdministratorOf(zone.Kind), Brussels.DayOf(clock.GetUtcNow()));
        var people = await db.Set<Membership>().AsNoTracking().Where(m => m.Role == role && (m.EndsOn == null || m.EndsOn >= today) && !db.Set<StaffMember>().Any(s => s.PersonId == m.PersonId && s.LeavesOn < today))
            .Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => new { p.Id, p.Language }).Distinct().ToListAsync(stop);
        var day = change.EffectiveOn.ToString("d/M/yyyy", CultureInfo.InvariantCulture);
        foreach (var group in people.GroupBy(p => p.Language))
        {
            var words = ZoneStateWords.Of(change.State, group.Key ?? zone.DefaultLanguage);
            await services.GetRequiredService<Notifier>().NotifyAsync(db, [.. group.Select(p => p.Id)], NoticeKinds.ZoneStateChanges, [day, words.Name, words.Effect, change.Reason], $"/zones/{zone.Code}/settings", stop);
        }

        await db.SaveChangesAsync(stop);
        return true;
    }
}
