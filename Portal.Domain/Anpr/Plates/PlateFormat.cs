namespace Portal.Anpr.Plates;

/// <summary>A kind of plate that an authority issues or issued.</summary>
public enum PlateSeries
{
    /// <summary>Belgium 1953-1962: one letter among four digits.</summary>
    Belgian1953,

    /// <summary>Belgium 1962-1973: two letters among three digits.</summary>
    Belgian1962,

    /// <summary>Belgium 1973-2008: ABC-123.</summary>
    Belgian1973,

    /// <summary>Belgium 2008-2010: 123-ABC.</summary>
    Belgian2008,

    /// <summary>Belgium since 16 November 2010: 1-ABC-123, later 2-ABC-123.</summary>
    Belgian2010,

    /// <summary>Belgium, index digits 3 to 7: the form is laid down, none is issued yet.</summary>
    BelgianReserved,

    /// <summary>Belgium, index 8: special and international registrations.</summary>
    International,

    /// <summary>Belgium 2010-2014, index 9: personalised.</summary>
    PersonalisedIndex,

    /// <summary>Belgium since 31 March 2014: 1 to 8 characters of the holder's choice.</summary>
    Personalised,

    /// <summary>Belgium: M or W first, before 2014 M after the index.</summary>
    Motorcycle,

    /// <summary>Belgium: S first.</summary>
    Moped,

    /// <summary>Belgium: Q first, formerly U; above 750 kg.</summary>
    Trailer,

    /// <summary>Belgium: T-X, formerly TX.</summary>
    Taxi,

    /// <summary>Belgium: O first.</summary>
    Oldtimer,

    /// <summary>Belgium: G first.</summary>
    Tractor,

    /// <summary>Belgium since 2021: Y first.</summary>
    TestDrive,

    /// <summary>Belgium since 2021: Z first.</summary>
    Dealer,

    /// <summary>Belgium since 2021: V first.</summary>
    Professional,

    /// <summary>Belgium before 2021: Z after the index.</summary>
    CommercialIndex,

    /// <summary>Belgium: CD first.</summary>
    Diplomatic,

    /// <summary>Belgium: A, P or E and 1 to 3 digits, for members of parliaments and governments.</summary>
    Official,

    /// <summary>Belgium: digits only, for the royal house.</summary>
    Royal,

    /// <summary>The Netherlands: one of the fourteen arrangements of six characters.</summary>
    DutchSidecode,

    /// <summary>France since 2009: AB-123-CD.</summary>
    FrenchSiv,

    /// <summary>France before 2009: number, letters, department.</summary>
    FrenchFni,

    /// <summary>Germany: district, letters, number, and E or H for electric and historic vehicles.</summary>
    German,

    /// <summary>Luxembourg: AB 1234, or 4 or 5 digits.</summary>
    Luxembourgish,

    /// <summary>Great Britain since 2001: AB12 CDE.</summary>
    BritishCurrent,

    /// <summary>Great Britain 1963-2001: year letter before or after.</summary>
    BritishYearLetter,
}

/// <summary>One form of plate.</summary>
/// <param name="Country">Distinguishing sign.</param>
/// <param name="Series">What kind of plate has this form.</param>
/// <param name="Pattern">The form as on the vehicle: <c>a</c> a letter, <c>n</c> a digit, <c>x</c> either, <c>r</c> a digit from 3 to 7, a hyphen or
/// space as shown, any other character itself. <c>*</c> alone is the rule for personalised plates.</param>
/// <param name="IssuedFrom">First day of issue, 1 January where only the year is known; null when not known.</param>
/// <param name="IssuedUntil">Last day of issue, 31 December where only the year is known; null when still issued or not known. A plate stays
/// valid after it.</param>
/// <param name="ExcludedLetters">Letters that never stand at an <c>a</c>.</param>
/// <param name="ExcludedGroups">Groups of letters, between two separators, that are never issued; parted by a blank.</param>
public sealed record PlateFormat(
    string Country, PlateSeries Series, string Pattern, DateOnly? IssuedFrom = null, DateOnly? IssuedUntil = null,
    string ExcludedLetters = "", string ExcludedGroups = "")
{
    /// <summary>Does the form say at each position whether a letter or a digit stands there? Personalised and royal plates do not:
    /// nearly everything fits them, so that fitting them tells nothing.</summary>
    public bool HasFixedPositions => Series is not (PlateSeries.Personalised or PlateSeries.Royal);

    /// <summary>Does a normalised plate have this form? Never throws.</summary>
    public bool Fits(ReadOnlySpan<char> plate) => PlatePattern.Fits(this, plate);

    /// <summary>A plate that <see cref="Fits"/>, with the separators that stand on the vehicle.</summary>
    internal string Part(string plate) => PlatePattern.Part(Pattern, plate);
}
