using System.Globalization;
using System.Net;
using Portal.Tenants;

namespace Portal.Tests.Shell;

/// <summary>How often one may knock: per address and per account, told in words, and forgotten after a minute.</summary>
public sealed class DoorLimitTests(DoorLimitTests.ByAccount accounts, DoorLimitTests.ByAddress addresses) : IClassFixture<DoorLimitTests.ByAccount>, IClassFixture<DoorLimitTests.ByAddress>
{
    public sealed class ByAccount(Cluster cluster) : PortalServices(cluster)
    {
        protected override IEnumerable<string> Settings => ["--Portal:Limits:PerAccount=3"];
    }

    public sealed class ByAddress(Cluster cluster) : PortalServices(cluster)
    {
        // Visitors of other tests of this class come from addresses of their own, told by the proxy.
        protected override IEnumerable<string> Settings => ["--Portal:Limits:PerAddress=3", "--Portal:Limits:PerKey=3", "--Portal:Proxies=127.0.0.1"];
    }

    [Fact]
    public async Task One_account_is_tried_so_often_a_minute_from_wherever_and_others_are_not_hindered()
    {
        var person = TestPeople.Of("5340", ZoneRole.Member);
        for (var n = 0; n < 3; n++)
        {
            using var visitor = new Visitor(accounts);
            Assert.Equal(200, (await visitor.SignInAsync(person.Email, "a wrong password")).Status);
        }

        using var refused = new Visitor(accounts);
        var answer = await refused.SignInAsync(" " + person.Email.ToUpperInvariant());
        Assert.Equal(429, answer.Status);
        Assert.InRange(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("<h1>", answer.Body);
        Assert.Contains(answer.Headers["Retry-After"], answer.Body);
        Assert.Contains("Content-Security-Policy", answer.Headers.Keys);
        Assert.Equal(200, (await refused.GetAsync("/sign-in")).Status); // looking is free
        Assert.Equal(302, (await refused.SignInAsync(TestPeople.Of("5344", ZoneRole.Member).Email)).Status);
    }

    [Fact]
    public async Task A_decoy_beside_the_real_field_is_not_what_counts()
    {
        var codes = new List<int>();
        for (var n = 0; n < 4; n++)
        {
            using var visitor = new Visitor(accounts);
            codes.Add((await visitor.PostFormAsync("/sign-in", "sign-in", ("a.Email", $"decoy{n}@5340.test"), ("Input.Email", "victim@5340.test"), ("Input.Password", "a wrong password"))).Status);
        }

        Assert.Equal([200, 200, 200, 429], codes);
    }

    [Theory]
    [InlineData("/password/forgotten", "forgotten", "Input.Email")]
    public async Task Links_to_a_new_password_are_asked_for_so_often_a_minute(string path, string form, string field)
    {
        using var visitor = new Visitor(accounts);
        for (var n = 0; n < 3; n++) Assert.Equal(200, (await visitor.PostFormAsync(path, form, (field, "nobody@5340.test"))).Status);
        Assert.Equal(429, (await visitor.PostFormAsync(path, form, (field, "nobody@5340.test"))).Status);
    }

    [Theory]
    [InlineData("/invitation/some-word", true)]
    [InlineData("/access", false)]
    [InlineData("/password/new?person=0198c0de-0000-7000-8000-000000000001", true)]
    public async Task Every_door_is_limited(string path, bool byAccount)
    {
        var portal = (PortalServices)(byAccount ? accounts : addresses);
        var codes = new List<int>();
        for (var n = 0; n < 4; n++) codes.Add(await PostAsync(portal, path, "203.0.113." + (byAccount ? n : 40)));
        Assert.DoesNotContain(429, codes.Take(3));
        Assert.Equal(429, codes[3]);
    }

    [Fact]
    public async Task One_address_knocks_so_often_a_minute_whatever_the_account_and_a_household_counts_once()
    {
        foreach (var address in new[] { "203.0.113.7", "203.0.113.7", "203.0.113.7" }) Assert.NotEqual(429, await PostAsync(addresses, "/sign-in", address));
        Assert.Equal(429, await PostAsync(addresses, "/sign-in/second", "203.0.113.7"));
        Assert.NotEqual(429, await PostAsync(addresses, "/sign-in", "203.0.113.8"));
        foreach (var n in new[] { 1, 2, 3 }) Assert.NotEqual(429, await PostAsync(addresses, "/passkeys/request-options", $"2001:db8:1:2::{n}"));
        Assert.Equal(429, await PostAsync(addresses, "/passkeys/request-options", "2001:db8:1:2:ffff::1"));
        Assert.NotEqual(429, await PostAsync(addresses, "/passkeys/request-options", "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused_before_it_is_read()
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(accounts.Address + "/sign-in"), new FormUrlEncodedContent([new("Input.Email", new string('x', 100_000))]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    static async Task<int> PostAsync(PortalServices portal, string path, string address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, portal.Address + path) { Content = new FormUrlEncodedContent([new("x", "y")]), Headers = { { "X-Forwarded-For", address } } };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
