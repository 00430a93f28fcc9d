using Portal.Common;

namespace Portal.Audit;

/// <summary>From when on a day's consultations of one person stand out. Nothing of this is law: the portal's operator may choose other numbers (section <c>Audit</c> of the settings).</summary>
public sealed class UnusualUseRules
{
    /// <summary>Days before the day looked at that tell what is usual for somebody.</summary>
    public const int UsualDays = 28;

    /// <summary>Fewest consultations that count as many.</summary>
    public int VolumeAtLeast { get; init; } = 60;

    /// <summary>How many times the usual number counts as many.</summary>
    public double VolumeTimes { get; init; } = 3;

    /// <summary>Fewest consultations at hours in which the person never consulted anything before.</summary>
    public int OutsideAtLeast { get; init; } = 10;

    /// <summary>Days on which somebody must have worked before hours can be unusual.</summary>
    public int OutsideNeedsDays { get; init; } = 5;

    /// <summary>Fewest records of different colleagues.</summary>
    public int ColleaguesAtLeast { get; init; } = 8;

    /// <summary>Days after which a member sees a consultation that was made for a control: an internal inquiry is not told while it runs.</summary>
    public int InquiryDelayDays { get; init; } = 90;

    /// <summary>What stands out, with the number found and the usual one.</summary>
    /// <param name="today">Consultations of the day, by hour in Belgium.</param>
    /// <param name="before">The same for each day before on which there were any.</param>
    /// <param name="onDuty">Hours of planned duty on the day; null while no duty is planned in the portal, and the person's own habit counts.</param>
    /// <param name="colleagues">Records of different colleagues seen, by somebody who does not manage them.</param>
    public IReadOnlyList<(UnusualUseKind Kind, int Found, double Usual)> Judge(
        IReadOnlyDictionary<int, int> today, IReadOnlyList<IReadOnlyDictionary<int, int>> before, IReadOnlySet<int>? onDuty, int colleagues)
    {
        var found = new List<(UnusualUseKind, int, double)>();
        var all = today.Values.Sum();
        var usual = before.Count == 0 ? 0 : before.Average(d => d.Values.Sum());
        if (all >= VolumeAtLeast && all >= VolumeTimes * usual) found.Add((UnusualUseKind.Volume, all, usual));
        if (onDuty is not null || before.Count >= OutsideNeedsDays)
        {
            var hours = onDuty ?? before.SelectMany(d => d.Keys).ToHashSet();
            var outside = today.Where(h => !hours.Contains(h.Key)).Sum(h => h.Value);
            if (outside >= OutsideAtLeast) found.Add((UnusualUseKind.OutsideDuty, outside, 0));
        }

        if (colleagues >= ColleaguesAtLeast) found.Add((UnusualUseKind.OwnColleagues, colleagues, 0));
        return found;
    }
}

/// <summary>What people do with what stands out, as the audit names it.</summary>
public static class UnusualUseActions
{
    public const string Found = "unusual.found";
    public const string Settled = "unusual.settled";
    public const string Reopened = "unusual.reopened";
    public const string Listed = "unusual.listed";
    public static IReadOnlyList<string> Decisions { get; } = [Settled, Reopened];
}

/// <summary>What may be wrong.</summary>
public static class UnusualUseErrors
{
    public static Error NoteMissing { get; } = Error.Invalid("unusual.note_missing");

    public static Error Changed { get; } = Error.Conflict("unusual.changed");
}
