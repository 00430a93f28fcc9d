using System.Globalization;
using Portal.Anpr.Ingest;
using Portal.Cameras;

namespace Portal.Tests.Cameras;

/// <summary>What the audit names has words: a history never shows a key.</summary>
public sealed class ActionTextTests
{
    public static TheoryData<string> Languages => [.. Portal.Common.Languages.All];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_action_on_cameras_and_sources_has_words(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        Assert.All(CameraActions.All, action => Assert.NotEmpty(CamerasText.ResourceManager.GetString("Action_" + action, culture) ?? ""));
        Assert.All(SourceActions.All, action => Assert.NotEmpty(SourcesText.ResourceManager.GetString("Action_" + action, culture) ?? ""));
    }
}
