using System.Globalization;
using Portal.Common;

namespace Portal.Leave;

/// <summary>Words for what leave knows as numbers and keys.</summary>
static class LeaveWords
{
    public static string Of(LocalName name) => name.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary><c>12,5</c></summary>
    public static string Number(decimal days) => days.ToString("0.#", CultureInfo.CurrentCulture);

    /// <summary><c>+2</c>, <c>−0,5</c></summary>
    public static string Signed(decimal days) => days.ToString("+0.#;−0.#;0", CultureInfo.CurrentCulture);

    /// <summary><c>12,5 dagen</c>, <c>1 dag</c></summary>
    public static string Days(decimal days) => (Math.Abs(days) <= 1 ? LeaveText.OneDay : LeaveText.SomeDays).With(Number(days));

    /// <summary><c>di 24/11/2026</c></summary>
    public static string Day(DateOnly day) => day.ToString("ddd", CultureInfo.CurrentCulture) + " " + Show.Day(day);

    /// <summary>First and last day, with what of them is asked.</summary>
    public static string Period(LeaveSpan span) => span.From == span.To
        ? Day(span.From) + Part(span.FirstPart)
        : LeaveText.FromTo.With(Day(span.From) + Part(span.FirstPart), Day(span.To) + Part(span.LastPart));

    public static string PartName(DayPart part) => part switch
    {
        DayPart.Morning => LeaveText.Morning,
        DayPart.Afternoon => LeaveText.Afternoon,
        _ => LeaveText.FullDay,
    };

    public static (string Text, string Tone, string Icon) Of(RequestState state) => state switch
    {
        RequestState.Waiting => (LeaveText.StateWaiting, "", "schedule"),
        RequestState.FirstStageApproved => (LeaveText.StateFirst, "", "schedule"),
        RequestState.Approved => (LeaveText.StateApproved, "ok", "check_circle"),
        RequestState.CancellationRequested => (LeaveText.StateCancelling, "warning", "schedule"),
        RequestState.Rejected => (LeaveText.StateRefused, "danger", "block"),
        RequestState.Revoked => (LeaveText.StateWithdrawn, "quiet", "undo"),
        _ => (LeaveText.StateCancelled, "quiet", "undo"),
    };

    /// <summary>Why this line stands in the ledger.</summary>
    public static string Of(ExplainedLine line, LeaveYearView year)
    {
        var entry = line.Line.Entry;
        var kind = line.Kind is null ? LeaveText.Title : Of(line.Kind);
        var period = line.Span is null ? Day(entry.On) : Period(line.Span);
        var words = entry.Kind switch
        {
            LedgerEntryKind.Entitlement => LeaveText.LineEntitlement.With(year.Year),
            LedgerEntryKind.CarryOver => entry.Pot == LedgerPot.Protected ? LeaveText.LineProtected.With(year.Year - 1) : LeaveText.LineCarryOver.With(year.Year - 1),
            LedgerEntryKind.Correction => LeaveText.LineCorrection,
            LedgerEntryKind.Use => (line.State?.AwaitsDecision() == true ? LeaveText.LineReserved : LeaveText.LineUse).With(kind, period),
            LedgerEntryKind.GivenBack => LeaveText.LineBack.With(kind, period),
            _ => LeaveText.LineExpiry.With(Day(entry.On)),
        };
        return entry.Ground == "" ? words : $"{words}: {entry.Ground}";
    }

    public static string OfAction(string action) => Portal.Audit.AuditText.ResourceManager.GetString("Action_" + action, CultureInfo.CurrentUICulture) ?? action;

    /// <summary>Which field an error of asking is about.</summary>
    public static string FieldOf(Error error) => error.Code switch
    {
        "leave.reason_missing" => "reason",
        "leave.kind_unknown" => "kind",
        "leave.replacement_unknown" => "replacement",
        "leave.dates_reversed" or "leave.half_day_over_days" => "to",
        _ => "",
    };

    static string Part(DayPart part) => part.IsHalf() ? $" ({PartName(part)})" : "";
}
