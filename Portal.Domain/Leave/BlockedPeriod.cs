using Portal.Common;

namespace Portal.Leave;

/// <summary>Days on which a zone, or a unit with all below it, grants no leave: a carnival, an election, a summit.</summary>
/// <param name="UnitId">The unit; null blocks the whole zone.</param>
public sealed record BlockedPeriod(DateRange Days, Guid? UnitId = null, string Reason = "")
{
    /// <summary>True when it stands in the way of somebody's leave.</summary>
    /// <param name="units">The person's unit and the ones above it.</param>
    public bool Blocks(DateRange asked, IReadOnlyCollection<Guid> units) => Days.Overlaps(asked) && (UnitId is not { } unit || units.Contains(unit));

    /// <summary>Refuses leave on blocked days; the staff office may book it all the same.</summary>
    public static Result Check(IEnumerable<BlockedPeriod> blocked, DateRange asked, IReadOnlyCollection<Guid> units, LeaveActor actor) =>
        !actor.IsStaffOffice && blocked.Where(b => b.Blocks(asked, units)).MinBy(b => b.Days.From) is { } first ? LeaveErrors.Blocked(first.Days.From, first.Days.To) : Result.Ok;
}
