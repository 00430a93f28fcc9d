using System.Globalization;
using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>What stands in a form for an entry, with what is wrong with it. Nothing typed is ever taken away.</summary>
public sealed class EntryForm
{
    public string? Plate { get; set; }

    public string? Country { get; set; } = Plates.Country.Belgium;

    public string? Reason { get; set; }

    public string? Action { get; set; }

    public string? Owner { get; set; }

    public string? Priority { get; set; } = nameof(EntryPriority.Normal);

    public DateOnly? ValidUntilOn { get; set; }

    public FormErrors Errors { get; } = new();

    public static IReadOnlyList<(string Value, string Text)> Priorities =>
        [(nameof(EntryPriority.Alarm), HotlistText.PriorityAlarm), (nameof(EntryPriority.Normal), HotlistText.PriorityNormal), (nameof(EntryPriority.Low), HotlistText.PriorityLow)];

    public static EntryForm Of(EntryRow entry) => new()
    {
        Plate = Plates.PlateNumber.Display(entry.Plate, entry.Country == "" ? null : entry.Country),
        Country = entry.Country,
        Reason = entry.Reason,
        Action = entry.Action,
        Owner = entry.Owner,
        Priority = entry.Priority.ToString(),
        ValidUntilOn = entry.ValidUntilOn,
    };

    public EntryDetails ToDetails() => new()
    {
        Plate = Plate,
        Country = Country,
        Reason = Reason,
        Action = Action,
        Owner = Owner,
        Priority = Enum.TryParse<EntryPriority>(Priority, out var priority) ? priority : EntryPriority.Normal,
        ValidUntilOn = ValidUntilOn,
    };

    /// <summary>Looks at one field, when it is left.</summary>
    public void Check(string field, string prefix, int maxValidityDays, DateOnly today) =>
        Errors.Set(prefix + field, ToDetails().Check(maxValidityDays, today).FirstOrDefault(e => e.Field == field)?.Error);

    /// <summary>Looks at every field.</summary>
    /// <param name="prefix">In front of the fields' names in the inputs' identifiers.</param>
    /// <param name="maxValidityDays">Of the list.</param>
    /// <param name="today">The day in Belgium.</param>
    /// <returns>True when nothing is wrong.</returns>
    public bool Check(string prefix, int maxValidityDays, DateOnly today)
    {
        Errors.Clear();
        foreach (var (field, error) in ToDetails().Check(maxValidityDays, today)) Errors.Set(prefix + field, error);
        return !Errors.Any;
    }

    /// <summary>Shows why the portal refused.</summary>
    public void Refuse(Error error, string prefix)
    {
        if (error == HotlistErrors.AlreadyOnList) Errors.Set(prefix + nameof(Plate), error);
        else Errors.SetForm(error);
    }

    /// <summary>Label of each input, for the summary of errors.</summary>
    public static IReadOnlyDictionary<string, string> Labels(string prefix) => new Dictionary<string, string>
    {
        [prefix + nameof(Plate)] = HotlistText.Plate,
        [prefix + nameof(Country)] = HotlistText.Country,
        [prefix + nameof(Reason)] = HotlistText.Reason,
        [prefix + nameof(Action)] = HotlistText.Action,
        [prefix + nameof(Owner)] = HotlistText.Owner,
        [prefix + nameof(Priority)] = HotlistText.Priority,
        [prefix + nameof(ValidUntilOn)] = HotlistText.ValidUntil,
    };
}

/// <summary>Words for lists and entries, in the user's language.</summary>
static class HotlistWords
{
    public static string Of(EntryPriority priority) => priority switch
    {
        EntryPriority.Alarm => HotlistText.PriorityAlarmShort,
        EntryPriority.Low => HotlistText.PriorityLowShort,
        _ => HotlistText.PriorityNormal,
    };

    public static string Of(ImportState state) => state switch
    {
        ImportState.Previewed => HotlistText.ImportPreviewed,
        ImportState.Queued => HotlistText.ImportQueued,
        ImportState.Running => HotlistText.ImportRunning,
        ImportState.Done => HotlistText.ImportDone,
        _ => HotlistText.ImportFailed,
    };

    /// <summary>Class of the badge.</summary>
    public static string ToneOf(ImportState state) => state switch { ImportState.Previewed => "warning", ImportState.Done => "ok", ImportState.Failed => "danger", _ => "" };

    public static string IconOf(ImportState state) => state switch
    {
        ImportState.Previewed => "pending_actions",
        ImportState.Queued => "schedule",
        ImportState.Running => "sync",
        ImportState.Done => "check_circle",
        _ => "error",
    };

    public static string OfAction(string action) => HotlistText.ResourceManager.GetString(action, CultureInfo.CurrentUICulture) ?? action;

    /// <summary>The plate as on the vehicle.</summary>
    public static string OfPlate(string plate, string country) => Plates.PlateNumber.Display(plate, country == "" ? null : country);

    public static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
