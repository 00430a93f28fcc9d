namespace Portal.Reports;

/// <summary>What a role may do with reports; each is the name of a policy.</summary>
public static class ReportPermissions
{
    /// <summary>Find and open reports, check a file against them.</summary>
    public const string Read = "reports.read";

    /// <summary>Compose a report and have it sealed.</summary>
    public const string Write = "reports.write";

    /// <summary>Withdraw an issued report, and hand one over to Justice.</summary>
    public const string Withdraw = "reports.withdraw";

    /// <summary>Read what zones have handed over to Justice.</summary>
    public const string ReadReleased = "reports.released";

    /// <summary>Deposit documents to be sealed and kept: for keys of other police applications.</summary>
    public const string Deposit = "reports.deposit";

    /// <summary>See the zone's seal and replace its key.</summary>
    public const string ManageSeal = "reports.seal";
}
