using Portal.Common;
using Portal.Tenants;

namespace Portal.Identity.Reviews;

/// <summary>What became of a right in a review. Stored as its number.</summary>
public enum ReviewDecision
{
    Open = 0,
    Confirmed = 1,

    /// <summary>Taken away by who reviewed it.</summary>
    Withdrawn = 2,

    /// <summary>Nobody said anything.</summary>
    Suspended = 3,

    /// <summary>Given back after a suspension.</summary>
    Restored = 4,

    /// <summary>Nobody said anything, but the person is the last who holds one of its permissions.</summary>
    Spared = 5,
}

/// <summary>One right of one person in a review.</summary>
public sealed class RightsReviewItem : Entity
{
    /// <summary>Days for which a suspended right is given back with one click.</summary>
    public const int RestoreDays = 30;

    RightsReviewItem() { }

    public RightsReviewItem(string tenant, Guid reviewId, Guid personId, ZoneRole role, Guid customRoleId, Guid? reviewerId, Guid? deputyId, DateTimeOffset now) : base(tenant, now) =>
        (ReviewId, PersonId, Role, CustomRoleId, ReviewerId, DeputyId) = (reviewId, personId, role, customRoleId, reviewerId, deputyId);

    public Guid ReviewId { get; private set; }

    public Guid PersonId { get; private set; }

    public ZoneRole Role { get; private set; }

    /// <summary>The zone's own role; empty for a built-in one.</summary>
    public Guid CustomRoleId { get; private set; }

    /// <summary>Account of who is asked: the person's chief, or the zone's default approver; null leaves it to the administrators.</summary>
    public Guid? ReviewerId { get; private set; }

    /// <summary>Account of who is asked when the first stays silent.</summary>
    public Guid? DeputyId { get; private set; }

    public ReviewDecision Decision { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Last day of the right before it was suspended; null when it had none.</summary>
    public DateOnly? EndedOn { get; private set; }

    public void Decide(ReviewDecision decision, Guid? by, DateTimeOffset now) => (Decision, DecidedBy, DecidedAt) = (decision, by, now);

    /// <param name="endsOn">Last day of the right until now.</param>
    public void Suspend(DateOnly? endsOn, DateTimeOffset now) => (Decision, DecidedAt, EndedOn) = (ReviewDecision.Suspended, now, endsOn);
}
