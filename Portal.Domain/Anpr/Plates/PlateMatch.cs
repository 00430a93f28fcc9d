namespace Portal.Anpr.Plates;

/// <summary>How much a match may claim.</summary>
public enum MatchKind
{
    /// <summary>The plate read is the plate listed.</summary>
    Exact,

    /// <summary>It may be; a person has to look at the picture before anything else happens.</summary>
    Possible,
}

/// <summary>Why an entry matched; among possible ones, the earlier the stronger.</summary>
public enum PlateMatchReason
{
    /// <summary>The same plate, and not known to be of different countries. The only reason of <see cref="MatchKind.Exact"/>.</summary>
    SamePlate,

    /// <summary>The same plate, but the camera and the list name different countries.</summary>
    CountryDiffers,

    /// <summary>The camera itself held the listed plate possible.</summary>
    CameraCandidate,

    /// <summary>The listed plate has a character where the camera recognised none.</summary>
    UnknownCharacter,

    /// <summary>One character differs, looks alike, and the camera was not sure of it.</summary>
    ConfusableCharacter,

    /// <summary>One character differs and looks alike; as read, no Belgian plate has that form, as listed one has.</summary>
    ImpossibleForm,

    /// <summary>One character differs in any way, and the camera was very unsure of it.</summary>
    UncertainCharacter,
}

/// <summary>An entry that a read matches.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Kind">Exact, or for review only.</param>
/// <param name="Ambiguous">Possible, and another listed plate is possible for the same reason: at most one can be right.</param>
/// <param name="Reason">Why it matched; the strongest reason when there are several.</param>
/// <param name="Position">Position, from 0, of the character that differs, or of the first unknown one; null for whole plates.</param>
public sealed record PlateMatch(IndexedEntry Entry, MatchKind Kind, bool Ambiguous, PlateMatchReason Reason, int? Position);
