using System.Text.Json;

namespace Portal.Tests.Leave;

/// <summary>Where the cases stand: beside the tests, and in the folder that <c>PORTAL_CASES</c> names.</summary>
static class LeaveCaseFiles
{
    public const string Variable = "PORTAL_CASES";
    const string Schema = "leave-cases/";

    static string Own => Path.Combine(AppContext.BaseDirectory, "Leave", "Cases");

    /// <summary>File, place in the file, identifier and kind of each case.</summary>
    public static IEnumerable<(string File, int Index, string Id, string Kind)> All()
    {
        foreach (var file in new[] { Own, Environment.GetEnvironmentVariable(Variable) }.Where(f => !string.IsNullOrWhiteSpace(f)).SelectMany(f => Files(f!)))
        {
            using var document = Open(file);
            foreach (var (index, item) in document.RootElement.GetProperty("cases").EnumerateArray().Index())
                yield return (file, index, item.GetProperty("id").GetString()!, item.GetProperty("kind").GetString()!);
        }
    }

    public static JsonElement Read(string file, int index)
    {
        using var document = Open(file);
        return document.RootElement.GetProperty("cases")[index].Clone();
    }

    /// <summary>Every file of this schema; a folder that has none is a mistake, not an empty set.</summary>
    static List<string> Files(string folder)
    {
        var files = File.Exists(folder) ? [folder] : Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(IsOurs).ToList();
        return files.Count > 0 ? files : throw new InvalidDataException($"{folder} has no leave cases");
    }

    static bool IsOurs(string file)
    {
        if (Path.GetFileName(file) == "leave-cases.json") return true;
        try
        {
            using var document = Open(file);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("schema", out var schema)
                && schema.ValueKind == JsonValueKind.String && schema.GetString()!.StartsWith(Schema, StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static JsonDocument Open(string file) => JsonDocument.Parse(File.ReadAllBytes(file));
}
