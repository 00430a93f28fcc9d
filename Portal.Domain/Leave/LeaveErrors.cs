using Portal.Common;

namespace Portal.Leave;

/// <summary>Why leave cannot be asked, decided or granted.</summary>
public static class LeaveErrors
{
    /// <summary>The person may not decide this, or not at this stage.</summary>
    public static Error NotPrivileged { get; } = new("leave.not_privileged", ErrorKind.Forbidden);

    /// <summary>The request has been decided or taken back.</summary>
    public static Error NotOpen { get; } = Error.Conflict("leave.not_open");

    /// <summary>The approvers got the request only just now.</summary>
    public static Error TooEarly { get; } = Error.Conflict("leave.too_early", LeaveRequest.DaysBeforeReminder);

    /// <summary>The approvers were reminded today.</summary>
    public static Error AlreadySent { get; } = Error.Conflict("leave.already_sent");

    /// <summary>Somebody else decided or changed it while the page was open.</summary>
    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");

    /// <summary>The account belongs to nobody on the staff list.</summary>
    public static Error NotOnStaffList { get; } = Error.Conflict("leave.not_on_staff_list");

    public static Error KindUnknown { get; } = Error.Invalid("leave.kind_unknown");

    /// <summary>The replacement is not of the same unit, or has left.</summary>
    public static Error ReplacementUnknown { get; } = Error.Invalid("leave.replacement_unknown");

    public static Error DeputyUnknown { get; } = Error.Invalid("leave.deputy_unknown");

    public static Error RefusalNeedsReason { get; } = Error.Invalid("leave.refusal_needs_reason");

    public static Error DatesReversed { get; } = Error.Invalid("leave.dates_reversed");

    /// <summary>One of the times is missing, or the end is not after the start.</summary>
    public static Error TimesReversed { get; } = Error.Invalid("leave.times_reversed");

    public static Error HoursMissing { get; } = Error.Invalid("leave.hours_missing");

    public static Error HalfDaysOff { get; } = Error.Invalid("leave.half_days_off");

    /// <summary>A half day that runs over several days.</summary>
    public static Error HalfDayOverDays { get; } = Error.Invalid("leave.half_day_over_days");

    public static Error ReasonMissing { get; } = Error.Invalid("leave.reason_missing");

    public static Error NoSchedule { get; } = Error.Invalid("leave.no_schedule");

    /// <summary>The asked part of the day is free for all.</summary>
    public static Error AlreadyAbsent { get; } = Error.Invalid("leave.already_absent");

    /// <summary>Nothing is worked on the asked days.</summary>
    public static Error ZeroDays { get; } = Error.Invalid("leave.zero_days");

    /// <summary>Other leave or sickness stands on these days.</summary>
    public static Error Overlaps { get; } = Error.Conflict("leave.overlaps");

    public static Error DaysNegative { get; } = Error.Invalid("leave.days_negative");

    /// <summary>Days are given in halves, or in whole days where half days are off.</summary>
    public static Error DaysNotInHalves { get; } = Error.Invalid("leave.days_not_in_halves");

    public static Error EntitlementsOverlap { get; } = Error.Conflict("leave.entitlements_overlap");

    /// <summary>The rest of this year has gone into the next one.</summary>
    public static Error CarriedOverAlready { get; } = Error.Conflict("leave.carried_over_already");

    /// <summary>The days lie in two entitlements.</summary>
    public static Error CrossesEntitlements { get; } = Error.Invalid("leave.crosses_entitlements");

    /// <summary>More rest than was worked.</summary>
    public static Error RestAboveWork { get; } = Error.Invalid("leave.rest_above_work");

    /// <param name="months">The limit.</param>
    public static Error TooFarAhead(int months) => Error.Invalid("leave.too_far_ahead", months);

    /// <param name="months">The limit.</param>
    public static Error TooFarBack(int months) => Error.Invalid("leave.too_far_back", months);

    /// <param name="hours">The fewest.</param>
    public static Error TooFewHours(decimal hours) => Error.Invalid("leave.too_few_hours", hours);

    /// <param name="days">Calendar days of service asked for.</param>
    public static Error ServiceTooShort(int days) => Error.Invalid("leave.service_too_short", days);

    /// <param name="days">The most.</param>
    public static Error TooManyInARow(int days) => Error.Invalid("leave.too_many_in_a_row", days);

    /// <summary>Too few people are left; approving needs a reason.</summary>
    /// <param name="day">The first such day.</param>
    /// <param name="left">People left.</param>
    /// <param name="minimum">People needed.</param>
    public static Error TooFewLeft(DateOnly day, int left, int minimum) => Error.Conflict("leave.too_few_left", day, left, minimum);

    /// <param name="from">First blocked day.</param>
    /// <param name="to">Last blocked day.</param>
    public static Error Blocked(DateOnly from, DateOnly to) => Error.Conflict("leave.blocked", from, to);

    /// <param name="left">Days left.</param>
    /// <param name="asked">Days asked.</param>
    public static Error NotEnough(decimal left, decimal asked) => Error.Conflict("leave.not_enough", left, asked);

    public static Error NotEnoughIn(int year) => Error.Conflict("leave.not_enough_in", Word(year));

    /// <summary>No days are granted for this year.</summary>
    public static Error NoEntitlement(int year) => Error.Conflict("leave.no_entitlement", Word(year));

    /// <param name="most">The limit.</param>
    public static Error DaysAboveLimit(decimal most) => Error.Invalid("leave.days_above_limit", most);

    /// <param name="fullYear">Days of a full year.</param>
    public static Error ActualAboveFull(decimal fullYear) => Error.Invalid("leave.actual_above_full", fullYear);

    /// <summary>A year is written without a sign between the thousands.</summary>
    static string Word(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
