using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>Decides on requests inside a save: one by one for a person, by the hundred for a job. Whoever calls it has asked for the permission.</summary>
public sealed class AccessDecisions(InvitationWriter writer, Outbox outbox, WriteRefusal write, ZoneDirectory zones, CurrentTenant tenant, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Who is in already, of those who ask: by address, account and staff record.</summary>
    public async Task<TakenAddresses> TakenAsync(PortalDbContext db, IReadOnlyCollection<AccessRequest> requests, IReadOnlyCollection<Guid> staff, CancellationToken stop)
    {
        var (now, today) = (clock.GetUtcNow(), Brussels.DayOf(clock.GetUtcNow()));
        var emails = requests.Select(r => r.Email).ToList();
        var accounts = emails.ConvertAll(e => e.ToUpperInvariant());
        var people = requests.Select(r => r.PersonId).OfType<Guid>().ToList();
        var invited = await db.Set<Invitation>().Where(i => (emails.Contains(i.Email) || staff.Contains(i.StaffId!.Value)) && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .Select(i => new { i.Email, i.StaffId }).ToListAsync(stop);
        var members = await (from m in db.Set<Membership>()
                             join p in db.Set<Person>() on m.PersonId equals p.Id
                             where (m.EndsOn == null || m.EndsOn >= today) && (accounts.Contains(p.NormalizedEmail!) || people.Contains(p.Id))
                             select new { p.Id, p.NormalizedEmail }).Distinct().ToListAsync(stop);
        return new(invited.Select(i => i.Email).ToHashSet(), invited.Select(i => i.StaffId).OfType<Guid>().ToHashSet(), members.Select(m => m.NormalizedEmail!).ToHashSet(), members.Select(m => m.Id).ToHashSet());
    }

    /// <summary>Ends a bulk decision of a zone in which nobody decides any more.</summary>
    public void End(PortalDbContext db, AccessRun run, ZoneState state)
    {
        if (run.Stop(clock.GetUtcNow()).Succeeded) audit.RecordFor(db, null, AccessActions.RunStopped, run, details: new { run.Done, run.Skipped, run.Total, state = state.ToString() });
    }

    /// <summary>Approves: an invitation with its mail.</summary>
    public async Task<Result> ApproveAsync(PortalDbContext db, AccessRequest request, Guid? staffId, string roles, Guid by, string? reason, Guid? run, TakenAddresses taken, CancellationToken stop)
    {
        if (taken.Members.Contains(request.Email.ToUpperInvariant()) || (request.PersonId is { } person && taken.People.Contains(person))) return InvitationErrors.AlreadyMember;
        if (taken.Invited.Contains(request.Email) || (staffId is { } staff && taken.Staff.Contains(staff))) return InvitationErrors.AlreadyInvited;
        if (request.Decide(approves: true, by, reason, run, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        await writer.AddAsync(db, request.Email, request.Name, request.Language, roles, staffId, request.Id, by, stop);
        audit.RecordFor(db, by, AccessActions.Approved, request, reason, new { request.Name, request.Email, Match = request.Match.ToString(), roles });
        taken.Invited.Add(request.Email);
        if (staffId is { } given) taken.Staff.Add(given);
        return Result.Ok;
    }

    /// <summary>Refuses: a mail with the reason.</summary>
    public async Task<Result> RefuseAsync(PortalDbContext db, AccessRequest request, Guid by, string reason, Guid? run, CancellationToken stop)
    {
        if (request.Decide(approves: false, by, reason, run, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        var zone = await zones.FindAsync(tenant.Code, stop) ?? throw new InvalidOperationException("A tenant without a record.");
        await outbox.AddAsync(db, AccessMailKinds.Refusal, request.PersonId, request.Email, request.Language, language => write(language, zone, request.Name, reason), stop);
        audit.RecordFor(db, by, AccessActions.Refused, request, reason, new { request.Name, request.Email });
        return Result.Ok;
    }
}

/// <summary>Addresses, staff members and accounts that need no second invitation.</summary>
public sealed record TakenAddresses(ISet<string> Invited, ISet<Guid> Staff, ISet<string> Members, ISet<Guid> People);
