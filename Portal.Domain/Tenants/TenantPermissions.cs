namespace Portal.Tenants;

/// <summary>What concerns a tenant as a whole; each is the name of a policy.</summary>
public static class TenantPermissions
{
    /// <summary>Be in the zone at all: its home page, the own account.</summary>
    public const string Enter = "zone.enter";

    /// <summary>Change how the zone's people sign in, who approves by default and what is published.</summary>
    public const string ManagePolicy = "zone.policy";

    /// <summary>Offer, accept and end reading between zones.</summary>
    public const string ManageGrants = "zone.grants";

    /// <summary>Let the federal police in to help, or not, and end that.</summary>
    public const string AnswerSupport = "support.answer";

    /// <summary>Seal the break-glass account and look into its use.</summary>
    public const string ManageBreakGlass = "breakglass.manage";

    /// <summary>See the zone's mail that could not be delivered, and send it again.</summary>
    public const string ManageMail = "mail.manage";
}

/// <summary>What the federal police may do across zones; counts in the federal tenant alone.</summary>
public static class FederalPermissions
{
    const string Prefix = "federal.";

    /// <summary>See the zones and their settings.</summary>
    public const string ReadZones = "federal.zones.read";

    /// <summary>Create, import, change and close zones; invite a zone's first administrator.</summary>
    public const string ManageZones = "federal.zones.manage";

    /// <summary>See counts of every zone, never content.</summary>
    public const string ReadFigures = "federal.figures.read";

    /// <summary>See background jobs and run a failed one again.</summary>
    public const string ManageJobs = "federal.jobs.manage";

    /// <summary>Read the audit of every zone (Supervisory Body for Police Information, COC). Given for a time only.</summary>
    public const string ReadAudit = "federal.audit.read";

    /// <summary>Ask a zone to be let in to help.</summary>
    public const string AskSupport = "federal.support";

    public static bool Is(string permission) => permission == Reports.ReportPermissions.ReadReleased || permission.StartsWith(Prefix, StringComparison.Ordinal);
}
