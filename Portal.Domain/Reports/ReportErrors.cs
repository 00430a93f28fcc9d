using Portal.Common;

namespace Portal.Reports;

/// <summary>Why a report cannot be issued, or a key cannot become a zone's seal.</summary>
public static class ReportErrors
{
    /// <summary>The zone has no key that is valid now.</summary>
    public static Error NoSeal { get; } = Error.Conflict("reports.no_seal");

    /// <summary>The zone's key is there and cannot be opened.</summary>
    public static Error SealUnusable { get; } = Error.Conflict("reports.seal_unusable");

    /// <summary>The zone does not write documents in this language.</summary>
    public static Error NotALanguageOfTheZone { get; } = Error.Invalid("reports.language_not_of_zone");

    /// <summary>A report tells of a decision; the hit is not confirmed, or not any more.</summary>
    public static Error HitNotConfirmed { get; } = Error.Conflict("reports.hit_not_confirmed");

    /// <summary>No PKCS#12 file, another password, or not exactly one key in it.</summary>
    public static Error KeyUnreadable { get; } = Error.Invalid("reports.key_unreadable");

    /// <summary>RSA below 2,048 bits, or an elliptic curve other than P-256, P-384 and P-521.</summary>
    public static Error KeyTooWeak { get; } = Error.Invalid("reports.key_too_weak");

    /// <summary>The certificate is not made for signatures.</summary>
    public static Error KeyNotForSealing { get; } = Error.Invalid("reports.key_not_for_sealing");

    /// <param name="until">When its certificate ended or will begin.</param>
    public static Error KeyNotValidNow(DateTimeOffset until) => Error.Invalid("reports.key_not_valid_now", until);

    /// <param name="megabytes">At most so large.</param>
    public static Error FileTooLarge(int megabytes) => Error.Invalid("reports.file_too_large", megabytes);

    /// <summary>The file is no PDF, or one that breaks the format's rules or this portal's bounds.</summary>
    public static Error FileUnreadable { get; } = Error.Invalid("reports.file_unreadable");

    /// <summary>It is sealed already, or being sealed at this moment.</summary>
    public static Error OrderNotWaiting { get; } = Error.Conflict("reports.order_not_waiting");

    /// <summary>The report has a newer edition; that one is to be replaced.</summary>
    public static Error AlreadyReplaced { get; } = Error.Conflict("reports.already_replaced");

    /// <summary>The text has characters that no font of the portal has.</summary>
    /// <param name="characters">By their names or codes.</param>
    public static Error CharacterMissing(string characters) => Error.Invalid("reports.character_missing", characters);

    /// <summary>The document could not be made, for a reason that stands in the log.</summary>
    public static Error NotComposed { get; } = Error.Conflict("reports.not_composed");

    /// <summary>Somebody else changed it a moment ago.</summary>
    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");

    /// <param name="longest">In characters.</param>
    public static Error ReasonNeeded(int longest) => Error.Invalid("reports.reason_needed", longest);

    public static Error AlreadyWithdrawn { get; } = Error.Conflict("reports.already_withdrawn");

    public static Error AlreadyReleased { get; } = Error.Conflict("reports.already_released");

    /// <param name="most">Reports that one package holds at most.</param>
    /// <param name="megabytes">What they may have together.</param>
    public static Error PackageTooLarge(int most, int megabytes) => Error.Invalid("reports.package_too_large", most, megabytes);

    /// <summary>Nothing was chosen for the package.</summary>
    public static Error PackageEmpty { get; } = Error.Invalid("reports.package_empty");

    /// <summary>Too many files are being looked at: a moment later it goes on.</summary>
    public static Error Busy { get; } = Error.Conflict("reports.busy");

    public static Error FileEncrypted { get; } = Error.Invalid("reports.file_encrypted");

    /// <summary>It does not begin as a PDF file.</summary>
    public static Error FileNotPdf { get; } = Error.Invalid("reports.file_not_pdf");

    /// <summary>It would take more time or memory than any file may: too many revisions or objects, or streams that inflate to too much.</summary>
    public static Error FileTooCostly { get; } = Error.Invalid("reports.file_too_costly");

    /// <summary>A signature in the file forbids any change, a seal included.</summary>
    public static Error FileClosed { get; } = Error.Invalid("reports.file_closed");

    /// <summary>The same reference was used for another file.</summary>
    public static Error DepositDiffers { get; } = Error.Conflict("reports.deposit_differs");

    /// <summary>1 to 100 letters, digits and <c>. _ : -</c>.</summary>
    public static Error ExternalReferenceInvalid { get; } = Error.Invalid("reports.external_reference_invalid");

    /// <param name="longest">In characters.</param>
    public static Error TitleInvalid(int longest) => Error.Invalid("reports.title_invalid", longest);

    /// <summary>There is neither a file field nor a PDF as the body.</summary>
    public static Error FileMissing { get; } = Error.Invalid("reports.file_missing");

    /// <summary>It is not sealed yet: ask again later.</summary>
    public static Error NotSealedYet { get; } = Error.Conflict("reports.not_sealed_yet");
}
