namespace Portal.Audit;

/// <summary>What a role may do with the audit; each is the name of a policy.</summary>
public static class AuditPermissions
{
    /// <summary>See who consulted and changed what in the zone.</summary>
    public const string Read = "audit.read";

    /// <summary>See whose use stands out, and settle it; for the data protection officer.</summary>
    public const string ReadUnusual = "audit.unusual";

    /// <summary>See who looked at the own staff data.</summary>
    public const string ReadOwn = "audit.own";

    /// <summary>See and export what the zone shows the Supervisory Body for Police Information.</summary>
    public const string Inspect = "inspection.read";

    /// <summary>Answer under the headings of the inspection.</summary>
    public const string AnswerInspection = "inspection.answer";

    /// <summary>Choose the purpose of the own work; for every role that consults data.</summary>
    public const string ChoosePurpose = "purpose.choose";
}
