using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common.Notices;
using Portal.Tenants;

namespace Portal.Tests.Common.Notices;

/// <summary>Without a server: a folder for who develops, patience in production.</summary>
public sealed class MailWithoutServerTests(MailWithoutServerTests.Development development, MailWithoutServerTests.Production production)
    : IClassFixture<MailWithoutServerTests.Development>, IClassFixture<MailWithoutServerTests.Production>
{
    public sealed class Development(Cluster cluster) : PortalServices(cluster);

    public sealed class Production(Cluster cluster) : PortalServices(cluster)
    {
        protected override IEnumerable<string> Settings => ["--environment=Production"];
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mails_lie_in_the_folder_and_are_shown_there()
    {
        var id = await WriteAsync(development);
        var file = Path.Combine(development.MailFolder, MailFile.NameOf(id));
        await Eventually.TrueAsync("the file is there", () => File.Exists(file));
        using var visitor = new Visitor(development);
        var list = await visitor.GetAsync("/dev/mail");
        Assert.Equal(200, list.Status);
        Assert.Contains("Één onderwerp", System.Net.WebUtility.HtmlDecode(list.Body));
        var mail = await visitor.GetAsync("/dev/mail/" + MailFile.NameOf(id));
        Assert.Contains("href=\"https://portal.test/invitation/x\"", mail.Body);
        Assert.Contains("<b>geen opmaak</b>", System.Net.WebUtility.HtmlDecode(mail.Body));
        Assert.DoesNotContain("<b>geen opmaak</b>", mail.Body);
        Assert.Equal(404, (await visitor.GetAsync("/dev/mail/..%2F..%2Fpasswd")).Status);
    }

    [Fact]
    public async Task In_production_mails_wait_the_folders_page_does_not_exist_and_the_health_page_says_why()
    {
        var id = await WriteAsync(production);
        Assert.Equal(0, await production.Root.GetRequiredService<MailDelivery>().DeliverDueAsync(Stop));
        await using (var scope = await production.AsAsync("5340", ZoneRole.ZoneAdministrator))
        {
            await using var db = scope.Context();
            var mail = await db.Set<OutboxMail>().SingleAsync(m => m.Id == id, Stop);
            Assert.Equal((MailState.Waiting, 0), (mail.State, mail.Attempts));
        }

        Assert.False(Directory.Exists(production.MailFolder));
        Assert.DoesNotContain(production.Root.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(), e => e.RoutePattern.RawText!.Contains("dev/mail", StringComparison.Ordinal));
        Assert.Contains(development.Root.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(), e => e.RoutePattern.RawText!.Contains("dev/mail", StringComparison.Ordinal));
        using var visitor = new Visitor(production);
        var health = await visitor.GetAsync("/health/ready");
        Assert.Equal((200, "Degraded\nmail: Mail:Host is not set: mails wait"), (health.Status, health.Body));
    }

    static async Task<Guid> WriteAsync(PortalServices portal)
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        await using var db = scope.Context();
        await scope.Get<Outbox>().AddAsync(db, "test", null, "an@police.test", "nl", _ => new("Één onderwerp", "Tekst\nhttps://portal.test/invitation/x\n<b>geen opmaak</b>\n"), Stop);
        await db.SaveChangesAsync(Stop);
        return db.ChangeTracker.Entries<OutboxMail>().Single().Entity.Id;
    }
}
