namespace Portal.Audit;

/// <summary>What the audit calls looking at the audit.</summary>
public static class AuditActions
{
    public const string Searched = "audit.searched";
    public const string Exported = "audit.exported";

    /// <summary>The chain was gone through.</summary>
    public const string Verified = "audit.verified";

    /// <summary>Lines left the portal in the form that proves itself.</summary>
    public const string ProofExported = "audit.proof_exported";
}
