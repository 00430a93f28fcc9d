using Portal.Common;

namespace Portal.Tenants;

/// <summary>Why a tenant is not created, changed, drawn or moved to another state.</summary>
public static class ZoneErrors
{
    public static Error CodeInvalid { get; } = Error.Invalid("zones.code_invalid", TenantInfo.FirstOrganisationCode);
    public static Error CodeTaken { get; } = Error.Conflict("zones.code_taken");
    public static Error NameMissing { get; } = Error.Invalid("zones.name_missing");
    public static Error ProvinceUnknown { get; } = Error.Invalid("zones.province_unknown");
    public static Error LanguagesInvalid { get; } = Error.Invalid("zones.languages_invalid");
    public static Error DefaultLanguageInvalid { get; } = Error.Invalid("zones.default_language_invalid");
    public static Error ReadsKeptInvalid { get; } = Error.Invalid("zones.reads_kept_invalid", 1, TenantInfo.MaxReadsKeptDays);
    public static Error HitsKeptInvalid { get; } = Error.Invalid("zones.hits_kept_invalid", 1, TenantInfo.MaxConfirmedHitsKeptDays);
    public static Error MunicipalityInvalid { get; } = Error.Invalid("zones.municipality_invalid", ZoneMunicipality.NisLength, ZoneMunicipality.NameLength);
    public static Error ChangedMeanwhile { get; } = Error.Conflict("zones.changed_meanwhile");
    public static Error IsErased { get; } = Error.Conflict("zones.is_erased");

    public static Error ReasonMissing { get; } = Error.Invalid("zones.reason_missing");
    public static Error ReasonTooLong { get; } = Error.Invalid("zones.reason_too_long", ZoneStateChange.ReasonLength);
    public static Error DayMissing { get; } = Error.Invalid("zones.day_missing");
    public static Error DayPassed { get; } = Error.Invalid("zones.day_passed");
    /// <summary>The people of the zone hear of an erasure before it.</summary>
    public static Error ErasureTooSoon { get; } = Error.Invalid("zones.erasure_too_soon");

    public static Error StateMissing { get; } = Error.Invalid("zones.state_missing");

    /// <summary>The state does not follow the one in which the zone will be on that day.</summary>
    public static Error StateNotAllowed { get; } = Error.Conflict("zones.state_not_allowed");

    /// <summary>The decision is applied or withdrawn already.</summary>
    public static Error NotPending { get; } = Error.Conflict("zones.not_pending");

    /// <summary>The federal police's own tenant keeps its state.</summary>
    public static Error NoStateOfFederal { get; } = Error.Invalid("zones.no_state_of_federal");

    public static Error OutlineUnreadable { get; } = Error.Invalid("zones.outline_unreadable");
    public static Error OutlineTooLarge { get; } = Error.Invalid("zones.outline_too_large", ZoneShape.MaxBytes / (1024 * 1024));
    public static Error OutlineNoPolygon { get; } = Error.Invalid("zones.outline_no_polygon");
    public static Error OutlineRing { get; } = Error.Invalid("zones.outline_ring");
    public static Error OutlineOutside { get; } = Error.Invalid("zones.outline_outside");
    public static Error OutlineTooManyPoints { get; } = Error.Invalid("zones.outline_too_many_points", ZoneShape.MaxPoints);

    /// <summary>The link between zones names a code that is not four digits, or the zone itself.</summary>
    public static Error LinkInvalid { get; } = Error.Invalid("zones.link_invalid");

    public static Error ControlNeedsCase { get; } = Error.Invalid("zones.control_needs_case");

    public static Error RowCodeMissing { get; } = Error.Invalid("zones.row_code_missing");
    public static Error RowMunicipalities { get; } = Error.Invalid("zones.row_municipalities");

    public static Error NameTooLong(int longest) => Error.Invalid("zones.name_too_long", longest);

    public static Error MunicipalityTwice(string nis) => Error.Invalid("zones.municipality_twice", nis);
}

/// <summary>Why a background job is not run again.</summary>
public static class JobErrors
{
    /// <summary>The job is gone, or what it was given was too large to be kept.</summary>
    public static Error CannotRunAgain { get; } = Error.Conflict("jobs.cannot_run_again");
}
