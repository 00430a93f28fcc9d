namespace Portal.Leave;

/// <summary>What moved the balance.</summary>
public enum LedgerEntryKind
{
    /// <summary>Days of the year.</summary>
    Entitlement = 0,

    /// <summary>Left of the year before, or brought in when the zone began with the portal.</summary>
    CarryOver = 1,

    /// <summary>Set right by the staff office.</summary>
    Correction = 2,

    /// <summary>Leave asked or approved.</summary>
    Use = 3,

    /// <summary>Leave taken back, refused, shortened or turned into sickness.</summary>
    GivenBack = 4,

    /// <summary>Lost on the expiry day. Never stored: it follows from the rest.</summary>
    Expiry = 5,
}

/// <summary>Which of the days.</summary>
public enum LedgerPot
{
    Annual = 0,

    /// <summary>Carried over, lost on the expiry day.</summary>
    CarriedOver = 1,

    /// <summary>Carried over, never lost.</summary>
    Protected = 2,
}

/// <summary>One line of the ledger of a leave year: never changed, only followed by another.</summary>
/// <param name="On">Day of effect: of leave its first day in this part of the year.</param>
/// <param name="Days">In halves; what adds is above 0, what takes is below.</param>
/// <param name="Ground">Why, in the zone's words: the circular, the certificate, who asked.</param>
/// <param name="Pot">Which days it moves; leave is charged by the order of consumption instead.</param>
/// <param name="RequestId">The leave, of <see cref="LedgerEntryKind.Use"/> and <see cref="LedgerEntryKind.GivenBack"/>.</param>
public sealed record LedgerEntry(DateOnly On, LedgerEntryKind Kind, decimal Days, string Ground = "", LedgerPot Pot = LedgerPot.Annual, Guid? RequestId = null)
{
    public bool IsLeave => Kind is LedgerEntryKind.Use or LedgerEntryKind.GivenBack;
}

/// <summary>A ledger entry explained.</summary>
/// <param name="Moved">By pot what it adds; what it takes is below 0.</param>
/// <param name="Rest">All days left after it.</param>
public sealed record LedgerLine(LedgerEntry Entry, LeavePots Moved, decimal Rest);
