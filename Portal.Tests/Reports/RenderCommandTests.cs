namespace Portal.Tests.Reports;

/// <summary><c>render --all DIR</c> as somebody calls it from a shell.</summary>
public sealed class RenderCommandTests
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_is_written_in_every_language_and_other_programs_accept_it()
    {
        using var folder = new TemporaryFolder();
        var (code, output) = await PortalAsync("render", "--all", folder.Path);
        Assert.True(code == 0, output);
        var files = new[] { "audit-proof", "free", "hit", "inspection" }.SelectMany(kind => new[] { "de", "en", "fr", "nl" }.Select(language => folder.File($"{kind}.{language}.pdf"))).ToList();
        Assert.Equal(files, Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        var root = await File.ReadAllTextAsync(folder.File("anchors/root.crt"), Stop);
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Stop }, async (file, _) =>
        {
            await OutsideJudges.AcceptAsync(await File.ReadAllBytesAsync(file, Stop), root);
            var (verified, said) = await PortalAsync("verify", file, "--anchors", folder.File("anchors"));
            Assert.True(verified == 0, said);
        });

        var strangers = Directory.CreateDirectory(folder.File("none")).FullName;
        Assert.Equal(1, (await PortalAsync("verify", files[0], "--anchors", strangers)).Code); // intact, and nobody vouches for it
    }

    [Theory]
    [InlineData("render")]
    [InlineData("render", "--all")]
    [InlineData("render", "somewhere")]
    public async Task Anything_else_is_told_how(params string[] arguments)
    {
        var (code, output) = await PortalAsync(arguments);
        Assert.Equal((2, true), (code, output.Contains("Usage: render --all DIRECTORY", StringComparison.Ordinal)));
    }

    static Task<(int Code, string Output)> PortalAsync(params string[] arguments) => ExternalTool.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.dll"), .. arguments]);
}
