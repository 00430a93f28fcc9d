namespace Portal.Audit;

/// <summary>What can be wrong with a chain. The numbers are not stored.</summary>
public enum AuditFaultKind
{
    /// <summary>A line is not what was chained.</summary>
    Changed = 1,

    /// <summary>The words of a line are not those whose hash it keeps.</summary>
    ContentChanged = 2,

    /// <summary>Numbers are missing between two lines.</summary>
    Removed = 3,

    /// <summary>A line stands at a place that is not its own.</summary>
    Moved = 4,

    /// <summary>A line waits for its number longer than a minute.</summary>
    Unchained = 5,

    /// <summary>An anchor vouches for lines that are not there.</summary>
    TailCut = 6,

    /// <summary>The chain begins neither with 1 nor right after a signed anchor.</summary>
    WrongStart = 7,

    /// <summary>Lines went at an anchor, but before their time.</summary>
    CutTooEarly = 8,

    /// <summary>An anchor vouches for another chain than this.</summary>
    OtherChain = 9,

    /// <summary>The signature of an anchor does not hold, or is not of the zone's seal.</summary>
    Forged = 10,

    /// <summary>An anchor has no signature although the zone had a seal.</summary>
    NotSigned = 11,
}

/// <summary>Something that is wrong with a chain.</summary>
/// <param name="First">Number of the first line concerned; 0 for lines without a number.</param>
/// <param name="Last">Number of the last.</param>
/// <param name="Day">Of the anchor concerned.</param>
/// <param name="DoneAt">When the line says that it was done; null for lines that are not there.</param>
public sealed record AuditFault(AuditFaultKind Kind, long First, long Last, DateOnly? Day = null, DateTimeOffset? DoneAt = null);

/// <summary>What somebody found who went through a chain.</summary>
/// <param name="Lines">Chained lines that are there.</param>
/// <param name="First">Number of the first; 0 without any.</param>
/// <param name="Last">Number of the last; 0 without any.</param>
/// <param name="Hash">Of the chain up to the last line.</param>
/// <param name="Erased">Lines whose words have gone, which is no fault.</param>
/// <param name="Vouched">Number up to which signed anchors vouch for the chain; 0 without any.</param>
/// <param name="WithoutSeal">Anchors that were made while the zone had no seal.</param>
/// <param name="Faults">The first ones, in the order of the chain.</param>
/// <param name="FaultCount">All of them.</param>
public sealed record AuditVerdict(long Lines, long First, long Last, byte[] Hash, long Erased, long Vouched, int Anchors, int WithoutSeal, IReadOnlyList<AuditFault> Faults, long FaultCount)
{
    public bool Holds => FaultCount == 0;
}
