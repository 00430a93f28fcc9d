using Portal.Common;

namespace Portal.Leave;

/// <summary>Who stands in for an approver, from when to when; it works by itself on the days on which the approver is away.</summary>
/// <param name="ApproverId">Staff member who decides.</param>
/// <param name="DeputyId">Staff member who decides instead.</param>
/// <param name="Order">The lowest that is here stands in; 1 or more.</param>
/// <param name="Days">When it holds at all; null is always.</param>
public sealed record Deputyship(Guid ApproverId, Guid DeputyId, int Order = 1, DateRange? Days = null);

/// <summary>Who decides on a day, and for whom.</summary>
/// <param name="OnBehalfOf">The approver who is away; null when the approver decides.</param>
public sealed record DecidingPerson(Guid StaffId, Guid? OnBehalfOf = null);

/// <summary>Finds who decides today: nobody's leave waits because somebody else is on leave.</summary>
public static class Deputies
{
    /// <summary>The approver, who may always decide, and while they are away the first deputy who is here; a deputy who is away as well is stood in for in turn.</summary>
    /// <param name="approver">Who decides by rule.</param>
    /// <param name="applicant">Never decides on the own leave, as deputy neither.</param>
    /// <param name="isAway">Absent all day on this day, whatever the kind.</param>
    public static IReadOnlyList<DecidingPerson> Deciding(Guid approver, Guid applicant, DateOnly day, IReadOnlyCollection<Deputyship> deputyships, Predicate<Guid> isAway)
    {
        List<DecidingPerson> deciding = [];
        if (approver != applicant) deciding.Add(new(approver));
        if ((isAway(approver) || approver == applicant) && Here(approver, [approver, applicant]) is { } deputy) deciding.Add(new(deputy, approver));
        return deciding;

        Guid? Here(Guid away, HashSet<Guid> seen)
        {
            var next = deputyships.Where(d => d.ApproverId == away && (d.Days is not { } days || days.Contains(day))).OrderBy(d => d.Order).Select(d => d.DeputyId).Where(seen.Add).ToList();
            return next.Exists(d => !isAway(d)) ? next.Find(d => !isAway(d)) : next.Select(d => Here(d, seen)).FirstOrDefault(d => d is not null);
        }
    }
}
