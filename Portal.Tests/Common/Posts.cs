using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Tests;

/// <summary>Fills in forms of pages as a browser without scripts does.</summary>
static partial class Posts
{
    /// <summary>Opens the page and sends the form of this name with these fields.</summary>
    public static async Task<Answer> PostFormAsync(this Visitor visitor, string path, string form, params (string Name, string Value)[] typed)
    {
        var page = await visitor.GetAsync(path);
        Assert.Equal(200, page.Status);
        var own = Form().Matches(page.Body).Select(m => m.Value).Single(f => f.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));
        var fields = Hidden().Matches(own).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        foreach (var (name, value) in typed) fields[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        return await visitor.SendAsync(request);
    }

    /// <summary>The token against forged forms in a page.</summary>
    public static string TokenIn(string page) => WebUtility.HtmlDecode(Hidden().Matches(page).First(m => m.Groups["name"].Value == "__RequestVerificationToken").Groups["value"].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" />""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
