using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;
using Quartz;

namespace Portal.Identity.Access.Jobs;

public sealed record DecideRequests(string Zone, Guid RunId);

/// <summary>Carries a bulk decision out, a hundred requests at a time: decisions, invitations, mails, audit and progress of a hundred are one save. Stopped at any point, it goes on from there:
/// what is decided no longer waits, and what was left out bears the decision's name. Of two runs of one decision the slower finds its hundred changed and looks again.</summary>
public sealed class DecideRequestsJob(
    IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, ZoneDirectory zones, AccessDecisions decisions, StaffMatcher matcher, Notifier notifier, AuditTrail audit, IDatabaseProvider database, TimeProvider clock,
    ILogger<DecideRequestsJob> log) : IJob<DecideRequests>
{
    public const int BatchSize = 100;

    /// <summary>People decide meanwhile; a hundred that meets such a decision is done again.</summary>
    const int Attempts = 10;

    public async ValueTask Execute(IJobExecutionContext context, DecideRequests input, CancellationToken cancellationToken = default)
    {
        tenant.Choose(input.Zone);
        for (var attempt = 1; ;)
        {
            try
            {
                if (!await GoOnAsync(input.RunId, cancellationToken)) return;
                attempt = 1;
            }
            catch (DbUpdateException fault) when (attempt < Attempts && (fault is DbUpdateConcurrencyException || database.IsDuplicate(fault)))
            {
                log.LogInformation("Decision {Run} of zone {Zone} met another; looking again", input.RunId, input.Zone);
                attempt++;
            }
        }
    }

    /// <returns>False when there is nothing more to do.</returns>
    async Task<bool> GoOnAsync(Guid id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<AccessRun>().SingleOrDefaultAsync(r => r.Id == id && r.FinishedAt == null && r.StoppedAt == null, stop) is not { } run) return false;
        if ((await zones.NowAsync(stop)).GetValueOrDefault(tenant.Code)?.State is var state && state is null || !ZoneStates.TakesDecisions(state.Value))
        {
            decisions.End(db, run, state ?? ZoneState.Erased);
            await db.SaveChangesAsync(stop);
            return false;
        }

        var (filter, roles) = AccessFilter.Parse(run.Filter);
        var batch = await filter.Apply(db, db.Set<AccessRequest>()).Where(r => r.RequestedAt <= run.StartedAt && (r.RunId == null || r.RunId != id)).OrderBy(r => r.Id).Take(BatchSize).ToListAsync(stop);
        if (batch.Count == 0)
        {
            await FinishAsync(db, run, stop);
            return false;
        }

        // The staff list of now: what stands in the requests may be as old as they are.
        await matcher.MatchAsync(db, batch, stop);
        var inUnit = filter.Unit is { } unit ? await UnitAsync(db, unit, batch, stop) : null;
        var taken = run.Approves ? await decisions.TakenAsync(db, batch, [.. batch.Select(r => r.StaffId).OfType<Guid>()], stop) : null;
        var email = await db.Set<Person>().Where(p => p.Id == run.StartedBy).Select(p => p.Email).SingleOrDefaultAsync(stop);
        var done = 0;
        foreach (var request in batch)
        {
            var result = request.IsBy(run.StartedBy, email) ? AccessErrors.OwnRequest
                : run.Approves && request.Match != StaffMatch.Certain ? AccessErrors.NotCertain
                : filter.Match is { } match && request.Match != match || inUnit is not null && (request.StaffId is not { } staff || !inUnit.Contains(staff)) ? AccessErrors.NoLongerFits
                : !run.Approves ? await decisions.RefuseAsync(db, request, run.StartedBy, run.Reason, id, stop)
                : await decisions.ApproveAsync(db, request, request.StaffId, roles, run.StartedBy, run.Reason, id, taken!, stop);
            if (result.Succeeded) done++;
            else request.LeaveOut(id, result.Error);
        }

        run.Advance(done, batch.Count - done);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Those of the batch's staff members who are in the unit.</summary>
    static async Task<HashSet<Guid>> UnitAsync(PortalDbContext db, Guid unit, IEnumerable<AccessRequest> batch, CancellationToken stop)
    {
        var staff = batch.Select(r => r.StaffId).OfType<Guid>().ToList();
        return [.. await db.Set<StaffMember>().Where(s => staff.Contains(s.Id) && s.UnitId == unit).Select(s => s.Id).ToListAsync(stop)];
    }

    async Task FinishAsync(PortalDbContext db, AccessRun run, CancellationToken stop)
    {
        run.Finish(clock.GetUtcNow());
        audit.RecordFor(db, run.StartedBy, AccessActions.RunFinished, run, run.Reason, new { run.Approves, run.Done, run.Skipped });
        string Count(int n) => n.ToString(CultureInfo.InvariantCulture);
        await notifier.NotifyAsync(db, [run.StartedBy], NoticeKinds.AccessRunFinished, [Count(run.Done), Count(run.Skipped)], $"/zones/{tenant.Code}/access-requests/runs/{run.Id}", stop);
        await db.SaveChangesAsync(stop);
    }
}
