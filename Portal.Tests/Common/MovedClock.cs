namespace Portal.Tests;

/// <summary>The time of the machine, or later.</summary>
public sealed class MovedClock : TimeProvider
{
    TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    /// <summary>Until disposed.</summary>
    public IDisposable Later(TimeSpan by)
    {
        ahead = by;
        return new Back(this);
    }

    sealed class Back(MovedClock clock) : IDisposable
    {
        public void Dispose() => clock.ahead = TimeSpan.Zero;
    }
}
