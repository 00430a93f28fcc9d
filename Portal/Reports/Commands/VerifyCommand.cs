using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Reports.Pdf;
using Portal.Reports.Verification;

namespace Portal.Reports.Commands;

/// <summary><c>verify FILE --anchors DIR</c>: says as JSON what is to be said of a file's signatures.</summary>
static class VerifyCommand
{
    const string Usage = "Usage: verify FILE --anchors DIRECTORY (with certificates *.crt, *.pem, *.cer, *.der)";

    // It goes to a terminal or a program, never into a page.
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    sealed record Report(string File, string Sha256, IReadOnlyList<SignatureVerdict> Signatures);

    sealed record Failure(string File, string Error);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, TimeProvider clock)
    {
        var (file, directory) = args switch
        {
            [var first, "--anchors", var second] => (first, second),
            ["--anchors", var first, var second] => (second, first),
            _ => ("", ""),
        };
        if (file.Length == 0 || directory.Length == 0)
        {
            await error.WriteLineAsync(Usage);
            return ReportCommands.Unusable;
        }

        try
        {
            var anchors = TrustAnchors.FromDirectory(Found(directory));
            var path = Found(file);
            if (new FileInfo(path) is { Exists: true, Length: > PdfVerifier.MostBytes }) throw new PdfFormatException("The file is larger than 64 MiB.");
            var verdict = PdfVerifier.Verify(await File.ReadAllBytesAsync(path), anchors, clock.GetUtcNow());
            await output.WriteLineAsync(JsonSerializer.Serialize(new Report(file, verdict.Sha256, verdict.Signatures), Format));
            return verdict.IsSound ? ReportCommands.Good : ReportCommands.Bad;
        }
        catch (Exception unusable) when (unusable is PdfFormatException or IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new Failure(file, unusable.Message), Format));
            await error.WriteLineAsync(unusable.Message);
            return ReportCommands.Unusable;
        }
    }

    /// <summary><c>dotnet run --project</c> starts a web project in the project's folder; the person's own stands in PWD. Where both have such a file, guessing would judge the wrong one.</summary>
    static string Found(string path)
    {
        var places = new[] { path, Path.Combine(Environment.GetEnvironmentVariable("PWD") ?? "", path) }.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Where(Path.Exists).ToList();
        return places.Count == 2 ? throw new IOException($"'{path}' may be '{places[0]}' or '{places[1]}'. Give the whole path.") : places.FirstOrDefault(path);
    }
}
