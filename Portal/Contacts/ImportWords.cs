using System.Globalization;
using Portal.Common;
using Portal.Contacts.Import;

namespace Portal.Contacts;

/// <summary>Words for what an import would do.</summary>
static class ImportWords
{
    public static string Of(RowOutcome outcome) => outcome switch
    {
        RowOutcome.New => ContactsText.New,
        RowOutcome.Changed => ContactsText.Changed,
        RowOutcome.Unchanged => ContactsText.Unchanged,
        _ => ContactsText.Bad,
    };

    public static string OfColumn(string column) =>
        column == "" ? ContactsText.WholeRow : StaffColumns.All.Contains(column) ? StaffColumns.HeaderIn(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, column) : column;

    /// <summary>A cell's value, in the person's words.</summary>
    public static string OfValue(string column, string? value) => string.IsNullOrEmpty(value) ? ContactsText.Empty
        : column == nameof(StaffDetails.Statute) && Enum.TryParse<Statute>(value, out var statute) ? ContactWords.Of(statute)
        : column is nameof(StaffDetails.EntersOn) or StaffColumns.LeavesOn && DateInput.Parse(value) is { } day ? Show.Day(day) : value;
}
