using Portal.Audit;
using Portal.Retention;

namespace Portal.Reports;

/// <summary>What holds for a kind of report: who may order and read it, and how long it is kept.</summary>
public static class ReportKinds
{
    /// <summary>Every kind, in the order of lists.</summary>
    public static IReadOnlyList<ReportKind> All { get; } = Enum.GetValues<ReportKind>();

    /// <summary>The permission to have one made.</summary>
    public static string OrderedWith(ReportKind kind) => kind switch
    {
        ReportKind.Inspection => AuditPermissions.Inspect,
        ReportKind.AuditProof => AuditPermissions.Read,
        ReportKind.Deposited => ReportPermissions.Deposit,
        _ => ReportPermissions.Write,
    };

    /// <summary>The permission to find and open one: what tells of the audit is for who reads the audit.</summary>
    public static string ReadWith(ReportKind kind) => kind switch
    {
        ReportKind.Inspection => AuditPermissions.Inspect,
        ReportKind.AuditProof => AuditPermissions.Read,
        _ => ReportPermissions.Read,
    };

    /// <summary>Made for control and opened for control: no purpose is asked.</summary>
    public static bool IsForControl(ReportKind kind) => kind is ReportKind.Inspection or ReportKind.AuditProof;

    /// <summary>How long the zone keeps one; a hit's report is kept as long as the hit, and never longer than this.</summary>
    public static RetentionKind KeptAs(ReportKind kind) => kind switch
    {
        ReportKind.Free => RetentionKinds.FreeReports,
        ReportKind.Inspection or ReportKind.AuditProof => RetentionKinds.ControlReports,
        ReportKind.Deposited => RetentionKinds.DepositedReports,
        _ => RetentionKinds.Reports,
    };

    /// <summary>The kinds that go with a kind of retention.</summary>
    public static IReadOnlyList<ReportKind> KeptWith(RetentionKind kept) => [.. All.Where(k => KeptAs(k) == kept)];
}
