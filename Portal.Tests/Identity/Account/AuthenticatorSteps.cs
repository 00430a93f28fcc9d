using System.Net;
using System.Text.RegularExpressions;
using Portal.Identity.Account;

namespace Portal.Tests.Identity.Account;

/// <summary>What somebody with a telephone does.</summary>
static partial class AuthenticatorSteps
{
    /// <summary>Sets the app up at this page.</summary>
    /// <returns>The key, and the page with the recovery codes.</returns>
    public static async Task<(byte[] Key, string Page)> SetUpAsync(Visitor visitor, string path, string password = TestPeople.Password)
    {
        var page = (await visitor.GetAsync(path)).Body;
        Assert.Contains("<svg", page);
        var key = Decode(Manual().Match(page).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal));
        var on = await visitor.PostFormAsync(path, "authenticator", ("Code", Now(key, 0)), ("Password", password));
        Assert.Equal(200, on.Status);
        Assert.NotEmpty(Codes(on.Body));
        return (key, on.Body);
    }

    /// <summary>The recovery codes that a page shows.</summary>
    public static List<string> Codes(string page) => [.. WebUtility.HtmlDecode(Recovery().Match(page).Groups["codes"].Value).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <param name="ahead">Steps of 30 seconds by which the telephone's clock is ahead.</param>
    public static string Now(byte[] key, int ahead) => TimeCode.Of(key, TimeCode.StepAt(TimeProvider.System.GetUtcNow()) + ahead);

    static byte[] Decode(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(n => Convert.ToByte(bits.Substring(8 * n, 8), 2))];
    }

    [GeneratedRegex("manual-key\">(?<key>[A-Z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Manual();

    [GeneratedRegex("<pre class=\"recovery-codes\"[^>]*>(?<codes>[^<]+)</pre>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Recovery();
}
