using System.Text.Json;
using Portal.Common;
using Portal.Reports.Pdf;
using Portal.Reports.Signing;

namespace Portal.Reports.Commands;

/// <summary>
/// <c>render --all DIR</c>: writes one document of every kind in every language, sealed with a key that is forgotten at once; whom to trust for it is in <c>DIR/anchors</c>.
/// </summary>
static class RenderCommand
{
    const string Usage = "Usage: render --all DIRECTORY";

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, TimeProvider clock)
    {
        if (args is not ["--all", { Length: > 0 } asked])
        {
            await error.WriteLineAsync(Usage);
            return ReportCommands.Unusable;
        }

        try
        {
            var directory = InOwnFolder(asked);
            var anchors = Directory.CreateDirectory(Path.Combine(directory, "anchors")).FullName;
            using var authority = new DemoAuthority(clock, "Sample");
            await File.WriteAllTextAsync(Path.Combine(anchors, "root.crt"), authority.Root.ExportCertificatePem() + "\n");
            using var key = Pkcs12SigningKey.Load(authority.IssueSeal(new("9999 – sample", "NTRBE-0999999999"), ""), "");
            foreach (var language in Languages.All)
            {
                foreach (var (kind, document) in SampleReports.In(language))
                {
                    var path = Path.Combine(directory, $"{JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString())}.{language}.pdf");
                    var details = new SealDetails(document.Organisation, document.Title, document.Organisation, clock.GetUtcNow());
                    await File.WriteAllBytesAsync(path, await PdfSigner.SealAsync(ReportWriter.Write(document), ReportService.SealField, key, details, CancellationToken.None));
                    await output.WriteLineAsync(path);
                }
            }

            return ReportCommands.Good;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(unusable.Message);
            return ReportCommands.Unusable;
        }
    }

    /// <summary><c>dotnet run --project</c> starts a web project in the project's folder; the person's own stands in PWD.</summary>
    static string InOwnFolder(string path) => File.Exists("Portal.csproj") && Environment.GetEnvironmentVariable("PWD") is { } own ? Path.Combine(own, path) : Path.GetFullPath(path);
}
