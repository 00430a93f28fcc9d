using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Anpr.Ingest;
using Portal.Common;
using static Portal.Tests.Architecture.Sources;

namespace Portal.Tests.Architecture;

/// <summary>Everything is said in four languages.</summary>
public sealed partial class TextTests
{
    static readonly string[] Others = ["nl", "fr", "de"];

    public static TheoryData<string> Sets { get; } = [.. In("Portal", ".resx").Select(f => f.Path).Where(p => p.EndsWith("Text.resx", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_text_is_there_in_every_language_with_the_same_placeholders(string path)
    {
        var english = Texts(path);
        Assert.NotEmpty(english);
        Assert.All(english, t => Assert.False(string.IsNullOrWhiteSpace(t.Value), $"{t.Key} is empty"));
        foreach (var language in Others)
        {
            var other = Texts(path.Replace(".resx", $".{language}.resx", StringComparison.Ordinal));
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), other.Keys.Order(StringComparer.Ordinal));
            foreach (var (key, text) in other)
            {
                Assert.False(string.IsNullOrWhiteSpace(text), $"{key} is empty in {language}");
                Assert.True(Placeholders(english[key]).SequenceEqual(Placeholders(text)), $"{key}: other placeholders in {language}");
                Assert.False(text.Contains('!', StringComparison.Ordinal), $"{key} shouts in {language}");
            }
        }
    }

    [Fact]
    public void Every_set_of_texts_is_named_after_what_it_serves() =>
        Assert.All(In("Portal", ".resx"), f => Assert.Matches(@"\w+Text(\.(nl|fr|de))?\.resx$", f.Path));

    [Fact]
    public void Every_error_has_words_in_every_language()
    {
        var errors = Domain.Where(t => t.IsAbstract && t.IsSealed && t.Name.EndsWith("Errors", StringComparison.Ordinal)).Append(typeof(Error)).SelectMany(Errors).ToList();
        Assert.True(errors.Count > 30);
        foreach (var error in errors.Concat(UnreadableReasons.All.Select(code => new Error(code, ErrorKind.Invalid))))
        {
            foreach (var language in Languages.All)
            {
                CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = new CultureInfo(language + "-BE");
                var text = ErrorTexts.In(error); // a placeholder without a value throws
                Assert.True(text != error.Code, $"{error.Code} has no words in {language}");
                Assert.DoesNotContain("{", text);
            }
        }
    }

    [Fact]
    public void Every_code_in_the_source_has_words()
    {
        var known = Texts("Portal/Common/ErrorText.resx").Keys.ToHashSet();
        var used = Product(".cs").SelectMany(f => ErrorCode().Matches(f.Text)).Select(m => m.Groups["code"].Value).Distinct().ToList();
        Assert.True(used.Count > 30);
        Assert.Empty(used.Except(known));
    }

    /// <summary>Errors of properties, and of methods with values made up for their parameters.</summary>
    static IEnumerable<Error> Errors(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var property in type.GetProperties(all).Where(p => p.PropertyType == typeof(Error))) yield return (Error)property.GetValue(null)!;
        if (type == typeof(Error)) yield break; // its methods take the code
        foreach (var method in type.GetMethods(all).Where(m => m.ReturnType == typeof(Error) && !m.IsSpecialName))
            yield return (Error)method.Invoke(null, [.. method.GetParameters().Select(p => MadeUp(p.ParameterType))])!;
    }

    static object MadeUp(Type type) => type switch
    {
        _ when type == typeof(string) => "word",
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 2),
        _ => Activator.CreateInstance(type)!,
    };

    static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    static Dictionary<string, string> Texts(string path) =>
        XDocument.Load(Path.Combine(Repository.Root, path)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    [GeneratedRegex(@"\{\d+[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("""(Error\.(Invalid|Conflict)\(|new\(|Problem\([^"\n]*)"(?<code>[a-z]+\.[a-z_]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ErrorCode();
}
