using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Persistence.Providers.Postgres;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Tests.Common.Notices;

/// <summary>From the outbox to a server, with everything that servers do.</summary>
public sealed class MailDeliveryTests(MailDeliveryTests.Fixture portal) : IClassFixture<MailDeliveryTests.Fixture>
{
    const string Zone = "5340";

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        internal TestMailServer Server { get; } = new();

        protected override IEnumerable<string> Settings =>
            ["--Mail:Host=127.0.0.1", $"--Mail:Port={Server.Port}", "--Mail:From=Portaal <portaal@police.test>", "--Mail:Tls=false", "--Mail:TimeoutSeconds=2"];

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Server.DisposeAsync();
        }
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_as_it_was_written_and_is_forgotten()
    {
        const string body = "Goedendag André,\n\n.Een punt aan het begin.\nhttps://portal.test/invitation/5340-abc\n\n– € ß\n";
        var id = await WriteAsync("an.peeters@police.test", "Uitnodiging voor Zoë Müller – zone Brüssel-West", body);
        await Eventually.TrueAsync("it is sent", async () => (await FindAsync(id)).State == MailState.Sent);
        var mail = Assert.Single(portal.Server.For("an.peeters@police.test"));
        Assert.Equal(("Uitnodiging voor Zoë Müller – zone Brüssel-West", body), (mail.Subject, mail.Body));
        Assert.Equal($"<{id:N}@police.test>", mail.MessageId);
        Assert.Contains("portaal@police.test", mail.From);
        var row = await FindAsync(id);
        Assert.Equal(("", 1, null), (row.ProtectedBody, row.Attempts, row.LastProblem));
        Assert.NotNull(row.SentAt);
    }

    [Fact]
    public async Task A_name_with_line_breaks_makes_no_header()
    {
        var id = await WriteAsync("lines@police.test", "Jan\r\nBcc: everybody@police.test\r\n\r\nHello\u2028you", "text");
        await Eventually.TrueAsync("it is sent", async () => (await FindAsync(id)).State == MailState.Sent);
        var (_, raw, mail) = Assert.Single(portal.Server.Taken, t => t.Recipient == "lines@police.test");
        Assert.Equal("Jan Bcc: everybody@police.test Hello you", mail.Subject);
        Assert.DoesNotContain("\r\nBcc:", raw);
        Assert.Empty(portal.Server.For("everybody@police.test"));
    }

    [Theory]
    [InlineData("a@b.be\r\nRCPT TO:<c@d.be>")]
    [InlineData("<a@b.be>")]
    [InlineData("a b@c.be")]
    [InlineData("a@b")]
    [InlineData("a@b.be,c@d.be")]
    [InlineData("")]
    [InlineData(null)]
    public void An_address_that_is_none_is_refused(string? text) => Assert.Null(EmailInput.Parse(text));

    [Fact]
    public void An_address_is_kept_in_small_letters() => Assert.Equal("an.peeters+x@police.belgium.eu", EmailInput.Parse(" An.Peeters+X@Police.Belgium.EU "));

    [Fact]
    public async Task Refused_for_now_is_tried_again_later_and_keeps_its_identifier()
    {
        var id = await WriteAsync("later2.a@police.test", "later", "text");
        await TriedAsync(id, 1);
        var row = await FindAsync(id);
        Assert.Equal(MailState.Waiting, row.State);
        Assert.InRange(row.NextTryAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
        Assert.Contains("come back later", row.LastProblem);
        Assert.DoesNotContain("@", row.LastProblem);
        await DueAsync(id);
        await TriedAsync(id, 2);
        Assert.InRange((await FindAsync(id)).NextTryAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        await DueAsync(id);
        await Eventually.TrueAsync("it is sent", async () => (await FindAsync(id)).State == MailState.Sent);
        Assert.Equal($"<{id:N}@police.test>", Assert.Single(portal.Server.For("later2.a@police.test")).MessageId);
    }

    [Fact]
    public async Task After_the_last_pause_it_is_dead_and_administrators_hear_of_it_once()
    {
        var id = await WriteAsync("later99.a@police.test", "dead", "text");
        for (var attempt = 1; attempt <= 7; attempt++)
        {
            await TriedAsync(id, attempt);
            if (attempt < 7) Assert.Equal(MailState.Waiting, (await FindAsync(id)).State);
            await DueAsync(id);
        }

        Assert.Equal((MailState.Dead, 7), ((await FindAsync(id)).State, portal.Server.TriesOf("later99.a@police.test")));
        var second = await WriteAsync("never.b@police.test", "dead", "text");
        await Eventually.TrueAsync("the second is dead", async () => (await FindAsync(second)).State == MailState.Dead);
        var administrator = TestPeople.Of(Zone, ZoneRole.ZoneAdministrator);
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var told = await owner.Set<Notification>().IgnoreQueryFilters().Where(n => n.Kind == NoticeKinds.MailUndeliverable && n.Tenant == Zone).ToListAsync(Stop);
        Assert.Equal(administrator.Id, Assert.Single(told).PersonId);
    }

    [Fact]
    public async Task Refused_for_good_is_dead_at_once()
    {
        var id = await WriteAsync("never.a@police.test", "never", "text");
        await Eventually.TrueAsync("it is dead", async () => (await FindAsync(id)).State == MailState.Dead);
        var row = await FindAsync(id);
        Assert.Equal(1, row.Attempts);
        Assert.Contains("no such mailbox", row.LastProblem);
        Assert.DoesNotContain("@", row.LastProblem);
        Assert.NotEqual("", row.ProtectedBody); // a person may correct the address
    }

    [Fact]
    public async Task Whoever_wants_mails_only_and_whose_mailbox_refuses_them_gets_one_a_day()
    {
        const string zone = "5344";
        var administrator = TestPeople.Of(zone, ZoneRole.ZoneAdministrator);
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await owner.Set<Portal.Identity.Person>().Where(p => p.Id == administrator.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, "never.own@police.test"), Stop);
        owner.Add(new NotificationChoice(zone, administrator.Id, NoticeKinds.MailUndeliverable, inPortal: false, byMail: true));
        await owner.SaveChangesAsync(Stop);
        foreach (var recipient in new[] { "never.c@police.test", "never.d@police.test" })
        {
            var id = await WriteAsync(recipient, "dead", "text", zone: zone);
            await Eventually.TrueAsync("it is dead", async () => (await FindAsync(id)).State == MailState.Dead);
            await Eventually.TrueAsync("so is what tells of it", () => owner.Set<OutboxMail>().IgnoreQueryFilters().AnyAsync(m => m.Tenant == zone && m.Kind == NoticeKinds.MailUndeliverable && m.State == MailState.Dead, Stop));
        }

        Assert.Equal(1, await owner.Set<OutboxMail>().IgnoreQueryFilters().CountAsync(m => m.Tenant == zone && m.Kind == NoticeKinds.MailUndeliverable, Stop));
    }

    [Fact]
    public async Task A_zone_with_many_mails_does_not_hold_up_another()
    {
        var many = new List<Guid>();
        for (var n = 0; n < 150; n++) many.Add(await WriteAsync($"first{n}@police.test", "many", "text", waits: true));
        var one = await WriteAsync("second@police.test", "one", "text", waits: true, zone: "5344");
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
            await owner.Set<OutboxMail>().IgnoreQueryFilters().Where(m => m.Id == one || many.Contains(m.Id)).ExecuteUpdateAsync(m => m.SetProperty(x => x.NextTryAt, TimeProvider.System.GetUtcNow().AddMinutes(-1)), Stop);
        using var node = ActivatorUtilities.CreateInstance<MailDelivery>(portal.Root);
        await node.DeliverDueAsync(Stop);
        foreach (var id in many.Append(one)) await Eventually.TrueAsync("each is sent", async () => (await FindAsync(id)).State == MailState.Sent);
        var order = portal.Server.Taken.Select(t => t.Recipient).Where(r => r == "second@police.test" || r.StartsWith("first", StringComparison.Ordinal)).ToList();
        Assert.InRange(order.IndexOf("second@police.test"), 0, 149);
    }

    [Theory]
    [InlineData("hang", "no answer within 2 s")]
    [InlineData("drop", "")]
    public async Task A_server_that_hangs_or_hangs_up_costs_a_try_and_no_other_mail(string behaviour, string problem)
    {
        var id = await WriteAsync($"{behaviour}.x@police.test", "slow", "text");
        var other = await WriteAsync($"beside-{behaviour}@police.test", "quick", "text");
        await Eventually.TrueAsync("the other is sent", async () => (await FindAsync(other)).State == MailState.Sent);
        await Eventually.TrueAsync("it failed", async () => (await FindAsync(id)).LastProblem is not null);
        var row = await FindAsync(id);
        Assert.Equal(MailState.Waiting, row.State);
        Assert.Contains(problem, row.LastProblem);
    }

    [Fact]
    public async Task Several_nodes_at_once_send_each_mail_once()
    {
        var nodes = Enumerable.Range(0, 3).Select(_ => ActivatorUtilities.CreateInstance<MailDelivery>(portal.Root)).ToList();
        var ids = new List<Guid>();
        for (var n = 0; n < 40; n++) ids.Add(await WriteAsync($"many{n}@police.test", "many", "text", waits: true));
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
            await owner.Set<OutboxMail>().IgnoreQueryFilters().Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(m => m.SetProperty(x => x.NextTryAt, TimeProvider.System.GetUtcNow().AddMinutes(-1)), Stop);
        await Task.WhenAll(nodes.Select(n => Task.Run(() => n.DeliverDueAsync(Stop), Stop)));
        foreach (var id in ids) await Eventually.TrueAsync("each is sent", async () => (await FindAsync(id)).State == MailState.Sent);
        for (var n = 0; n < 40; n++) Assert.Single(portal.Server.For($"many{n}@police.test"));
        foreach (var node in nodes) node.Dispose();
    }

    [Fact]
    public async Task What_was_sent_is_forgotten_after_a_month()
    {
        var (old, young) = (await WriteAsync("old@police.test", "old", "text"), await WriteAsync("young@police.test", "young", "text"));
        foreach (var id in new[] { old, young }) await Eventually.TrueAsync("it is sent", async () => (await FindAsync(id)).State == MailState.Sent);
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await owner.Set<OutboxMail>().IgnoreQueryFilters().Where(m => m.Id == old).ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, TimeProvider.System.GetUtcNow().AddDays(-31)), Stop);
        await portal.Root.GetRequiredService<Purges>().RunAsync(RetentionKinds.Mails, Stop);
        Assert.Equal(young, await owner.Set<OutboxMail>().IgnoreQueryFilters().Where(m => m.Id == old || m.Id == young).Select(m => m.Id).SingleAsync(Stop));
    }

    [Fact]
    public async Task With_a_server_the_folders_page_does_not_exist()
    {
        using var visitor = new Visitor(portal);
        Assert.NotEqual(200, (await visitor.GetAsync("/dev/mail")).Status);
    }

    async Task<Guid> WriteAsync(string recipient, string subject, string body, bool waits = false, string zone = Zone)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        await using var db = scope.Context();
        await scope.Get<Outbox>().AddAsync(db, "test", null, recipient, "nl", _ => new(subject, body), Stop);
        var mail = db.ChangeTracker.Entries<OutboxMail>().Single();
        if (waits) mail.Property(m => m.NextTryAt).CurrentValue = TimeProvider.System.GetUtcNow().AddHours(1);
        await db.SaveChangesAsync(Stop);
        return mail.Entity.Id;
    }

    async Task<OutboxMail> FindAsync(Guid id)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<OutboxMail>().IgnoreQueryFilters().AsNoTracking().SingleAsync(m => m.Id == id, Stop);
    }

    async Task DueAsync(Guid id)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await owner.Set<OutboxMail>().IgnoreQueryFilters().Where(m => m.Id == id).ExecuteUpdateAsync(m => m.SetProperty(x => x.NextTryAt, TimeProvider.System.GetUtcNow().AddSeconds(-1)), Stop);
    }

    /// <summary>A try is two saves: the claim, and how it ended.</summary>
    Task TriedAsync(Guid id, int times) => Eventually.TrueAsync($"tried {times} times", async () => await FindAsync(id) is { Version: var version } && version == 2 * times);
}
