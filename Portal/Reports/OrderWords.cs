using Portal.Common;

namespace Portal.Reports;

/// <summary>What is said of an ordered report.</summary>
static class OrderWords
{
    static bool AwaitsSeal(ReportOrderRow row) => row.State == ReportOrderState.Waiting && (row.Problem == ReportErrors.NoSeal.Code || row.Problem == ReportErrors.SealUnusable.Code);

    /// <summary>It failed and is tried again after a pause.</summary>
    public static bool IsPaused(ReportOrderRow row) => row is { State: ReportOrderState.Waiting, Problem: not null } && !AwaitsSeal(row);

    /// <summary>In a word or two.</summary>
    public static string State(ReportOrderRow row) => row.State switch
    {
        ReportOrderState.Sealed => OrdersText.Sealed,
        ReportOrderState.Failed => OrdersText.Failed,
        _ => row.IsBeingSealed ? OrdersText.BeingSealed : OrdersText.Waiting,
    };

    /// <summary>In sentences.</summary>
    public static string Says(ReportOrderRow row) => row.State switch
    {
        ReportOrderState.Sealed => OrdersText.SaysSealed.With(row.Reference ?? ""),
        ReportOrderState.Failed => OrdersText.SaysFailed.With(ErrorTexts.For(row.Problem ?? "")),
        _ when AwaitsSeal(row) => OrdersText.SaysNoSeal,
        _ when row.Problem is { } problem => OrdersText.SaysTriedAgain.With(row.Attempts, ErrorTexts.For(problem), Show.Time(row.NextTryAt)),
        _ => row.IsBeingSealed ? OrdersText.SaysBeingSealed : OrdersText.SaysWaiting,
    };

    public static string Tone(ReportOrderRow row) => row.State switch
    {
        ReportOrderState.Sealed => "note-ok",
        ReportOrderState.Failed => "note-danger",
        _ => row.Problem is null ? "" : "note-warning",
    };

    public static string Symbol(ReportOrderRow row) => row.State switch
    {
        ReportOrderState.Sealed => "verified",
        ReportOrderState.Failed => "error",
        _ => row.Problem is null ? "hourglass_top" : "warning",
    };
}
