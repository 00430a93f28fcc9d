using System.Globalization;
using Portal.Common;

namespace Portal.Contacts.Import;

/// <summary>Bounds of a staff file, and how its cells are read.</summary>
public static class StaffFile
{
    public const int MaxBytes = 5 * 1024 * 1024;
    public const int MaxRows = 20_000;

    public static Result<TableFile> Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxBytes) return StaffImportErrors.FileTooLarge(MaxBytes / (1024 * 1024));
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return TableFile.Read(content, MaxRows, StaffColumns.Find, StaffColumns.Required, c => StaffColumns.HeaderIn(language, c), StaffImportErrors.TooManyRows(MaxRows));
    }

    /// <summary>What the row says over what is known; an empty cell leaves what is there.</summary>
    /// <param name="known">Details of the staff member so far.</param>
    /// <param name="problems">Gets what cannot be read.</param>
    public static StaffDetails Details(TableRow row, StaffDetails known, ICollection<StaffProblem> problems)
    {
        string? Cell(string column, string? before) => row.Cells.GetValueOrDefault(column) ?? before;
        var (statute, languages) = (known.Statute, known.Languages);
        if (row.Cells.GetValueOrDefault(nameof(StaffDetails.Statute)) is { } word)
        {
            if (StaffColumns.StatuteOf(word) is { } found) statute = found;
            else problems.Add(new(nameof(StaffDetails.Statute), StaffErrors.StatuteUnknown(Short(word))));
        }

        if (row.Cells.GetValueOrDefault(nameof(StaffDetails.Languages)) is { } spoken)
        {
            (languages, var unknown) = StaffColumns.LanguagesOf(spoken);
            if (unknown.Count > 0) problems.Add(new(nameof(StaffDetails.Languages), StaffImportErrors.LanguageUnknown(Short(string.Join(", ", unknown)))));
        }

        return (known with
        {
            FirstName = Cell(nameof(StaffDetails.FirstName), known.FirstName),
            LastName = Cell(nameof(StaffDetails.LastName), known.LastName),
            PersonnelNumber = Cell(nameof(StaffDetails.PersonnelNumber), known.PersonnelNumber),
            Email = Cell(nameof(StaffDetails.Email), known.Email),
            Phone = Cell(nameof(StaffDetails.Phone), known.Phone),
            Function = Cell(nameof(StaffDetails.Function), known.Function),
            Qualifications = Cell(nameof(StaffDetails.Qualifications), known.Qualifications),
            Statute = statute,
            Languages = languages,
            EntersOn = Day(row, nameof(StaffDetails.EntersOn), problems) ?? known.EntersOn,
        }).Tidy();
    }

    /// <returns>The day in a cell; null without one.</returns>
    public static DateOnly? Day(TableRow row, string column, ICollection<StaffProblem> problems)
    {
        if (row.Cells.GetValueOrDefault(column) is not { } text) return null;
        if (DateInput.Parse(WithoutMidnight(text)) is { } day) return day;
        problems.Add(new(column, Error.Invalid("common.date_unreadable", Short(text))));
        return null;
    }

    /// <summary>The names of units that a cell writes one below the other, top first. Where the portal's own sign stands, the others belong to a name: so the list comes back that was exported.</summary>
    public static IReadOnlyList<string> Path(string cell) => cell.Split(cell.Contains('›', StringComparison.Ordinal) ? ['›'] : ['>', '/', '\\'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The words of a cell that holds several.</summary>
    public static IReadOnlyList<string> Words(string cell) => cell.Split([';', ',', '|', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;

    /// <summary>Spreadsheets write days with an hour.</summary>
    static string WithoutMidnight(string date) => ((string[])["T00:00:00", " 00:00:00", " 0:00:00", " 00:00", " 0:00"]).FirstOrDefault(date.EndsWith) is { } hour ? date[..^hour.Length] : date;
}
