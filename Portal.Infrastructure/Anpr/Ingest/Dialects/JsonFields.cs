using System.Runtime.InteropServices;
using System.Text.Json;

namespace Portal.Anpr.Ingest;

/// <summary>
/// The fields of one JSON object, read strictly: a field that breaks a rule gives its default and the first such breach
/// stays in <see cref="Fault"/>. JSON <c>null</c> counts as absent.
/// </summary>
sealed class JsonFields
{
    readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    readonly string prefix;

    public JsonFields(JsonElement element, string path = "")
    {
        prefix = path.Length == 0 ? "" : path + ".";
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault = Reason(UnreadableReasons.FieldInvalid, path.Length == 0 ? "read" : path, element);
            return;
        }
        foreach (var property in element.EnumerateObject())
        {
            var name = NameOf(property);
            if (name is null)
                Blame(new(UnreadableReasons.FieldInvalid, prefix + "?"));
            else if (!fields.TryAdd(name, property.Value))
                Blame(FieldText.Reason(UnreadableReasons.FieldRepeated, $"{prefix}{FieldText.Excerpt(name)}"));
        }
    }

    /// <summary>The first rule broken; null while all is well.</summary>
    public UnreadableReason? Fault { get; private set; }

    public JsonElement? this[string name] =>
        fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Whether the field is there, be it <c>null</c>.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>A text, trimmed; null when absent or empty.</summary>
    public string? Text(string name, int length)
    {
        if (this[name] is not { } value)
            return null;
        var text = TextOf(value)?.Trim();
        if (text is null || FieldText.HasControl(text))
            Blame(Reason(UnreadableReasons.FieldInvalid, prefix + name, value));
        else if (text.Length > length)
            Blame(Reason(UnreadableReasons.FieldTooLong, prefix + name, value));
        else if (text.Length > 0)
            return text;
        return null;
    }

    /// <summary>As <see cref="Text"/>; absent or empty is a breach.</summary>
    public string RequiredText(string name, int length)
    {
        var text = Text(name, length);
        if (text is null)
            Missing(name);
        return text ?? "";
    }

    public void Missing(string name) => Blame(new(UnreadableReasons.FieldMissing, prefix + name));

    /// <summary>A number within the bounds, which belong to the range.</summary>
    public double? Number(string name, double from, double to)
    {
        if (this[name] is not { } value)
            return null;
        var number = NumberOf(value, from, to);
        if (number is null)
            Invalid(name);
        return number;
    }

    public bool? Flag(string name)
    {
        var value = this[name];
        if (value is null or { ValueKind: JsonValueKind.True or JsonValueKind.False })
            return value?.GetBoolean();
        Invalid(name);
        return null;
    }

    /// <summary>A nested object; null when absent.</summary>
    public JsonFields? Object(string name)
    {
        if (this[name] is not { } value)
            return null;
        var nested = new JsonFields(value, prefix + name);
        Blame(nested.Fault);
        return nested;
    }

    /// <summary>An object nested in a field, or in the first item of the list there; null when there is none. What is wrong in it is nobody's fault.</summary>
    public JsonFields? Loose(string name) =>
        this[name] is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new(value, prefix + name)
        : value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object ? new(value[0], prefix + name + "[0]")
        : null;

    /// <summary>The trimmed text of a field that may be anything; empty when it is no text.</summary>
    public string LooseText(string name) => this[name] is { } value ? TextOf(value)?.Trim() ?? "" : "";

    /// <summary>The items of a list of at most so many; empty when absent.</summary>
    public IReadOnlyList<JsonElement> List(string name, int most)
    {
        if (this[name] is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most)
            return [.. value.EnumerateArray()];
        Invalid(name);
        return [];
    }

    /// <summary>Says that the value of a field is none.</summary>
    public void Invalid(string name, string code = UnreadableReasons.FieldInvalid) =>
        Blame(this[name] is { } value ? Reason(code, prefix + name, value) : new(code, prefix + name));

    public void Blame(UnreadableReason? fault) => Fault ??= fault;

    public static double? NumberOf(JsonElement value, double from, double to) =>
        // What is too large for a double becomes infinite, which is in no range.
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= from && number <= to ? number : null;

    /// <summary>Null when it is no text, or one with half of a surrogate pair.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static UnreadableReason Reason(string code, string path, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        // The bytes are valid UTF-8; a character cut in half becomes a replacement character.
        var excerpt = FieldText.Excerpt(System.Text.Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, IngestLimits.Excerpt)]));
        return FieldText.Reason(code, $"{path}: {excerpt}");
    }
}
