namespace Portal.Anpr.Hits;

/// <summary>Where a hit stands; stored as its number.</summary>
public enum HitState
{
    Open,
    Confirmed,
    Rejected,
}

/// <summary>Why a person confirms or rejects; the digit on the keyboard is the position within its own group.</summary>
public enum DecisionReason
{
    /// <summary>Plate and vehicle agree with the entry.</summary>
    PlateAndVehicleAgree = 10,

    /// <summary>The plate agrees; the vehicle cannot be judged.</summary>
    PlateAgrees = 11,

    /// <summary>Checked again at the source of the entry.</summary>
    CheckedAtSource = 12,

    /// <summary>The camera read the plate wrongly.</summary>
    Misread = 20,

    /// <summary>Same characters, another country.</summary>
    OtherCountry = 21,

    /// <summary>The vehicle is not the one that is looked for.</summary>
    OtherVehicle = 22,

    /// <summary>The entry is no longer right.</summary>
    EntryOutdated = 23,
}

/// <summary>Which reasons go with which decision.</summary>
public static class DecisionReasons
{
    public static IReadOnlyList<DecisionReason> ToConfirm { get; } = [DecisionReason.PlateAndVehicleAgree, DecisionReason.PlateAgrees, DecisionReason.CheckedAtSource];

    public static IReadOnlyList<DecisionReason> ToReject { get; } = [DecisionReason.Misread, DecisionReason.OtherCountry, DecisionReason.OtherVehicle, DecisionReason.EntryOutdated];

    public static IReadOnlyList<DecisionReason> For(HitState state) => state switch
    {
        HitState.Confirmed => ToConfirm,
        HitState.Rejected => ToReject,
        _ => [],
    };
}
