using Portal.Common;
using Portal.Leave;

namespace Portal.Tests.Leave;

/// <summary>Who may do what to a request, and who hears of it.</summary>
public sealed class LeaveRequestTests
{
    static readonly DateOnly Today = new(2026, 3, 2);
    static readonly LeaveActor Owner = new(IsApplicant: true);
    static readonly LeaveActor Head = new(LeaveStanding.Head);
    static readonly LeaveActor Second = new(LeaveStanding.SecondStage);
    static readonly LeaveActor Office = new(IsStaffOffice: true);

    static LeaveRequest Asked(bool twoStage = false) => LeaveRequest.Ask(
        new("5340", Guid.NewGuid(), Guid.NewGuid(), LeaveSpan.Each(new(2026, 4, 6), new(2026, 4, 10)), 5, ReplacementId: Guid.NewGuid()), needsApproval: true, twoStage, Brussels.StartOf(Today));

    static LeaveAsk OneDay => new("5340", Guid.NewGuid(), Guid.NewGuid(), LeaveSpan.Each(Today, Today), 1);

    [Fact]
    public void Two_stages_tell_the_second_before_the_replacement()
    {
        var request = Asked(twoStage: true);
        Assert.Equal(new LeaveOutcome(RequestState.FirstStageApproved, true, LeaveAudience.Applicant | LeaveAudience.SecondStage), request.Approve(Head).Value);
        Assert.Equal(new LeaveOutcome(RequestState.Approved, true, LeaveAudience.Applicant | LeaveAudience.Replacement), request.Approve(Second).Value);
        Assert.False(request.Approve(Second).Value!.Changed);
    }

    [Fact]
    public void A_refusal_needs_a_reason_and_ends_it()
    {
        var request = Asked();
        Assert.Equal(LeaveErrors.RefusalNeedsReason, request.Reject(Head, "  ").Error);
        Assert.Equal(LeaveErrors.NotPrivileged, request.Reject(Owner, "no").Error);
        Assert.Equal(RequestState.Rejected, request.Reject(Head, " Three are away ").Value!.State);
        Assert.Equal("Three are away", request.Refusal);
        Assert.Equal(LeaveErrors.NotOpen, request.Approve(Head).Error);
        Assert.False(request.Cancel(Owner).Value!.Changed);
    }

    [Fact]
    public void Nobody_refuses_the_own_leave() => Assert.Equal(LeaveErrors.NotPrivileged, Asked().Reject(new(LeaveStanding.Chief, IsApplicant: true), "no").Error);

    [Fact]
    public void A_cancellation_is_a_request_of_its_own()
    {
        var request = Asked();
        request.Approve(Head);
        Assert.Equal(RequestState.CancellationRequested, request.Cancel(Owner).Value!.State);
        Assert.True(request.State.Reserves());
        Assert.False(request.Cancel(Owner).Value!.Changed);
        Assert.Equal(LeaveErrors.NotPrivileged, request.KeepApproved(Owner, "no").Error);
        Assert.Equal(RequestState.Approved, request.KeepApproved(Head, "The roster is out").Value!.State);
        Assert.Equal(LeaveErrors.NotPrivileged, request.Cancel(Head).Error);
        request.Cancel(Owner);
        Assert.Equal(RequestState.Cancelled, request.Cancel(Head).Value!.State);
        Assert.False(request.State.Reserves());
    }

    [Fact]
    public void An_approver_may_not_cancel_the_own_approved_leave_without_another() =>
        Assert.Equal(RequestState.CancellationRequested, Approved().Cancel(new(LeaveStanding.Head, IsApplicant: true)).Value!.State);

    [Fact]
    public void A_kind_without_approval_is_approved_when_asked() =>
        Assert.Equal(RequestState.Approved, LeaveRequest.Ask(OneDay, needsApproval: false, false, Brussels.StartOf(Today)).State);

    [Fact]
    public void A_reminder_goes_out_once_a_day_and_only_while_somebody_decides()
    {
        var request = Asked();
        Assert.Equal(LeaveErrors.TooEarly, request.Remind(Today.AddDays(1)).Error);
        Assert.True(request.Remind(Today.AddDays(2)).Succeeded);
        Assert.Equal(LeaveErrors.AlreadySent, request.Remind(Today.AddDays(2)).Error);
        Assert.True(request.Remind(Today.AddDays(3)).Succeeded);
        request.Approve(Head);
        Assert.Equal(LeaveErrors.NotOpen, request.Remind(Today.AddDays(9)).Error);
    }

    [Fact]
    public void Every_verb_by_a_colleague_is_refused()
    {
        var colleague = new LeaveActor();
        foreach (var state in Enum.GetValues<RequestState>())
        {
            var request = LeaveRequest.Stored(OneDay, false, state, null, Brussels.StartOf(Today));
            Assert.Equal(LeaveErrors.NotPrivileged, request.Approve(colleague).Error);
            Assert.Equal(LeaveErrors.NotPrivileged, request.Reject(colleague, "x").Error);
            Assert.Equal(LeaveErrors.NotPrivileged, request.Cancel(colleague).Error);
            Assert.Equal(LeaveErrors.NotPrivileged, request.KeepApproved(colleague, "x").Error);
            Assert.Equal(state, request.State);
        }
    }

    [Fact]
    public void Sickness_is_told_to_nobody_but_the_person_and_the_staff_office()
    {
        Assert.All([new LeaveActor(), Head, Second, new LeaveActor(LeaveStanding.Chief)], v => Assert.Equal(AbsenceView.Absent, AbsenceViews.Of(v, sickness: true, kindIsPublic: true)));
        Assert.All([Owner, Office], v => Assert.Equal(AbsenceView.All, AbsenceViews.Of(v, sickness: true, kindIsPublic: false)));
        Assert.Equal((AbsenceView.Kind, AbsenceView.Absent, AbsenceView.Kind),
            (AbsenceViews.Of(Head, false, false), AbsenceViews.Of(new(), false, false), AbsenceViews.Of(new(), false, kindIsPublic: true)));
    }

    static LeaveRequest Approved()
    {
        var request = Asked();
        request.Approve(Second);
        return request;
    }
}
