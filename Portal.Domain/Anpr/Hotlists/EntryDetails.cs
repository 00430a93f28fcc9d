using Portal.Anpr.Plates;
using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>How an operator is told of a hit.</summary>
public enum EntryPriority
{
    /// <summary>On top of the queue, with sound.</summary>
    Alarm,
    Normal,

    /// <summary>At the end of the queue.</summary>
    Low,
}

/// <summary>What a person or a file says of an entry, before the rules have seen it.</summary>
public sealed record EntryDetails
{
    public string? Plate { get; init; }

    /// <summary>Distinguishing sign or ISO code; null or empty when any country will do.</summary>
    public string? Country { get; init; }

    public string? Reason { get; init; }

    public string? Action { get; init; }

    public EntryPriority Priority { get; init; } = EntryPriority.Normal;

    /// <summary>Who asks for it: a person, a service, a case number.</summary>
    public string? Owner { get; init; }

    /// <summary>Last day (in Belgium) on which the entry makes hits.</summary>
    public DateOnly? ValidUntilOn { get; init; }

    /// <summary>Every rule that these details break, with the field; empty when they may become an entry.</summary>
    /// <param name="list">The list that the entry is for.</param>
    /// <param name="today">The day in Belgium.</param>
    public IReadOnlyList<FieldError> Check(Hotlist list, DateOnly today) => Check(list.MaxValidityDays, today);

    /// <inheritdoc cref="Check(Hotlist, DateOnly)"/>
    /// <param name="maxValidityDays">The list's <see cref="Hotlist.MaxValidityDays"/>.</param>
    /// <param name="today">The day in Belgium.</param>
    public IReadOnlyList<FieldError> Check(int maxValidityDays, DateOnly today)
    {
        var found = new List<FieldError>();
        void Add(string field, Error? error)
        {
            if (error is not null) found.Add(new(field, error));
        }

        Add(nameof(Plate), PlateNumber.ForEntry(Plate).Error);
        if (!string.IsNullOrWhiteSpace(Country) && Plates.Country.Normalise(Country) is null) Add(nameof(Country), HotlistErrors.CountryUnknown(Country));
        Add(nameof(Reason), Text(Reason, HotlistEntry.ReasonLength, required: true));
        Add(nameof(Action), Text(Action, HotlistEntry.ActionLength, required: false));
        Add(nameof(Owner), Text(Owner, HotlistEntry.OwnerLength, required: true));
        if (!Enum.IsDefined(Priority)) Add(nameof(Priority), HotlistErrors.PriorityUnknown(Priority.ToString()));
        Add(nameof(ValidUntilOn), ValidUntilOn is not { } until ? HotlistErrors.ValidUntilMissing
            : until < today ? HotlistErrors.ValidUntilPast
            : until > today.AddDays(maxValidityDays) ? HotlistErrors.ValidUntilTooFar(maxValidityDays) : null);
        return found;
    }

    static Error? Text(string? text, int longest, bool required) =>
        required && string.IsNullOrWhiteSpace(text) ? HotlistErrors.FieldMissing : text?.Trim().Length > longest ? HotlistErrors.FieldTooLong(longest) : null;
}

/// <summary>A rule that one field breaks.</summary>
public sealed record FieldError(string Field, Error Error);
