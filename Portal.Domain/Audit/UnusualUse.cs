using Portal.Common;

namespace Portal.Audit;

/// <summary>In what way somebody's consultations of a day stand out. Stored as its number.</summary>
public enum UnusualUseKind
{
    /// <summary>Far more than the person's usual number.</summary>
    Volume = 1,

    /// <summary>Outside the hours in which the person works; without planned duty, outside the zone's usual hours.</summary>
    OutsideDuty = 2,

    /// <summary>Records of colleagues, looked at by somebody who does not manage them.</summary>
    OwnColleagues = 3,
}

/// <summary>Consultations of one person on one day that the data protection officer should look at. It accuses nobody.</summary>
public sealed class UnusualUse : Entity
{
    public const int NoteLength = 500;

    UnusualUse() { }

    public UnusualUse(string tenant, DateOnly day, Guid personId, UnusualUseKind kind, int found, double usual, DateTimeOffset now) : base(tenant, now) =>
        (Day, PersonId, Kind, Found, Usual, FoundAt) = (day, personId, kind, found, usual, now);

    /// <summary>The day in Belgium.</summary>
    public DateOnly Day { get; private set; }

    public Guid PersonId { get; private set; }

    public UnusualUseKind Kind { get; private set; }

    /// <summary>Consultations found.</summary>
    public int Found { get; private set; }

    /// <summary>What is usual a day.</summary>
    public double Usual { get; private set; }

    public DateTimeOffset FoundAt { get; private set; }

    /// <summary>What the data protection officer found out; null while nobody has looked.</summary>
    public string? Note { get; private set; }

    public Guid? SettledBy { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public void Settle(string note, Guid by, DateTimeOffset now) => (Note, SettledBy, SettledAt) = (note, by, now);

    public void Reopen() => (Note, SettledBy, SettledAt) = (null, null, null);
}
