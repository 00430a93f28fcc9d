using Portal.Anpr.Hits;
using Portal.Anpr.Plates;
using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>One plate on a list, with why, for whom and until when.</summary>
public sealed class HotlistEntry : Entity
{
    public const int PlateLength = 12;
    public const int CountryLength = 3;
    public const int ReasonLength = 200;
    public const int ActionLength = 200;
    public const int OwnerLength = 100;

    HotlistEntry() { }

    HotlistEntry(Hotlist list, Guid? by, DateTimeOffset now) : base(list.Tenant, now) => (HotlistId, CreatedAt, CreatedBy) = (list.Id, now, by);

    public Guid HotlistId { get; private set; }

    /// <summary>Normalised: A to Z and 0 to 9, at most 12.</summary>
    public string Plate { get; private set; } = null!;

    /// <summary>Distinguishing sign; empty when any country will do.</summary>
    public string Country { get; private set; } = "";

    public string Reason { get; private set; } = null!;

    /// <summary>What to do with a confirmed hit; empty when nothing was said.</summary>
    public string Action { get; private set; } = "";

    public EntryPriority Priority { get; private set; }

    public string Owner { get; private set; } = null!;

    /// <summary>Last day in Belgium on which it makes hits.</summary>
    public DateOnly ValidUntilOn { get; private set; }

    /// <summary>From this instant it makes no hits any more: the end of <see cref="ValidUntilOn"/>, or the moment somebody ended it.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid? CreatedBy { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public static Result<HotlistEntry> Create(Hotlist list, EntryDetails details, Guid? by, DateTimeOffset now)
    {
        var entry = new HotlistEntry(list, by, now);
        return entry.Change(list, details, now) is { Succeeded: false } refused ? refused.Error : entry;
    }

    /// <summary>Takes over corrected details; an ended entry lives again when its day is in the future.</summary>
    /// <returns>The first broken rule; see <see cref="EntryDetails.Check(Hotlist, DateOnly)"/> for all.</returns>
    public Result Change(Hotlist list, EntryDetails details, DateTimeOffset now)
    {
        if (details.Check(list, Brussels.DayOf(now)) is [var first, ..]) return first.Error;
        Plate = PlateNumber.ForEntry(details.Plate).Value!;
        Country = Plates.Country.Normalise(details.Country) ?? "";
        (Reason, Action, Owner, Priority) = (details.Reason!.Trim(), details.Action?.Trim() ?? "", details.Owner!.Trim(), details.Priority);
        ValidUntilOn = details.ValidUntilOn!.Value;
        EndsAt = Brussels.StartOf(ValidUntilOn.AddDays(1));
        ChangedAt = now;
        return Result.Ok;
    }

    /// <summary>No hits from now on.</summary>
    public Result End(DateTimeOffset now)
    {
        if (!IsActiveAt(now)) return HotlistErrors.AlreadyEnded;
        (EndsAt, ChangedAt) = (now, now);
        return Result.Ok;
    }

    public bool IsActiveAt(DateTimeOffset instant) => instant < EndsAt;

    /// <summary>What the entry says, as a person or a file would say it.</summary>
    public EntryDetails ToDetails() => new() { Plate = Plate, Country = Country, Reason = Reason, Action = Action, Priority = Priority, Owner = Owner, ValidUntilOn = ValidUntilOn };

    /// <summary>True when the entry is alive and these details would change nothing.</summary>
    public bool Says(EntryDetails details, DateTimeOffset now) =>
        IsActiveAt(now) && details.ValidUntilOn == ValidUntilOn && details.Priority == Priority
        && PlateNumber.ForEntry(details.Plate).Value == Plate && (Plates.Country.Normalise(details.Country) ?? "") == Country
        && details.Reason?.Trim() == Reason && (details.Action?.Trim() ?? "") == Action && details.Owner?.Trim() == Owner;

    /// <summary>What a confirmed hit keeps of it.</summary>
    public EntryCopy ToCopy() => new(Plate, Country, Reason, Action, Priority, Owner, ValidUntilOn, CreatedAt);
}
