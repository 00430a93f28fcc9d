namespace Portal.Retention;

/// <summary>What becomes of a zone's rows when the zone merges into another.</summary>
public enum OnMerger
{
    /// <summary>Goes over to the new zone.</summary>
    Moves = 1,

    /// <summary>Stays as it is under the old code, readable for those who may: what was issued or proves something.</summary>
    StaysReadable = 2,

    /// <summary>Stands in the way: the merger waits until there is none, as for what runs at this moment.</summary>
    Refuses = 3,
}
