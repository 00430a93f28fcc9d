using Microsoft.EntityFrameworkCore;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Leave;

/// <summary>Somebody who may decide on one person's leave today.</summary>
/// <param name="ForId">The approver who is away; null when the approver decides.</param>
sealed record LeaveDecider(Guid StaffId, Guid? ForId, LeaveStanding Standing);

/// <summary>Who decides on whose leave on one day: the chief or leader of the staff list, who else is named for the unit, and for each who is away the deputy.</summary>
sealed class LeaveApprovers
{
    /// <summary>After every deputy that was named: who decides on the approver's own leave. Nobody's leave waits.</summary>
    const int LastResort = int.MaxValue;

    readonly Dictionary<Guid, (StaffPlace Place, string Name, Guid? PersonId)> people;
    readonly UnitTree units;
    readonly Guid? usual;
    readonly List<UnitApprover> named;
    readonly Dictionary<Guid, bool> stages;
    readonly bool twoStageInZone;
    readonly List<Deputyship> deputyships;
    readonly ILookup<Guid, LeaveSpan> absences;
    readonly DateOnly today;

    LeaveApprovers(
        Dictionary<Guid, (StaffPlace Place, string Name, Guid? PersonId)> people, UnitTree units, Guid? usual, List<UnitApprover> named, List<ApprovalSetting> settings, IEnumerable<Deputyship> deputyships,
        ILookup<Guid, LeaveSpan> absences, DateOnly today)
    {
        (this.people, this.units, this.usual, this.named, this.absences, this.today) = (people, units, usual, named, absences, today);
        (stages, twoStageInZone) = (settings.Where(s => s.UnitId is not null).ToDictionary(s => s.UnitId!.Value, s => s.TwoStage), settings.Exists(s => s.UnitId is null && s.TwoStage));
        this.deputyships = [.. deputyships];
        foreach (var away in people.Keys.Where(IsAway).ToList())
        {
            if (ApproverOf(away) is { } above) this.deputyships.Add(new(away, above, LastResort));
        }
    }

    public static async Task<LeaveApprovers> LoadAsync(PortalDbContext db, DateOnly today, CancellationToken stop)
    {
        var staff = await db.Set<StaffMember>().AsNoTracking().Select(s => new { s.Id, s.ChiefId, s.UnitId, s.EntersOn, s.LeavesOn, s.FirstName, s.LastName, s.PersonId }).ToListAsync(stop);
        return new(
            staff.ToDictionary(s => s.Id, s => (new StaffPlace(s.Id, s.ChiefId, s.UnitId, s.EntersOn, s.LeavesOn), s.FirstName + " " + s.LastName, s.PersonId)), await db.UnitTreeAsync(stop),
            await db.Set<ZonePolicy>().AsNoTracking().Select(p => p.DefaultApproverId).FirstOrDefaultAsync(stop), await db.Set<UnitApprover>().AsNoTracking().ToListAsync(stop),
            await db.Set<ApprovalSetting>().AsNoTracking().ToListAsync(stop), (await db.Set<ApprovalDeputy>().AsNoTracking().ToListAsync(stop)).Select(d => d.Deputyship),
            await db.AbsencesAsync(new(today, today), stop), today);
    }

    public string NameOf(Guid? staffId) => staffId is { } id && people.TryGetValue(id, out var person) ? person.Name : "";

    /// <summary>Accounts of staff members; who has none is left out.</summary>
    public IReadOnlyList<Guid> AccountsOf(IEnumerable<Guid> staff) => [.. staff.Select(s => people.TryGetValue(s, out var p) ? p.PersonId : null).OfType<Guid>().Distinct()];

    /// <summary>People of the same unit, who work here.</summary>
    public IReadOnlyList<(Guid Id, string Name)> TeamOf(Guid staffId) =>
        [.. people.Values.Where(p => p.Place.Id != staffId && p.Place.IsHere(today) && p.Place.UnitId is not null && p.Place.UnitId == people[staffId].Place.UnitId).OrderBy(p => p.Name, StringComparer.CurrentCulture).Select(p => (p.Place.Id, p.Name))];

