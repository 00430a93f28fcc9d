namespace Portal.Tenants;

/// <summary>Where a zone stands in its life; each state has a date, a reason and effects (<see cref="ZoneStates"/>).</summary>
public enum ZoneState
{
    /// <summary>Everything works.</summary>
    Active = 0,

    /// <summary>Administrators set the zone up; nobody else enters, no read is taken.</summary>
    Preparing = 1,

    /// <summary>Members look, nobody changes anything, no read is taken. Retention goes on.</summary>
    ReadOnly = 2,

    /// <summary>Nobody of the zone enters. Retention goes on.</summary>
    Closed = 3,

    /// <summary>As closed, and nothing is deleted: an authority has asked to keep what there is.</summary>
    LegalHold = 4,

    /// <summary>The zone's data are gone; its code and name stay and are never given again.</summary>
    Erased = 5,
}

/// <summary>What a state allows, and which states may follow it.</summary>
public static class ZoneStates
{
    static readonly Dictionary<ZoneState, ZoneState[]> Following = new()
    {
        [ZoneState.Preparing] = [ZoneState.Active, ZoneState.Closed],
        [ZoneState.Active] = [ZoneState.ReadOnly, ZoneState.Closed, ZoneState.LegalHold],
        [ZoneState.ReadOnly] = [ZoneState.Active, ZoneState.Closed, ZoneState.LegalHold],
        [ZoneState.Closed] = [ZoneState.ReadOnly, ZoneState.LegalHold, ZoneState.Erased],
        [ZoneState.LegalHold] = [ZoneState.Closed, ZoneState.ReadOnly],
        [ZoneState.Erased] = [],
    };

    /// <summary>States that may follow; what is erased stays erased, and a legal hold is lifted before anything is erased.</summary>
    public static IReadOnlyList<ZoneState> After(ZoneState state) => Following[state];

    /// <summary>True while sources may deliver reads.</summary>
    public static bool TakesReads(ZoneState state) => state == ZoneState.Active;

    /// <summary>True while people of the zone may decide, and jobs for them.</summary>
    public static bool TakesDecisions(ZoneState state) => state is ZoneState.Active or ZoneState.Preparing;

    /// <summary>False while nothing of the zone may be deleted.</summary>
    public static bool MayDelete(ZoneState state) => state != ZoneState.LegalHold;

    /// <summary>True when people of the zone get in at all.</summary>
    public static bool IsOpen(ZoneState state) => state is ZoneState.Active or ZoneState.ReadOnly or ZoneState.Preparing;

    /// <summary>What is left of a person's permissions in this state.</summary>
    public static IReadOnlySet<string> Allow(ZoneState state, IReadOnlySet<string> permissions) => state switch
    {
        ZoneState.Active => permissions,
        ZoneState.Preparing => permissions.Contains(TenantPermissions.ManagePolicy) ? permissions : new HashSet<string>(),
        ZoneState.ReadOnly => permissions.Where(Permissions.OnlyReads).ToHashSet(StringComparer.Ordinal),
        _ => new HashSet<string>(),
    };
}
