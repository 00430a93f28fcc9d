using Portal.Common;

namespace Portal.Reports;

/// <summary>Why a draft cannot be saved, take a file, or be sealed.</summary>
public static class DraftErrors
{
    public static Error TitleMissing { get; } = Error.Invalid("drafts.title_missing");

    public static Error TitleTooLong { get; } = Error.Invalid("drafts.title_too_long", ReportDraft.TitleLength);

    public static Error CaseNumberTooLong { get; } = Error.Invalid("drafts.case_too_long", ReportDraft.CaseNumberLength);

    public static Error TooLong { get; } = Error.Invalid("drafts.too_long");

    /// <summary>No body that the editor makes.</summary>
    public static Error NotUnderstood { get; } = Error.Invalid("drafts.not_understood");

    /// <summary>Nothing in it would be seen.</summary>
    public static Error Empty { get; } = Error.Invalid("drafts.empty");

    /// <summary>Another window saved it after this one had read it.</summary>
    public static Error ChangedMeanwhile { get; } = Error.Conflict("drafts.changed_meanwhile");

    /// <summary>It is sealed, or being sealed: what was sealed does not change any more.</summary>
    public static Error Sealed { get; } = Error.Conflict("drafts.sealed");

    public static Error TooManyFiles { get; } = Error.Invalid("drafts.too_many_files", ReportDraftFile.MostFiles);

    public static Error FileTooLarge { get; } = Error.Invalid("drafts.file_too_large", ReportDraftFile.MostBytes / 1024 / 1024);

    /// <summary>Neither picture, PDF, text, table nor document, or not what its name says.</summary>
    public static Error FileKind { get; } = Error.Invalid("drafts.file_kind");

    /// <summary>A picture that cannot be shown in a report.</summary>
    public static Error PictureUnreadable { get; } = Error.Invalid("drafts.picture_unreadable");

    public static Error FileNameTaken { get; } = Error.Conflict("drafts.file_name_taken");

    public static Error FileNameWrong { get; } = Error.Invalid("drafts.file_name_wrong", ReportDraftFile.NameLength);

    /// <summary>A picture in the text says in words what it shows.</summary>
    public static Error DescriptionMissing { get; } = Error.Invalid("drafts.description_missing");

    public static Error DescriptionTooLong { get; } = Error.Invalid("drafts.description_too_long", ReportDraftFile.DescriptionLength);

    /// <summary>A new edition is made of a free report that nobody withdrew.</summary>
    public static Error NoEditionOf { get; } = Error.Conflict("drafts.no_edition_of");

    /// <param name="most">Parts.</param>
    public static Error TooManyBlocks(int most) => Error.Invalid("drafts.too_many_blocks", most);

    /// <param name="rows">At most so many.</param>
    /// <param name="columns">At most so many.</param>
    public static Error TableTooLarge(int rows, int columns) => Error.Invalid("drafts.table_too_large", rows, columns);
}
