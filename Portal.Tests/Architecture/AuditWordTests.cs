using System.Globalization;
using System.Reflection;
using Portal.Audit;
using Portal.Common;
using static Portal.Tests.Architecture.Sources;

namespace Portal.Tests.Architecture;

/// <summary>The audit shows words, never keys, whichever module wrote the line.</summary>
public sealed class AuditWordTests
{
    static readonly List<string> Actions = [.. Domain.Where(t => t is { IsAbstract: true, IsSealed: true } && t.Name.EndsWith("Actions", StringComparison.Ordinal))
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f is { IsLiteral: true } && f.FieldType == typeof(string)).Select(f => (string)f.GetRawConstantValue()!)];

    public static TheoryData<string> InLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(InLanguages))]
    public void Every_action_has_words(string language)
    {
        Assert.True(Actions.Count > 35);
        Assert.Equal(Actions.Count, Actions.Distinct().Count());
        Assert.All(Actions, a => Assert.NotNull(AuditText.ResourceManager.GetString("Action_" + a, new CultureInfo(language))));
    }

    [Fact]
    public void Every_action_is_of_one_sort() =>
        Assert.Equal(Actions.Order(StringComparer.Ordinal), Enum.GetValues<AuditGroup>().SelectMany(AuditGroups.ActionsOf).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(InLanguages))]
    public void Everything_that_a_line_may_be_about_has_a_word(string language)
    {
        var kinds = Domain.Where(t => t is { IsAbstract: false } && typeof(Entity).IsAssignableFrom(t)).Select(t => t.Name).ToList();
        Assert.True(kinds.Count > 8);
        Assert.All(kinds, k => Assert.NotNull(AuditText.ResourceManager.GetString("Kind_" + k, new CultureInfo(language))));
    }

    [Theory]
    [MemberData(nameof(InLanguages))]
    public void Every_purpose_has_words_and_says_what_the_law_means(string language) => Assert.All(Enum.GetNames<ConsultationPurpose>(), p =>
    {
        Assert.NotNull(PurposeText.ResourceManager.GetString(p, new CultureInfo(language)));
        Assert.NotNull(PurposeText.ResourceManager.GetString(p + "Help", new CultureInfo(language)));
    });
}
