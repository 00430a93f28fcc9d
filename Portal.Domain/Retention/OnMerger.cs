namespace Portal.Retention;

/// <summary>What becomes of a zone's rows when the zone merges into another.</summary>
public enum OnMerger
{
    /// <summary>Goes over to the new zone.</summary>
    Moves = 1,

    /// <summary>Stays as it is under the old code, readable for those who may: what was issued or proves something.</summary>
    StaysReadable = 2,

    /// <summary>One that is still open stands in the way: the merger waits until it is decided or done. Those that are over stay readable under the old code.</summary>
    Refuses = 3,
}
