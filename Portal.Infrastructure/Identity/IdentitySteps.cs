using Microsoft.Extensions.DependencyInjection;
using Portal.Common.Notices;
using Portal.Identity.Reviews;
using Portal.Retention;

namespace Portal.Identity;

/// <summary>What becomes of rights, requests, keys, sessions and accounts at their limits. A hold on rights, sessions or accounts names the person.</summary>
static class IdentitySteps
{
    public static IServiceCollection AddIdentitySteps(this IServiceCollection services) => services
        .AddRetention(
            RetentionKinds.Rights,
            new PurgedRows<Membership>(m => m.PersonId, (p, _) => m => m.EndsOn < p.LimitOn),
            // Choices of who has no right here any more, not even one that ended.
            new PurgedRows<NotificationChoice>(c => c.PersonId, (p, db) => c => !db.Set<Membership>().Any(m => m.PersonId == c.PersonId && (m.EndsOn == null || m.EndsOn >= p.LimitOn))))
        .AddRetention(RetentionKinds.Invitations, new PurgedRows<Invitation>(i => i.Id, (p, _) => i => (i.AcceptedAt ?? i.RevokedAt ?? i.ExpiresAt) < p.Limit))
        .AddRetention(
            RetentionKinds.AccessRequests,
            new PurgedRows<AccessRequest>(r => r.Id, (p, _) => r => r.State != AccessRequestState.Waiting && r.DecidedAt < p.Limit),
            new PurgedRows<AccessRun>(r => r.Id, (p, _) => r => (r.FinishedAt ?? r.StoppedAt) < p.Limit))
        .AddRetention(RetentionKinds.WaitingRequests, new PurgedRows<AccessRequest>(r => r.Id, (p, _) => r => r.State == AccessRequestState.Waiting && r.RequestedAt < p.Limit))
        .AddRetention(RetentionKinds.ApiKeys, new PurgedRows<ApiKey>(k => k.Id, (p, _) => k => k.RevokedAt < p.Limit || k.ExpiresOn < p.LimitOn))
        .AddRetention(RetentionKinds.RightsReviews, new PurgedRows<RightsReview>(r => r.Id, (p, _) => r => r.ClosedAt < p.Limit))
        .AddRetention(RetentionKinds.Sessions, new PurgedRows<PersonSession>(s => s.PersonId, (p, _) => s => (s.EndedAt ?? s.EndsAt) < p.Limit))
        .AddRetention<AccountsStep>();
}
