using Portal.Common;

namespace Portal.Audit;

/// <summary>What is wrong with a chain, in the user's words.</summary>
static class ProofWords
{
    public static string Of(AuditFault fault) => (fault.Kind switch
    {
        AuditFaultKind.Changed => ProofText.Changed,
        AuditFaultKind.ContentChanged => ProofText.ContentChanged,
        AuditFaultKind.Removed => ProofText.Removed,
        AuditFaultKind.Moved => ProofText.Moved,
        AuditFaultKind.Unchained => ProofText.Unchained.With(fault.DoneAt is { } at ? Show.TimeExactly(at) : ""),
        AuditFaultKind.TailCut => ProofText.TailCut,
        AuditFaultKind.WrongStart => ProofText.WrongStart,
        AuditFaultKind.CutTooEarly => ProofText.CutTooEarly,
        AuditFaultKind.OtherChain => ProofText.OtherChain,
        AuditFaultKind.Forged => ProofText.Forged,
        _ => ProofText.NotSigned,
    }).With(Number(fault.First), Number(fault.Last), fault.Day is { } day ? Show.Day(day) : "");

    /// <summary>With separators, as the language has them.</summary>
    public static string Number(long number) => number.ToString("N0", System.Globalization.CultureInfo.CurrentCulture);
}
