using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Portal.Tenants;

namespace Portal.Tests.Shell;

/// <summary>What cookies are called and who gets them: over TLS, on this machine, and on a line that others can read.</summary>
public sealed partial class CookieTests(CookieTests.WithTls tls, CookieTests.WithoutTls plain) : IClassFixture<CookieTests.WithTls>, IClassFixture<CookieTests.WithoutTls>
{
    public sealed class WithoutTls(Cluster cluster) : PortalServices(cluster);

    /// <summary>A real endpoint with a certificate made for the occasion.</summary>
    public sealed class WithTls(Cluster cluster) : PortalServices(cluster)
    {
        readonly string certificate = Path.Combine(Path.GetTempPath(), $"tls-{Guid.NewGuid():N}.pfx");

        protected override IEnumerable<string> Settings => ["--urls=https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path=" + certificate, "--Kestrel:Certificates:Default:Password=", "--Portal:Proxies=192.0.2.1"];

        public override async ValueTask InitializeAsync()
        {
            using var key = RSA.Create(2048);
            var now = TimeProvider.System.GetUtcNow();
            using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
            await File.WriteAllBytesAsync(certificate, made.Export(X509ContentType.Pfx));
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            File.Delete(certificate);
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_TLS_every_cookie_belongs_to_this_host_alone_and_all_of_them_work()
    {
        using var browser = new BareBrowser(tls.Address);
        var page = await browser.GetAsync("/sign-in"); // the form's cookie
        await browser.GetAsync("/theme/dark");
        await browser.GetAsync("/language/fr");
        var entered = await browser.SignInAsync(page.Body, TestPeople.Of("5340", ZoneRole.Member).Email);
        Assert.Equal(302, entered.Status);
        Assert.Equal(200, (await browser.GetAsync("/account")).Status);
        Assert.Contains("data-theme=\"dark\"", (await browser.GetAsync("/account")).Body);
        Assert.Contains("lang=\"fr\"", (await browser.GetAsync("/account")).Body);
        Assert.Equal(["__Host-portal.form", "__Host-portal.language", "__Host-portal.session", "__Host-portal.theme"], browser.Cookies.Keys.Order(StringComparer.Ordinal));
        Assert.All(browser.Said, c =>
        {
            Assert.StartsWith("__Host-", c);
            Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", c, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("__host-")]
    [InlineData("__Secure-")]
    public async Task A_cookie_that_a_neighbour_could_have_planted_is_not_seen_over_TLS(string prefix)
    {
        using var browser = new BareBrowser(tls.Address);
        Assert.Equal(302, (await browser.SignInAsync((await browser.GetAsync("/sign-in")).Body, TestPeople.Of("5340", ZoneRole.Member).Email)).Status);
        var session = browser.Cookies["__Host-portal.session"];
        using var planted = new BareBrowser(tls.Address) { Cookies = { [prefix + "portal.session"] = session, [prefix + "portal.theme"] = "dark" } };
        Assert.Equal(302, (await planted.GetAsync("/account")).Status);
        Assert.Contains("data-theme=\"light\"", (await planted.GetAsync("/sign-in")).Body);
        using var own = new BareBrowser(tls.Address) { Cookies = { ["__Host-portal.session"] = session, ["portal.session"] = "rubbish" } };
        Assert.Equal(200, (await own.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Signing_out_over_TLS_takes_the_cookie_away()
    {
        using var browser = new BareBrowser(tls.Address);
        await browser.SignInAsync((await browser.GetAsync("/sign-in")).Body, TestPeople.Of("5340", ZoneRole.Member).Email);
        await browser.PostAsync("/sign-out", []);
        Assert.DoesNotContain("__Host-portal.session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Browsers_are_told_to_use_TLS_alone_but_not_for_this_machines_name()
    {
        using var named = new BareBrowser(tls.Address, "portal.example");
        Assert.Equal("max-age=31536000", (await named.GetAsync("/sign-in")).Headers["Strict-Transport-Security"]);
        using var local = new BareBrowser(tls.Address);
        Assert.DoesNotContain("Strict-Transport-Security", (await local.GetAsync("/sign-in")).Headers.Keys);
        using var open = new BareBrowser(plain.Address, "portal.example");
        Assert.DoesNotContain("Strict-Transport-Security", (await open.GetAsync("/sign-in")).Headers.Keys);
    }

    [Fact]
    public async Task On_this_machine_without_TLS_the_plain_names_serve()
    {
        using var browser = new BareBrowser(plain.Address);
        var page = await browser.GetAsync("/sign-in");
        Assert.DoesNotContain("note-danger", page.Body);
        Assert.Equal(302, (await browser.SignInAsync(page.Body, TestPeople.Of("5340", ZoneRole.Member).Email)).Status);
        Assert.Equal(200, (await browser.GetAsync("/account")).Status);
        Assert.All(browser.Said, c => Assert.DoesNotContain("secure", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task On_a_line_that_others_can_read_a_browser_keeps_no_cookie_and_the_page_says_why()
    {
        using var browser = new BareBrowser(plain.Address, "portal.example");
        var page = await browser.GetAsync("/sign-in");
        Assert.Contains("https://", page.Body);
        Assert.Contains("note-danger", page.Body);
        await browser.SignInAsync(page.Body, TestPeople.Of("5340", ZoneRole.Member).Email);
        Assert.NotEmpty(browser.Said);
        Assert.All(browser.Said, c => Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nobody_but_a_named_proxy_says_that_a_line_is_safe()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, plain.Address + "/sign-in") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.9" } } };
        using var answer = await client.SendAsync(request, Stop);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), c => Assert.DoesNotContain("__Host-", c));
    }

    /// <summary>Keeps every cookie it is told of, by its name, and asks over a line of its own.</summary>
    sealed class BareBrowser(string address, string? host = null) : IDisposable
    {
        readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=localhost" } }) { BaseAddress = new(address) };

        public Dictionary<string, string> Cookies { get; } = [];

        public List<string> Said { get; } = [];

        public Task<Answer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

        public Task<Answer> PostAsync(string path, Dictionary<string, string> fields) => SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) });

        public Task<Answer> SignInAsync(string page, string email) => PostAsync("/sign-in", new()
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value,
            ["Input.Email"] = email,
            ["Input.Password"] = TestPeople.Password,
        });

        async Task<Answer> SendAsync(HttpRequestMessage request)
        {
            using var owned = request;
            if (host is not null) request.Headers.Host = host;
            if (Cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
            using var answer = await http.SendAsync(request, Stop);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                Said.Add(cookie);
                var (name, value) = cookie.Split(';')[0].Split('=', 2) is var parts ? (parts[0], parts[1]) : default;
                if (value == "") Cookies.Remove(name);
                else Cookies[name] = value;
            }

            return new((int)answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(Stop),
                answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
        }

        public void Dispose() => http.Dispose();
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
