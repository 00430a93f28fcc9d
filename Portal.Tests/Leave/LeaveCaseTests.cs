namespace Portal.Tests.Leave;

/// <summary>One test a case of the leave cases, the portal's own and those of the folder that <c>PORTAL_CASES</c> names.</summary>
public sealed class LeaveCaseTests
{
    /// <summary>Kinds that belong to the hours module.</summary>
    static readonly string[] Hours =
    [
        "lock_first_open_day", "lock_day", "lock_span", "lock_bypass", "lock_period_with_grace",
        "overtime_balance", "overtime_limit", "overtime_period", "target_hours", "work_duration", "duty_rule",
    ];

    static readonly Dictionary<string, Action<CaseInput, CaseExpected>> Kinds = new()
    {
        ["work_days"] = CalendarCases.WorkDays,
        ["next_working_day"] = CalendarCases.NextWorkingDay,
        ["overlap"] = CalendarCases.Overlap,
        ["overlap_edge_parts"] = CalendarCases.OverlapEdgeParts,
        ["split_into_days"] = CalendarCases.SplitIntoDays,
        ["blocked_days"] = CalendarCases.BlockedDays,
        ["blocked_days_by_department"] = CalendarCases.BlockedDays,
        ["carry_over_last_day"] = CalendarCases.CarryOverLastDay,
        ["proration_entry"] = CalendarCases.ProrationEntry,
        ["carry_over_balance"] = BalanceCases.Carried,
        ["carry_over_usable"] = BalanceCases.Carried,
        ["carry_over_total"] = BalanceCases.Carried,
        ["balance_from_requests"] = BalanceCases.FromRequests,
        ["eligibility"] = BalanceCases.Eligibility,
        ["eligibility_pending"] = BalanceCases.EligibilityPending,
        ["year_turn_recalculation"] = BalanceCases.YearTurnRecalculation,
        ["year_turn_create"] = BalanceCases.YearTurnCreate,
        ["approval"] = RequestCases.Approval,
        ["request_validation"] = ValidationCases.Validation,
    };

    public static IEnumerable<TheoryDataRow<string, int>> Cases() =>
        LeaveCaseFiles.All().Where(c => !Hours.Contains(c.Kind)).Select(c => new TheoryDataRow<string, int>(c.File, c.Index) { TestDisplayName = c.Id, Label = "" });

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_holds(string file, int index)
    {
        var item = LeaveCaseFiles.Read(file, index);
        var kind = item.GetProperty("kind").GetString()!;
        var (input, expected) = (new CaseInput(item.GetProperty("input")), new CaseExpected(item.GetProperty("expected")));
        Assert.True(Kinds.TryGetValue(kind, out var check), $"unknown kind {kind}");
        check(input, expected);
        input.Done();
        expected.Done();
    }
}
