namespace Portal.Audit;

/// <summary>What the audit calls looking at the audit.</summary>
public static class AuditActions
{
    public const string Searched = "audit.searched";
    public const string Exported = "audit.exported";
}
