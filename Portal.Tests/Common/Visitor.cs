using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Tests;

/// <summary>A browser without scripts: cookies, no redirects followed. Dispose it.</summary>
sealed partial class Visitor(PortalServices portal) : IDisposable
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(portal.Address) };

    public async Task<Answer> GetAsync(string path, string? acceptLanguage = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (acceptLanguage is not null) request.Headers.Add("Accept-Language", acceptLanguage);
        return await SendAsync(request);
    }

    public Task<byte[]> BytesAsync(string path) => http.GetByteArrayAsync(new Uri(path, UriKind.Relative), Stop);

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request, Stop);
        return new((int)answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(Stop),
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Fills in the form of the sign-in page and sends it.</summary>
    public async Task<Answer> SignInAsync(string email, string password = TestPeople.Password, string? returnTo = null)
    {
        var address = "/sign-in" + (returnTo is null ? "" : "?return=" + Uri.EscapeDataString(returnTo));
        var fields = Hidden().Matches((await GetAsync(address)).Body.Split("</form>")[0]).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        (fields["Input.Email"], fields["Input.Password"]) = (email, password);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        return await SendAsync(request);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" />""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}

/// <summary>What came back.</summary>
sealed record Answer(int Status, string? Location, string Body, IReadOnlyDictionary<string, string> Headers);
