using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>What makes a file, or one row of it, unusable.</summary>
public static class ImportErrors
{
    public static Error FileEmpty { get; } = Error.Invalid("imports.file_empty");

    public static Error FileTooLarge { get; } = Error.Invalid("imports.file_too_large", HotlistImport.MaxBytes / (1024 * 1024));

    public static Error TooManyRows { get; } = Error.Invalid("imports.too_many_rows", HotlistImport.MaxRows);

    /// <summary>A workbook instead of a text file.</summary>
    public static Error FileIsWorkbook { get; } = Error.Invalid("imports.file_is_workbook");

    public static Error FileNotText { get; } = Error.Invalid("imports.file_not_text");

    public static Error NoRows { get; } = Error.Invalid("imports.no_rows");

    public static Error QuotesBroken { get; } = Error.Invalid("imports.quotes_broken");

    public static Error RowTooLong { get; } = Error.Invalid("imports.row_too_long");

    /// <summary>The file is no longer kept, or the import is under way already.</summary>
    public static Error NotWaiting { get; } = Error.Conflict("imports.not_waiting");

    public static Error ColumnsMissing(string names) => Error.Invalid("imports.columns_missing", names);

    public static Error ColumnTwice(string name) => Error.Invalid("imports.column_twice", name);

    public static Error RowRepeats(int earlierRow) => Error.Invalid("imports.row_repeats", earlierRow);
}
