namespace Portal.Leave;

/// <summary>How far the days of new leave are taken already.</summary>
public enum LeaveOverlap
{
    None = 0,

    /// <summary>Some of its days clash.</summary>
    Partial = 1,

    /// <summary>Each of its days clashes.</summary>
    Full = 2,
}

/// <summary>Compares leave with what stands already: other leave and sickness.</summary>
public static class LeaveOverlaps
{
    /// <summary>A day clashes when one of its halves is in both; the other half of a booked half day is free.</summary>
    /// <param name="standing">What blocks; leave that has ended does not belong here.</param>
    public static LeaveOverlap With(LeaveSpan asked, IEnumerable<LeaveSpan> standing)
    {
        var near = standing.Where(s => s.Overlaps(asked)).ToList();
        if (near.Count == 0) return LeaveOverlap.None;
        return asked.Split().Where(d => d.Part != DayPart.None).All(d => near.Exists(s => (s.PartOn(d.Day) & d.Part) != DayPart.None)) ? LeaveOverlap.Full : LeaveOverlap.Partial;
    }
}
