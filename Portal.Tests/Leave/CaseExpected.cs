using System.Globalization;
using System.Text.Json;

namespace Portal.Tests.Leave;

/// <summary>What a case expects. What nobody compared is an expectation that nobody understands.</summary>
sealed class CaseExpected(JsonElement element)
{
    readonly HashSet<string> compared = [];

    public bool Has(string name) => element.TryGetProperty(name, out _);

    /// <summary>Compares a field, if the case names it.</summary>
    public void Is(string name, object? actual)
    {
        compared.Add(name);
        if (element.TryGetProperty(name, out var expected)) Assert.True(Same(expected, actual), $"{name}: expected {expected.GetRawText()}, was {Write(actual)}");
    }

    /// <summary>Fails on a field that was not compared, and on a case that expects nothing.</summary>
    public void Done()
    {
        var names = element.EnumerateObject().Select(p => p.Name).ToList();
        Assert.NotEmpty(names);
        foreach (var name in names) Assert.True(compared.Contains(name), $"unknown field expected.{name}");
    }

    static bool Same(JsonElement expected, object? actual) => (expected.ValueKind, actual) switch
    {
        (JsonValueKind.Null, null) => true,
        (JsonValueKind.True or JsonValueKind.False, bool flag) => expected.GetBoolean() == flag,
        (JsonValueKind.Number, decimal number) => expected.GetDecimal() == number,
        (JsonValueKind.Number, int number) => expected.GetDecimal() == number,
        (JsonValueKind.String, DateOnly day) => expected.GetString() == day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (JsonValueKind.String, string text) => expected.GetString() == text,
        (JsonValueKind.String, IReadOnlySet<string> words) => words.Contains(expected.GetString()!),
        (JsonValueKind.Array, IEnumerable<string> words) => expected.EnumerateArray().Select(w => w.GetString()).SequenceEqual(words),
        (JsonValueKind.Array, IEnumerable<(DateOnly, string)> days) =>
            expected.EnumerateArray().Select(d => (d[0].GetString(), d[1].GetString())).SequenceEqual(days.Select(d => ((string?)Write(d.Item1), (string?)d.Item2))),
        (JsonValueKind.Object, IReadOnlyDictionary<int, decimal> years) =>
            expected.EnumerateObject().Select(y => (int.Parse(y.Name, CultureInfo.InvariantCulture), y.Value.GetDecimal())).Order().SequenceEqual(years.Select(y => (y.Key, y.Value)).Order()),
        _ => false,
    };

    static string Write(object? actual) => actual switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IReadOnlyDictionary<int, decimal> years => string.Join(", ", years.Select(y => string.Create(CultureInfo.InvariantCulture, $"{y.Key}: {y.Value}"))),
        IEnumerable<(DateOnly Day, string Part)> days => string.Join(", ", days.Select(d => Write(d.Day) + " " + d.Part)),
        IEnumerable<string> words => string.Join(", ", words),
        null => "nothing",
        _ => Convert.ToString(actual, CultureInfo.InvariantCulture)!,
    };
}
