namespace Portal.Audit.Watch;

/// <summary>Knows when somebody was to work.</summary>
public interface IPlannedDuty
{
    /// <summary>Hours of the day in Belgium, 0 to 23, in which the person was to work; null when no duty is planned in the portal.</summary>
    Task<IReadOnlySet<int>?> HoursOfAsync(Guid person, DateOnly day, CancellationToken stop);
}

/// <summary>Until duty is planned in the portal: nothing is known, and the person's own habit counts.</summary>
sealed class NoPlannedDuty : IPlannedDuty
{
    public Task<IReadOnlySet<int>?> HoursOfAsync(Guid person, DateOnly day, CancellationToken stop) => Task.FromResult<IReadOnlySet<int>?>(null);
}
