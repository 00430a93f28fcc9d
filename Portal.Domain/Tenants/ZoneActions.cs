namespace Portal.Tenants;

/// <summary>What the audit calls what the federal police do to a tenant.</summary>
public static class ZoneActions
{
    public const string Created = "zone.created";
    public const string Changed = "zone.changed";
    public const string Imported = "zone.imported";
    public const string CodeConfirmed = "zone.code_confirmed";
    public const string OutlineReplaced = "zone.outline_replaced";
    public const string OutlineRemoved = "zone.outline_removed";
    public const string StateDecided = "zone.state_decided";
    public const string StateWithdrawn = "zone.state_withdrawn";
    public const string StateApplied = "zone.state_applied";

    /// <summary>On its day the decision was not possible any more.</summary>
    public const string StateNotApplied = "zone.state_not_applied";
}

/// <summary>What the audit calls what is done to background jobs.</summary>
public static class JobActions
{
    public const string RunAgain = "job.run_again";
}

/// <summary>What the audit of both sides calls looking at another zone's audit.</summary>
public static class ControlActions
{
    public const string Searched = "control.searched";
    public const string Exported = "control.exported";
}
