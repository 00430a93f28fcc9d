namespace Portal.Audit;

/// <summary>What a role may do with the audit; each is the name of a policy.</summary>
public static class AuditPermissions
{
    /// <summary>See who consulted and changed what in the zone.</summary>
    public const string Read = "audit.read";

    /// <summary>Choose the purpose of the own work; for every role that consults data.</summary>
    public const string ChoosePurpose = "purpose.choose";
}
