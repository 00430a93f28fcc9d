using System.Text.Json;

namespace Portal.Demo;

/// <summary>Sign-ins and keys of the demonstration, readable by the owner of the file alone.</summary>
sealed record DemoFile(string Url, IReadOnlyList<DemoPerson> People, IReadOnlyList<DemoSource> Sources, IReadOnlyList<DemoApiKey> ApiKeys)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static DemoFile? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<DemoFile>(File.ReadAllText(path), Format) : null;

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(path); // the mode holds for a new file only
        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, this, Format);
    }
}

sealed record DemoPerson(string Zone, string Role, string Email, string Password);

sealed record DemoSource(string Zone, string Name, string Dialect, string Key, IReadOnlyList<string> Cameras);

sealed record DemoApiKey(string Zone, string Purpose, string Key);
