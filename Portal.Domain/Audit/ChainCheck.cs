using System.Security.Cryptography;
using Portal.Retention;

namespace Portal.Audit;

/// <summary>An anchor and what its signature is worth.</summary>
/// <param name="IsSealed">It bears a signature of the zone's seal that holds.</param>
/// <param name="HadSeal">The zone had a seal when the anchor was made.</param>
public sealed record CheckedAnchor(AuditAnchor Anchor, bool IsSealed, bool HadSeal);

/// <summary>Goes through a zone's chain, line by line in the order of the numbers, and notes what does not hold.</summary>
/// <param name="anchors">All of the zone.</param>
/// <param name="now">The moment of checking.</param>
public sealed class ChainCheck(IReadOnlyList<CheckedAnchor> anchors, DateTimeOffset now)
{
    /// <summary>Faults that are told one by one.</summary>
    public const int MostFaults = 20;

    /// <summary>Lines that do not fit, among which is looked for those that changed places.</summary>
    const int MostMisfits = 200;

    readonly List<AuditFault> faults = [];
    readonly List<Misfit> misfits = [];
    readonly Dictionary<long, CheckedAnchor> at = anchors.GroupBy(a => a.Anchor.Sequence).ToDictionary(g => g.Key, g => g.OrderByDescending(a => a.IsSealed).First());
    byte[]? previous;
    long lines, first, last, erased, more;

    /// <summary>Takes the next line; it has its content with it, where that still exists.</summary>
    public void Next(AuditLine line)
    {
        var number = line.Sequence!.Value;
        if (lines++ == 0) Start(number);
        else if (number != last + 1) Gap(number);
        CheckContent(line, number);
        var hash = AuditChain.HashOf(line);
        if (previous is not null && !Same(AuditChain.Next(previous, number, hash), line.ChainHash)) Misfits(new(number, previous, hash, line.ChainHash ?? [], line.DoneAt));
        (previous, last) = (line.ChainHash ?? [], number);
        if (!at.TryGetValue(number, out var anchor)) return;
        if (!Same(anchor.Anchor.ChainHash, line.ChainHash)) Note(new(AuditFaultKind.OtherChain, number, number, anchor.Anchor.Day));
    }

    /// <summary>A line without a number that has waited too long.</summary>
    public void Waiting(AuditLine line) => Note(new(AuditFaultKind.Unchained, 0, 0, DoneAt: line.DoneAt));

    public AuditVerdict Finish()
    {
        foreach (var anchor in anchors)
        {
            var (told, number) = (anchor.Anchor, anchor.Anchor.Sequence);
            if (told.Signature is not null && !anchor.IsSealed) Note(new(AuditFaultKind.Forged, number, number, told.Day));
            else if (told.Signature is null && anchor.HadSeal) Note(new(AuditFaultKind.NotSigned, number, number, told.Day));
        }

        if (anchors.OrderByDescending(a => a.Anchor.Sequence).FirstOrDefault() is { } furthest && furthest.Anchor.Sequence > last)
        {
            // All lines may have reached their limit: then the anchor alone is left.
            if (lines > 0 || !furthest.IsSealed) Note(new(AuditFaultKind.TailCut, last + 1, furthest.Anchor.Sequence, furthest.Anchor.Day));
            else if (IsYoung(furthest.Anchor)) Note(new(AuditFaultKind.CutTooEarly, 1, furthest.Anchor.Sequence, furthest.Anchor.Day));
        }

        Resolve();
        var vouched = anchors.Where(a => a.IsSealed && a.Anchor.Sequence <= last).Select(a => a.Anchor.Sequence).DefaultIfEmpty().Max();
        return new(lines, first, last, previous ?? AuditChain.Beginning, erased, vouched, anchors.Count, anchors.Count(a => a.Anchor.Signature is null),
            [.. faults.OrderBy(f => f.First).ThenBy(f => f.Kind).Take(MostFaults)], faults.Count + more);
    }

    void Start(long number)
    {
        first = number;
        if (number == 1) previous = AuditChain.Beginning;
        else if (at.GetValueOrDefault(number - 1) is { IsSealed: true } anchor)
        {
            previous = anchor.Anchor.ChainHash;
            if (IsYoung(anchor.Anchor)) Note(new(AuditFaultKind.CutTooEarly, 1, number - 1, anchor.Anchor.Day));
        }
        else
        {
            Note(new(AuditFaultKind.WrongStart, number, number));
        }
    }

    void Gap(long number)
    {
        Note(new(AuditFaultKind.Removed, last + 1, number - 1));
        previous = null; // what the line was chained to is not there
    }

    void CheckContent(AuditLine line, long number)
    {
        if (line.Content is null) erased += line.ContentHash is null ? 0 : 1;
        else if (!Same(AuditChain.HashOf(line.Content), line.ContentHash)) Note(new(AuditFaultKind.ContentChanged, number, number, DoneAt: line.DoneAt));
    }

    void Misfits(Misfit misfit)
    {
        if (misfits.Count < MostMisfits) misfits.Add(misfit);
        else more++;
    }

    /// <summary>A line that fits at the place of another one was moved; what fits nowhere was changed.</summary>
    void Resolve()
    {
        byte[]? right = null;
        var before = 0L;
        foreach (var misfit in misfits)
        {
            // The line after one that was moved, or whose hash was changed, is right when it follows what was chained there.
            if (right is not null && before == misfit.Number - 1 && Same(AuditChain.Next(right, misfit.Number, misfit.Line), misfit.Chain)) continue;
            var from = right is not null && before == misfit.Number - 1 ? right : misfit.Previous;
            var own = misfits.FirstOrDefault(o => o != misfit && AuditChain.Next(from, misfit.Number, o.Line) is var fits && (Same(fits, o.Chain) || Same(fits, misfit.Chain)));
            (right, before) = (AuditChain.Next(from, misfit.Number, (own ?? misfit).Line), misfit.Number);
            Note(own is null ? new(AuditFaultKind.Changed, misfit.Number, misfit.Number, DoneAt: misfit.DoneAt) : new(AuditFaultKind.Moved, misfit.Number, own.Number, DoneAt: misfit.DoneAt));
        }
    }

    void Note(AuditFault fault)
    {
        if (faults.Count < MostMisfits) faults.Add(fault);
        else more++;
    }

    bool IsYoung(AuditAnchor anchor) => anchor.Day.ToDateTime(TimeOnly.MinValue) > now.UtcDateTime.AddDays(-RetentionKinds.Audit.MinDays);

    static bool Same(byte[] one, byte[]? other) => other is not null && CryptographicOperations.FixedTimeEquals(one, other);

    sealed record Misfit(long Number, byte[] Previous, byte[] Line, byte[] Chain, DateTimeOffset DoneAt);
}