    /// <summary>Who could stand in for somebody: people of the unit, and who leads another.</summary>
    public IReadOnlyList<(Guid Id, string Name)> CandidatesFor(Guid staffId) =>
        [.. TeamOf(staffId).Concat(units.InOrder().Select(u => u.Unit.LeaderId).OfType<Guid>().Where(l => l != staffId && people.TryGetValue(l, out var p) && p.Place.IsHere(today)).Select(l => (l, NameOf(l)))).DistinctBy(c => c.Item1).OrderBy(c => c.Item2, StringComparer.CurrentCulture)];

    /// <summary>The nearest unit's setting holds.</summary>
    public bool IsTwoStage(Guid applicant) =>
        units.Upwards(people[applicant].Place.UnitId).Where(u => stages.ContainsKey(u.Id)).Select(u => (bool?)stages[u.Id]).FirstOrDefault() ?? twoStageInZone;

    /// <summary>Who decides on somebody's leave today, the highest standing of each.</summary>
    public IReadOnlyList<LeaveDecider> For(Guid applicant)
    {
        var above = units.Upwards(people[applicant].Place.UnitId).Select(u => u.Id).ToHashSet();
        var chief = ChiefFor(applicant);
        var first = named.Where(n => n.Stage == 1 && above.Contains(n.UnitId)).Select(n => (Guid?)n.StaffId).Append(ApproverOf(applicant)).OfType<Guid>().Distinct();
        var second = SecondFor(applicant, above);
        var all = first.Select(a => (Id: a, Standing: LeaveStanding.Head)).Concat(second.Select(a => (Id: a, Standing: LeaveStanding.SecondStage)))
            .Select(a => a.Id == chief ? (a.Id, LeaveStanding.Chief) : a).ToList();
        var deciders = all.SelectMany(a => Deputies.Deciding(a.Id, applicant, today, deputyships, IsAway).Select(d => new LeaveDecider(d.StaffId, d.OnBehalfOf, a.Item2)));
        if (chief == applicant) deciders = deciders.Append(new(applicant, null, LeaveStanding.Chief));
        return [.. deciders.Where(d => people.TryGetValue(d.StaffId, out var p) && p.Place.IsHere(today)).OrderByDescending(d => d.Standing).ThenBy(d => d.ForId is not null).DistinctBy(d => d.StaffId)];
    }

    /// <summary>What one staff member is to a request of another.</summary>
    public (LeaveActor Actor, Guid? ForId) ActorOf(Guid? staffId, Guid applicant, bool isStaffOffice)
    {
        var decider = For(applicant).FirstOrDefault(d => d.StaffId == staffId);
        var answers = staffId is { } head && people.TryGetValue(head, out var place) && SecondFor(head, units.Upwards(place.Place.UnitId).Select(u => u.Id).ToHashSet()).Contains(applicant);
        return (new(decider?.Standing ?? LeaveStanding.None, staffId == applicant, isStaffOffice, answers), decider?.ForId);
    }

    /// <summary>Whether the person decides on anybody's leave, by rule or today as deputy.</summary>
    public bool DecidesAtAll(Guid staffId) => people.Keys.Any(p => p != staffId && For(p).Any(d => d.StaffId == staffId));

    IReadOnlyList<Guid> SecondFor(Guid applicant, IReadOnlySet<Guid> above)
    {
        if (!IsTwoStage(applicant)) return [];
        var second = named.Where(n => n.Stage == 2 && above.Contains(n.UnitId)).Select(n => n.StaffId).ToList();
        return second.Count > 0 ? second : ApproverOf(applicant) is { } head && ApproverOf(head) is { } next && next != applicant ? [next] : [];
    }

    /// <summary>Leads the unit at the top.</summary>
    Guid? ChiefFor(Guid applicant) => units.Upwards(people[applicant].Place.UnitId).LastOrDefault()?.LeaderId;

    Guid? ApproverOf(Guid applicant) => ApproverRule.Find(people[applicant].Place, i => people.TryGetValue(i, out var p) ? p.Place : null, units, usual, today).StaffId;

    bool IsAway(Guid staffId) => absences[staffId].Aggregate(DayPart.None, (part, absence) => part | absence.PartOn(today)) == DayPart.Full;
}
