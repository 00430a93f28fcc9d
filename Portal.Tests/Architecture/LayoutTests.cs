using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Portal.Tests.Architecture.Sources;

namespace Portal.Tests.Architecture;

/// <summary>Where things stand and what they are called.</summary>
public sealed partial class LayoutTests
{
    [Theory]
    [InlineData("Portal.Domain", "", "")]
    [InlineData("Portal.Infrastructure", "Portal.Domain", null)]
    [InlineData("Portal", "Portal.Infrastructure", null)]
    public void Projects_refer_downwards_only(string project, string projects, string? packages)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, project, project + ".csproj"));
        Assert.Equal(projects, string.Join(' ', file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))));
        if (packages is not null) Assert.Equal(packages, string.Join(' ', file.Descendants("PackageReference").Concat(file.Descendants("FrameworkReference")).Select(r => r.Attribute("Include")!.Value)));
    }

    [Fact]
    public void Domain_knows_nothing_but_the_runtime() =>
        Assert.All(typeof(Portal.Common.Entity).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name));

    [Fact]
    public void A_module_bears_the_same_name_in_every_project()
    {
        var (domain, infrastructure, web) = (Modules("Portal.Domain"), Modules("Portal.Infrastructure", "Persistence"), Modules("Portal", "Shell", "Demo", "Properties"));
        Assert.Contains("Anpr", domain);
        Assert.Equal(domain, infrastructure);
        Assert.Empty(web.Except(infrastructure));
        Assert.Empty(Modules("Portal.Tests", "Architecture", "Benchmarks", "Persistence", "Shell", "TestResults").Except(domain));
    }

    [Fact]
    public void No_folder_is_named_after_a_kind_of_class()
    {
        var folders = Product().Select(f => Path.GetDirectoryName(f.Path)!).Distinct().SelectMany(d => d.Split('/')).Distinct().ToList();
        Assert.Contains("Hotlists", folders);
        Assert.Empty(folders.Intersect(["Models", "Services", "Helpers", "Dtos", "Interfaces", "Utils", "Managers", "Repositories", "Extensions", "Enums", "Exceptions"], StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_namespace_follows_its_folder_or_its_module()
    {
        // Few files of one matter may share the module's name, as the dialects do with Portal.Anpr.Ingest.
        var astray = Product(".cs").Select(f => (f.Path, Namespace: NamespaceLine().Match(f.Text).Groups["name"].Value)).Where(f => f.Namespace != "")
            .Where(f => !("Portal." + Path.GetDirectoryName(f.Path)!.Split('/', 2).Last().Replace('/', '.') + ".").StartsWith(f.Namespace + ".", StringComparison.Ordinal));
        Assert.Empty(astray);
    }

    [Fact]
    public void No_type_hides_behind_an_empty_word()
    {
        string[] words = ["Manager", "Helper", "Helpers", "Util", "Utils", "Repository", "Dto", "Base", "Impl"];
        Assert.Empty(Domain.Concat(Infrastructure).Concat(Web).Select(t => t.Name.Split('`')[0]).Where(n => words.Any(w => n.EndsWith(w, StringComparison.Ordinal))).ToList());
    }

    [Fact]
    public void No_type_bears_its_modules_name() =>
        Assert.Empty(Domain.Concat(Infrastructure).Concat(Web).Where(t => t.Name == t.Namespace!.Split('.').Last()).Select(t => t.FullName));

    [Fact]
    public void Files_stay_small()
    {
        var tooLong = Product(".cs", ".razor", ".css", ".js").Concat(In("Portal.Tests", ".cs")).Concat(In("wwwroot-assets", ".js"))
            .Select(f => (f.Path, Lines: f.Text.AsSpan().TrimEnd('\n').Count('\n') + 1, Limit: Ceiling(f.Path))).Where(f => f.Lines > f.Limit);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Program_is_a_list_of_calls() => Assert.InRange(File.ReadAllLines(Path.Combine(Repository.Root, "Portal", "Program.cs")).Length, 1, 40);

    [Fact]
    public void SQL_stands_with_the_providers_alone()
    {
        // The private server makes its roles itself: that is PostgreSQL by definition.
        var elsewhere = Product(".cs", ".razor").Where(f => !f.Path.StartsWith("Portal.Infrastructure/Persistence/Providers/", StringComparison.Ordinal) && !f.Path.Contains("/EmbeddedPostgres", StringComparison.Ordinal)).ToList();
        Assert.True(elsewhere.Count > 100);
        Assert.Empty(elsewhere.Where(f => Sql().IsMatch(f.Text)).Select(f => f.Path));
        Assert.Contains(In("Portal.Infrastructure/Persistence/Providers", ".cs"), f => Sql().IsMatch(f.Text));
    }

    [Fact]
    public void The_product_asks_an_injected_clock()
    {
        Assert.Empty(Product(".cs", ".razor").Concat(In("Portal.Tests", ".cs")).Where(f => WallClock().IsMatch(f.Text)).Select(f => f.Path));
        Assert.Empty(Product(".cs", ".razor").Where(f => f.Text.Contains("Stopwatch", StringComparison.Ordinal)).Select(f => f.Path));
    }

    [Fact]
    public void Nothing_tells_of_the_machine_it_was_written_on()
    {
        string[] words = [".." + "/shared", "/" + "work/", "/" + "home/", "/" + "root/"];
        var all = In("").Where(f => !f.Path.EndsWith("package-lock.json", StringComparison.Ordinal)).ToList();
        Assert.True(all.Count > 200);
        Assert.Empty(all.Where(f => words.Any(w => f.Text.Contains(w, StringComparison.Ordinal))).Select(f => f.Path));
    }

    [Fact]
    public void Public_types_of_Domain_say_what_they_are()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Portal.Domain.xml");
        var summaries = XDocument.Load(file).Descendants("member").Where(m => !string.IsNullOrWhiteSpace(m.Element("summary")?.Value)).Select(m => m.Attribute("name")!.Value).ToHashSet();
        Assert.Empty(Domain.Where(t => t.IsPublic && !summaries.Contains("T:" + t.FullName)).Select(t => t.FullName));
    }

    [Fact]
    public void Interfaces_say_what_they_promise()
    {
        var summaries = new[] { "Portal.Domain.xml", "Portal.Infrastructure.xml" }
            .SelectMany(f => XDocument.Load(Path.Combine(AppContext.BaseDirectory, f)).Descendants("member")).Select(m => m.Attribute("name")!.Value).ToHashSet();
        Assert.Empty(Domain.Concat(Infrastructure).Where(t => t.IsInterface && !summaries.Contains("T:" + t.FullName)).Select(t => t.FullName));
    }

    static List<string> Modules(string project, params string[] others) =>
        [.. new DirectoryInfo(Path.Combine(Repository.Root, project)).EnumerateDirectories().Select(d => d.Name).Where(n => n is not ("bin" or "obj" or "Common" or "wwwroot") && !others.Contains(n)).Order(StringComparer.Ordinal)];

    static int Ceiling(string path) => path.EndsWith(".razor", StringComparison.Ordinal) ? 200 : path.EndsWith(".razor.cs", StringComparison.Ordinal) ? 250
        : path.EndsWith("Service.cs", StringComparison.Ordinal) || path.StartsWith("Portal.Domain/", StringComparison.Ordinal) ? 300 : 400;

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex("""["]\s*(select\s+[\w"*$(]|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(table|schema|role|index|or replace)\s|alter\s+table\s|grant\s+\w+|drop\s+table\s)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sql();

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Now|UtcNow|Today)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WallClock();
}
