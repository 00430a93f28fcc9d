namespace Portal.Reports.Verification;

/// <summary>What was done to a file after it was signed, that was not allowed.</summary>
public enum LaterChange
{
    /// <summary>Bytes without a signature follow the file.</summary>
    BytesAppended = 1,

    /// <summary>What was appended cannot be judged.</summary>
    Unreadable = 2,

    /// <summary>A signature was added, though an earlier one forbids it.</summary>
    ForbiddenSignature = 3,

    /// <summary>The catalog, the document information or the identifier was replaced.</summary>
    Replaced = 4,

    /// <summary>The tables of the file were bent, so that readers may see different things.</summary>
    Bent = 5,

    Removed = 6,
    Changed = 7,
}

/// <summary>What it was done to.</summary>
public enum ChangedThing
{
    File = 0,
    Catalog = 1,
    Form = 2,
    Page = 3,
    Annotation = 4,
    Content = 5,
    Other = 6,
}

/// <param name="Revision">The first that does it, from 1; null where it stands behind the last.</param>
/// <param name="Revisions">How many the file has.</param>
public sealed record LaterFinding(int? Revision, int Revisions, LaterChange Change, ChangedThing Thing);
