using Portal.Common;
using Portal.Leave;
using static Portal.Tests.Leave.CaseWords;

namespace Portal.Tests.Leave;

/// <summary>Cases of who decides what on a request.</summary>
static class RequestCases
{
    static readonly DateOnly Today = new(2024, 5, 13);
    static readonly LeaveSpan Span = LeaveSpan.Each(new(2024, 6, 3), new(2024, 6, 7));

    public static void Approval(CaseInput input, CaseExpected expected)
    {
        var actor = ActorOf(input.Text("actor")) is var named && input.Flag("own") ? named with { IsApplicant = true } : named;
        actor = input.Text("applicant_is") switch
        {
            null or "head of department" => actor,
            "second_stage of same department" => actor with { AnswersToApplicant = true },
            var other => throw new InvalidDataException($"unknown applicant {other}"),
        };
        var asked = Today.AddDays(-(int)input.Number("days_since_application", 0));
        DateOnly? reminded = input.Text("last_reminder") switch { null => null, "today" => Today, "yesterday" => Today.AddDays(-1), var other => throw new InvalidDataException($"unknown reminder {other}") };
        var request = LeaveRequest.Stored(AskFor(input.Flag("replacement")), input.Flag("two_stage"), StateOf(input.Text("status") ?? "new"), reminded, Brussels.StartOf(asked));
        var result = input.Text("action") switch
        {
            null => request.Approve(actor),
            "cancel" => request.Cancel(actor),
            "remind" => request.Remind(Today),
            "convert_from_sick_note" => LeaveRequest.FromSickNote(actor, AskFor(replacement: false), Brussels.StartOf(Today)) is { } made && made.Succeeded ? new LeaveOutcome(made.Value.State, true, LeaveAudience.Applicant) : made.Error!,
            var other => throw new InvalidDataException($"unknown action {other}"),
        };
        Compare(expected, result, request, reminding: input.Text("action") == "remind");
    }

    static LeaveAsk AskFor(bool replacement) => new("5340", Guid.NewGuid(), Guid.NewGuid(), Span, 5, ReplacementId: replacement ? Guid.NewGuid() : null);

    static void Compare(CaseExpected expected, Result<LeaveOutcome> result, LeaveRequest request, bool reminding)
    {
        if (!result.Succeeded) Assert.True(expected.Has("error") || expected.Has("sent"), $"refused: {result.Error!.Code}");
        var told = result.Value?.Told ?? LeaveAudience.Nobody;
        expected.Is("error", WordOf(result.Error));
        expected.Is("status", WordOf(result.Value?.State ?? request.State));
        expected.Is("side_effects", result.Value?.Changed ?? false);
        expected.Is("notify", Enum.GetValues<LeaveAudience>().Where(a => a != LeaveAudience.Nobody && told.HasFlag(a)).Select(a => a.ToString().ToLowerInvariant()).ToHashSet());
        expected.Is("notify_replacement", told.HasFlag(LeaveAudience.Replacement));
        if (reminding) expected.Is("sent", result.Succeeded);
    }
}
