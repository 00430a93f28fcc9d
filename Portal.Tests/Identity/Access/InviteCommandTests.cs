using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Identity.Access;

/// <summary><c>invite CODE E-MAIL</c> as somebody calls it from a shell, beside a portal that runs.</summary>
public sealed partial class InviteCommandTests(InviteCommandTests.Fixture portal) : IClassFixture<InviteCommandTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_is_printed_once_there_is_nobody_and_works_in_the_portal()
    {
        var refused = await PortalAsync("invite", TenantInfo.FederalCode, "boss@federal.test");
        Assert.True(refused.Code == 1, refused.Output);
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
            await owner.Set<Membership>().IgnoreQueryFilters().Where(m => m.Role == ZoneRole.FederalAdministrator).ExecuteDeleteAsync(Stop);
        var (code, output) = await PortalAsync("invite", TenantInfo.FederalCode, "boss@federal.test", "--Portal:Address=https://portaal.test/");
        Assert.True(code == 0, output);
        var link = Link().Match(output).Groups["code"].Value;
        await using var scope = portal.Root.CreateAsyncScope();
        var door = scope.ServiceProvider.GetRequiredService<InvitationDoor>();
        Assert.True((await door.AcceptAsync(link, "De eerste", "lange zin om te onthouden", Stop)).Succeeded);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync("boss@federal.test", "lange zin om te onthouden");
        Assert.Equal(200, (await visitor.GetAsync("/zones/0000/invitations")).Status);
    }

    [Theory]
    [InlineData("invite")]
    [InlineData("invite", "0000")]
    [InlineData("invite", "federal", "a@b.be")]
    public async Task Anything_else_is_told_how(params string[] arguments)
    {
        var (code, output) = await PortalAsync(arguments);
        Assert.Equal((2, true), (code, output.Contains("Usage: invite CODE E-MAIL", StringComparison.Ordinal)));
    }

    async Task<(int Code, string Output)> PortalAsync(params string[] arguments) => await ExternalTool.RunAsync("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "Portal.dll"), .. arguments, "--Database:Owner=" + await portal.ConnectionAsync("portal_owner"),
        "--Database:Application=" + await portal.ConnectionAsync("portal_app"), "--Database:Ingest=" + await portal.ConnectionAsync("portal_ingest"),
    ]);

    [GeneratedRegex(@"https://portaal\.test/invitation/(?<code>0000-[a-z0-9]{32})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
