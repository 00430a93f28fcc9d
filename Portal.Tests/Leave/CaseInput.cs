using System.Globalization;
using System.Text.Json;

namespace Portal.Tests.Leave;

/// <summary>The input of a case, or a part of it. What nobody read is a field that nobody understands.</summary>
sealed class CaseInput(JsonElement element, string path = "input")
{
    readonly HashSet<string> read = [];
    readonly List<CaseInput> parts = [];

    /// <summary>Names of the fields, all taken as read: for objects whose names are data.</summary>
    public IEnumerable<string> Names => element.EnumerateObject().Select(p => p.Name);

    /// <summary>True when the field stands there, null or not.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out _);

    public string? Text(string name) => Value(name) is { } value ? value.GetString() : null;

    public decimal? Number(string name) => Value(name) is { } value ? value.GetDecimal() : null;

    public decimal Number(string name, decimal otherwise) => Number(name) ?? otherwise;

    public int? Whole(string name) => Value(name) is { } value ? value.GetInt32() : null;

    public bool Flag(string name, bool otherwise = false) => Value(name) is { } value ? value.GetBoolean() : otherwise;

    public DateOnly? Day(string name) => Text(name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public TimeOnly? Time(string name) => Text(name) is { } text ? TimeOnly.Parse(text, CultureInfo.InvariantCulture) : null;

    public DateOnly MustDay(string name) => Day(name) ?? throw Missing(name);

    public decimal MustNumber(string name) => Number(name) ?? throw Missing(name);

    public string MustText(string name) => Text(name) ?? throw Missing(name);

    public CaseInput? Part(string name) => Value(name) is { } value ? Inner(value, name) : null;

    public CaseInput MustPart(string name) => Part(name) ?? throw Missing(name);

    /// <summary>The items of a list; one that stands alone is a list of one; nothing when the field is absent or null.</summary>
    public IReadOnlyList<CaseInput> List(string name) => Value(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select((item, i) => Inner(item, $"{name}[{i}]"))] : [Inner(value, name)];

    public IReadOnlyList<string> Texts(string name) => Value(name) is { } value ? [.. value.EnumerateArray().Select(i => i.GetString()!)] : [];

    public IReadOnlyList<decimal> Numbers(string name) => Value(name) is { } value ? [.. value.EnumerateArray().Select(i => i.GetDecimal())] : [];

    /// <summary>Fails on a field that was not read.</summary>
    public void Done()
    {
        foreach (var name in Names) Assert.True(read.Contains(name), $"unknown field {path}.{name}");
        foreach (var part in parts) part.Done();
    }

    CaseInput Inner(JsonElement value, string name)
    {
        var inner = new CaseInput(value, $"{path}.{name}");
        parts.Add(inner);
        return inner;
    }

    JsonElement? Value(string name)
    {
        read.Add(name);
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    InvalidDataException Missing(string name) => new($"{path}.{name} is missing");
}
