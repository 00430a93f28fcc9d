using Portal.Common;

namespace Portal.Tenants;

/// <summary>What a zone decides for itself: how its people sign in, who approves when there is no chief, what it publishes. One row a zone.</summary>
public sealed class ZonePolicy : Entity
{
    public const int MinSessionHours = 1;
    public const int MaxSessionHours = 24;

    ZonePolicy() { }

    public ZonePolicy(string tenant, DateTimeOffset now) : base(tenant, now) => SessionHours = 12;

    /// <summary>Who enters must have signed in with a passkey or with a second factor.</summary>
    public bool SecondFactorRequired { get; private set; }

    /// <summary>Hours after a sign-in until the zone asks for a new one; 1 to 24.</summary>
    public int SessionHours { get; private set; }

    /// <summary>Staff member who approves for who has no chief.</summary>
    public Guid? DefaultApproverId { get; private set; }

    /// <summary>The zone's directory is shown to the other zones.</summary>
    public bool PublishesDirectory { get; private set; }

    /// <summary>Counts changes of the administrators: two who remove each other at the same moment are told of each other.</summary>
    public int AdministratorChanges { get; private set; }

    /// <summary>Takes over what the zone decides.</summary>
    public Result Decide(bool secondFactorRequired, int sessionHours, Guid? defaultApproverId, bool publishesDirectory)
    {
        if (sessionHours is < MinSessionHours or > MaxSessionHours) return PolicyErrors.SessionHours;
        (SecondFactorRequired, SessionHours, DefaultApproverId, PublishesDirectory) = (secondFactorRequired, sessionHours, defaultApproverId, publishesDirectory);
        return Result.Ok;
    }

    public void AdministratorsChanged() => AdministratorChanges++;
}
