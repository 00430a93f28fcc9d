namespace Portal.Reports;

/// <summary>Words of kinds and states of reports.</summary>
static class ReportWords
{
    public static string Of(ReportKind kind) => kind switch
    {
        ReportKind.Hit => ContainerText.KindHit,
        ReportKind.Free => ContainerText.KindFree,
        ReportKind.Inspection => ContainerText.KindInspection,
        ReportKind.AuditProof => ContainerText.KindAuditProof,
        ReportKind.Deposited => ContainerText.KindDeposited,
        _ => kind.ToString(),
    };

    public static string Of(ReportState state) => state switch
    {
        ReportState.Withdrawn => ContainerText.StateWithdrawn,
        ReportState.Replaced => ContainerText.StateReplaced,
        _ => ContainerText.StateValid,
    };

    public static string Symbol(ReportState state) => state switch
    {
        ReportState.Withdrawn => "block",
        ReportState.Replaced => "history",
        _ => "verified",
    };
}
