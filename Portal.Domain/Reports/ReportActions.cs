namespace Portal.Reports;

/// <summary>What the audit calls the things done to reports and seals.</summary>
public static class ReportActions
{
    public const string Ordered = "report.ordered";
    public const string OrderTriedAgain = "report.order_tried_again";
    public const string Sealed = "report.sealed";
    public const string Withdrawn = "report.withdrawn";

    /// <summary>Handed over to Justice.</summary>
    public const string Released = "report.released";

    /// <summary>Another application deposited it.</summary>
    public const string Deposited = "report.deposited";

    /// <summary>A reader of Justice took it along; written in the zone and in the reader's own tenant.</summary>
    public const string TakenByJustice = "report.taken_by_justice";

    /// <summary>A reader of Justice looked at what zones handed over.</summary>
    public const string ReleasedListed = "report.released_listed";

    public const string Exported = "report.exported";
    public const string Opened = "report.opened";
    public const string Checked = "report.checked";

    /// <summary>The portal warned that the seal ends, or has ended.</summary>
    public const string SealEnds = "seal_key.ends";
    public const string SealKeyAdded = "seal_key.added";
}
