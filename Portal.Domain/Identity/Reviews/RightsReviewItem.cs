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

    public RoleRef AsRole => new(Role, CustomRoleId);

    /// <summary>Somebody says that the person still needs it.</summary>
    public Result Confirm(Guid by, DateTimeOffset now) => Decide(ReviewDecision.Confirmed, by, now);

    /// <summary>Somebody takes it away; null for the portal, which found it gone.</summary>
    public Result Withdraw(Guid? by, DateTimeOffset now) => by is { } who ? Decide(ReviewDecision.Withdrawn, who, now) : Note(ReviewDecision.Withdrawn, now);

    /// <summary>Nobody said anything.</summary>
    /// <param name="endsOn">Last day of the right until now.</param>
    public Result Suspend(DateOnly? endsOn, DateTimeOffset now)
    {
        EndedOn = endsOn;
        return Note(ReviewDecision.Suspended, now);
    }

    /// <summary>Nobody said anything, and the zone cannot do without.</summary>
    public Result Spare(DateTimeOffset now) => Note(ReviewDecision.Spared, now);

    /// <summary>Given back as it was.</summary>
    public Result Restore(Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return ReviewErrors.OwnRights;
        if (Decision != ReviewDecision.Suspended) return ReviewErrors.NotSuspended;
        if (now > DecidedAt!.Value.AddDays(RestoreDays)) return ReviewErrors.TooLate;
        (Decision, DecidedBy, DecidedAt) = (ReviewDecision.Restored, by, now);
        return Result.Ok;
    }

    Result Decide(ReviewDecision decision, Guid by, DateTimeOffset now)
    {
        if (by == PersonId) return ReviewErrors.OwnRights;
        if (Decision != ReviewDecision.Open) return ReviewErrors.AlreadyDecided;
        (Decision, DecidedBy, DecidedAt) = (decision, by, now);
        return Result.Ok;
    }

    Result Note(ReviewDecision decision, DateTimeOffset now)
    {
        if (Decision != ReviewDecision.Open) return ReviewErrors.AlreadyDecided;
        (Decision, DecidedAt) = (decision, now);
        return Result.Ok;
    }
}
