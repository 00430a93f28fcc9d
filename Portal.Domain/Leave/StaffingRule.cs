using Portal.Common;

namespace Portal.Leave;

/// <summary>How many people with a function or qualification have to be there.</summary>
/// <param name="Minimum">People; 1 or more.</param>
/// <param name="UnitId">Of this unit and those below it; null is the whole zone.</param>
/// <param name="Function">Of this function; null is any.</param>
/// <param name="Qualification">With this qualification; null is any.</param>
/// <param name="Week">On which parts of which weekdays.</param>
/// <param name="Days">From when to when; null is always.</param>
public sealed record StaffingRule(string Name, int Minimum, WorkWeek Week, Guid? UnitId = null, string? Function = null, string? Qualification = null, DateRange? Days = null)
{
    /// <summary>The part of the day on which the minimum holds.</summary>
    public DayPart On(DateOnly day) => Days is { } days && !days.Contains(day) ? DayPart.None : Week[day.DayOfWeek];

    public bool Counts(StaffingMember member) =>
        (UnitId is not { } unit || member.Units.Contains(unit))
        && (Function is null || string.Equals(Function, member.Function, StringComparison.OrdinalIgnoreCase))
        && (Qualification is null || member.Qualifications.Contains(Qualification, StringComparer.OrdinalIgnoreCase));
}

/// <summary>Somebody who counts for staffing.</summary>
/// <param name="Units">The own unit and those above it.</param>
/// <param name="Absences">Approved leave, sickness and all else that keeps the person away; what waits does not belong here.</param>
public sealed record StaffingMember(Guid StaffId, IReadOnlyCollection<Guid> Units, string Function, IReadOnlyCollection<string> Qualifications, WorkCalendar Calendar, IReadOnlyCollection<LeaveSpan> Absences)
{
    /// <summary>The part of the day on which the person is at work.</summary>
    public DayPart PresentOn(DateOnly day) => Absences.Aggregate(Calendar.WorkedOn(day), (part, absence) => part & ~absence.PartOn(day));
}

/// <summary>One day of one rule: "leaves Saturday at 3 of 4".</summary>
/// <param name="Before">People there without the leave, in the part of the day with the fewest.</param>
/// <param name="After">People there with it.</param>
public sealed record StaffingDay(StaffingRule Rule, DateOnly Day, int Before, int After)
{
    public bool TooFew => After < Rule.Minimum;
}

/// <summary>What leave does to the staffing of its days.</summary>
public static class Staffing
{
    /// <summary>The days and rules for which the leave makes a difference, whether enough are left or not.</summary>
    /// <param name="applicant">Who asks; the absences may hold the asked leave or not.</param>
    /// <param name="colleagues">Everybody else of the zone or of the team.</param>
    public static IEnumerable<StaffingDay> Effect(LeaveSpan asked, StaffingMember applicant, IReadOnlyCollection<StaffingMember> colleagues, IEnumerable<StaffingRule> rules)
    {
        foreach (var rule in rules.Where(r => r.Counts(applicant)))
        {
            var others = colleagues.Where(c => c.StaffId != applicant.StaffId && rule.Counts(c)).ToList();
            foreach (var (day, part) in asked.Split())
            {
                // halves in which the rule holds and the applicant would be at work but for this leave
                var missed = rule.On(day) & part & applicant.Calendar.WorkedOn(day);
                var counts = new[] { DayPart.Morning, DayPart.Afternoon }.Where(h => (missed & h) != DayPart.None).Select(h => others.Count(o => (o.PresentOn(day) & h) != DayPart.None)).ToList();
                if (counts.Count > 0) yield return new StaffingDay(rule, day, counts.Min() + 1, counts.Min());
            }
        }
    }
}
