namespace Portal.Reports;

/// <summary>What the audit calls the things done to reports and seals.</summary>
public static class ReportActions
{
    public const string Ordered = "report.ordered";
    public const string OrderTriedAgain = "report.order_tried_again";
    public const string Sealed = "report.sealed";
    public const string Opened = "report.opened";
    public const string Checked = "report.checked";
    public const string SealKeyAdded = "seal_key.added";
}
