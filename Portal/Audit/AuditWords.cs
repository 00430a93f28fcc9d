using System.Globalization;
using System.Text.Json;
using Portal.Anpr;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Plates;
using Portal.Cameras;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Reports;

namespace Portal.Audit;

/// <summary>Words for what the audit holds as keys, in the user's language.</summary>
public static class AuditWords
{
    static readonly Dictionary<string, (string Path, string Permission)> Pages = new()
    {
        [nameof(Hit)] = ("anpr/hits", AnprPermissions.ReadHits),
        [nameof(Hotlist)] = ("anpr/hotlists", AnprPermissions.ReadHotlists),
        [nameof(Camera)] = ("cameras", CameraPermissions.Read),
        [nameof(Report)] = ("reports", ReportPermissions.Read),
        [nameof(StaffMember)] = ("staff", ContactPermissions.ReadStaff),
        [nameof(Person)] = ("roles", IdentityPermissions.ManageRoles),
    };

    public static string OfAction(string action) => Key("Action_" + action) ?? action;

    public static string OfKind(string kind) => Key("Kind_" + kind) ?? kind;

    public static string Of(AuditGroup group) => group switch
    {
        AuditGroup.Consultation => AuditText.Consultation,
        AuditGroup.Decision => AuditText.Decision,
        AuditGroup.Change => AuditText.Change,
        AuditGroup.People => AuditText.GroupPeople,
        _ => AuditText.PurposeGroup,
    };

    /// <summary>A reason is a key of a module, a code of an error, or in the person's own words.</summary>
    public static string OfReason(string reason) => HitWords.OfReason(reason) is var words && words != reason ? words : ErrorTexts.For(reason);

    /// <summary>Plate as on the vehicle, name or reference; empty when nothing is known of it.</summary>
    public static string Label(AuditThing thing) =>
        thing.Plate is { } plate ? PlateNumber.Display(plate, string.IsNullOrEmpty(thing.Country) ? null : thing.Country) : thing.Name ?? "";

    /// <summary>Where the thing is shown; null when it is gone, has no page, or is not for this person.</summary>
    public static string? AddressOf(string zone, AuditThing thing, CurrentUser user) =>
        thing.Exists && Pages.TryGetValue(thing.Kind, out var page) && user.May(page.Permission) ? $"/zones/{zone}/{page.Path}/{thing.Id}" : null;

    /// <summary>What else the line says, field by field, in the order in which it was written.</summary>
    public static IReadOnlyList<(string Field, string Value)> Details(string? json)
    {
        if (json is null) return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. Flat("", document.RootElement).Select(f => (string.Join(" · ", f.Path.Split('.').Select(OfField)), Value(f.Value)))];
        }
        catch (JsonException)
        {
            return [("", json)];
        }
    }

    /// <summary>A field of the details, in words; its own name where nobody has given it any.</summary>
    public static string OfField(string name) => Key("Field_" + name.ToLowerInvariant()) ?? name;

    static IEnumerable<(string Path, JsonElement Value)> Flat(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(f => Flat(path == "" ? f.Name : path + "." + f.Name, f.Value)),
        JsonValueKind.Null => [],
        JsonValueKind.String when element.GetString() == "" => [],
        _ => [(path, element)],
    };

    static string Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => CommonText.Yes,
        JsonValueKind.False => CommonText.No,
        JsonValueKind.Array => string.Join(", ", element.EnumerateArray().Select(Value)),
        JsonValueKind.String when DateOnly.TryParseExact(element.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Show.Day(day),
        JsonValueKind.String when element.GetString()!.Length > 18 && element.TryGetDateTimeOffset(out var at) => Show.TimeExactly(at),
        _ => element.ToString(),
    };

    static string? Key(string name) => AuditText.ResourceManager.GetString(name, CultureInfo.CurrentUICulture);
}
