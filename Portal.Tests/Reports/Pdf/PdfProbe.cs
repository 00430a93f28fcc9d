using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>A report as a file, and what programs of others find in it.</summary>
sealed class PdfProbe : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("portal-pdf-");

    PdfProbe(byte[] bytes)
    {
        Bytes = bytes;
        File.WriteAllBytes(Path, bytes);
    }

    public byte[] Bytes { get; }

    public string Path => System.IO.Path.Combine(directory.FullName, "report.pdf");

    public static PdfProbe Of(ReportDocument document) => new(ReportWriter.Write(document));

    public static PdfProbe Of(params ReportBlock[] blocks) => Of(Document(blocks));

    public static ReportDocument Document(params ReportBlock[] blocks) =>
        new("Proces-verbaal", "nl-BE", "Politiezone Voorbeeld", new(2026, 3, 2, 10, 15, 30, TimeSpan.FromHours(1))) { Blocks = blocks, Number = "PZ-2026-000123" };

    /// <summary>qpdf finds the file sound, and the rules of PDF/A-3 and PDF/UA are kept.</summary>
    public async Task<PdfProbe> CheckAsync()
    {
        var (code, output) = await ExternalTool.RunAsync("qpdf", "--check", Path);
        Assert.True(code == 0 && !output.Contains("WARNING", StringComparison.Ordinal), output);
        (code, output) = await RulesAsync(Path);
        Assert.True(code == 0 && output.Contains("CLEAN", StringComparison.Ordinal), output);
        (_, output) = await ExternalTool.RunAsync("pdftotext", Path, "-");
        Assert.DoesNotContain("Error", output);
        return this;
    }

    /// <summary>What a file violates of the rules of PDF/A-3 and PDF/UA.</summary>
    public static async Task<(int Code, string Output)> RulesAsync(string path) =>
        await ExternalTool.RunAsync("/usr/bin/python3", System.IO.Path.Combine(Repository.Root, "build/pdf/pdfa_check.py"), path, "--part", "3", "--ua");

    public async Task<string> TextAsync(params string[] options) => (await ExternalTool.RunAsync("pdftotext", [.. options, "-enc", "UTF-8", Path, "-"])).Output;

    /// <summary>Tags and their text, as a screen reader gets them.</summary>
    public async Task<string> StructureAsync() => (await ExternalTool.RunAsync("pdfinfo", "-struct-text", Path)).Output;

    public async Task<int> PagesAsync() => int.Parse((await ExternalTool.RunAsync("qpdf", "--show-npages", Path)).Output, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The file without compression, for a look at single objects.</summary>
    public async Task<string> PlainAsync()
    {
        var plain = System.IO.Path.Combine(directory.FullName, "plain.pdf");
        await ExternalTool.RunAsync("qpdf", "--qdf", "--object-streams=disable", Path, plain);
        return System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(plain, TestContext.Current.CancellationToken));
    }

    /// <summary>A picture of its first page: <c>-jpeg</c>, <c>-png</c> and other options of pdftoppm.</summary>
    public async Task<byte[]> PictureAsync(params string[] options)
    {
        var image = System.IO.Path.Combine(directory.FullName, Guid.NewGuid().ToString("N"));
        var (code, output) = await ExternalTool.RunAsync("pdftoppm", [.. options, "-singlefile", Path, image]);
        Assert.True(code == 0, output);
        return await File.ReadAllBytesAsync(Directory.GetFiles(directory.FullName, System.IO.Path.GetFileName(image) + ".*").Single(), TestContext.Current.CancellationToken);
    }

    public void Dispose() => directory.Delete(recursive: true);
}
