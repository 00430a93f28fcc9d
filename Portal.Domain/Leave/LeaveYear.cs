using Portal.Common;

namespace Portal.Leave;

/// <summary>That a leave year of somebody is open, and until when what was carried over into it can be used. The days stand in the ledger.</summary>
public sealed class LeaveYear : Entity
{
    public const int NoteLength = 300;

    LeaveYear() { }

    /// <param name="fullYear">Days of a full year of service.</param>
    /// <param name="expiresOn">First day on which carried-over days are lost; null when they are not.</param>
    public LeaveYear(string tenant, Guid staffId, int year, decimal fullYear, DateOnly? expiresOn, DateTimeOffset now) : base(tenant, now) =>
        (StaffId, Year, FullYear, ExpiresOn) = (staffId, year, fullYear, expiresOn);

    public Guid StaffId { get; private set; }

    public int Year { get; private set; }

    public decimal FullYear { get; private set; }

    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>Why this person may use carried-over days longer; null when they may not.</summary>
    public CarryOverGround? ExtensionGround { get; private set; }

    public string? ExtensionNote { get; private set; }

    /// <summary>First day on which the days may be taken; null is 1 January.</summary>
    public DateOnly? ValidFromOn { get; private set; }

    /// <summary>Last day on which the days may be taken; null is 31 December.</summary>
    public DateOnly? ValidToOn { get; private set; }

    /// <summary>When its rest went over into the next year.</summary>
    public DateTimeOffset? TurnedAt { get; private set; }

    /// <summary>The days can be used longer than by rule.</summary>
    public void Extend(CarryOverGround ground, string? note, DateOnly expiresOn) => (ExtensionGround, ExtensionNote, ExpiresOn) = (ground, note, expiresOn);
}

/// <summary>A stored line of the ledger: never changed, only followed by another.</summary>
public sealed class LeaveLedgerEntry : Entity
{
    public const int GroundLength = 300;

    LeaveLedgerEntry() { }

    public LeaveLedgerEntry(string tenant, Guid staffId, int year, LedgerEntry entry, Guid? by, Guid? importId, DateTimeOffset now) : base(tenant, now)
    {
        (StaffId, Year, EffectiveOn, Kind, Pot, Days, RequestId) = (staffId, year, entry.On, entry.Kind, entry.Pot, entry.Days, entry.RequestId);
        (Ground, AddedBy, AddedAt, ImportId) = (entry.Ground.Length > GroundLength ? entry.Ground[..GroundLength] : entry.Ground, by, now, importId);
    }

    public Guid StaffId { get; private set; }

    /// <summary>The leave year whose balance it moves.</summary>
    public int Year { get; private set; }

    public DateOnly EffectiveOn { get; private set; }

    public LedgerEntryKind Kind { get; private set; }

    public LedgerPot Pot { get; private set; }

    public decimal Days { get; private set; }

    public string Ground { get; private set; } = null!;

    public Guid? RequestId { get; private set; }

    /// <summary>Account; null when a job or a file added it.</summary>
    public Guid? AddedBy { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    public Guid? ImportId { get; private set; }

    public LedgerEntry Entry => new(EffectiveOn, Kind, Days, Ground, Pot, RequestId);
}
