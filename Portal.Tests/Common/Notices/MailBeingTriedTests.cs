using Microsoft.EntityFrameworkCore;
using Portal.Common.Notices;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Common.Notices;

/// <summary>Nobody changes a mail while a server is asked to take it: it would leave twice, or the change would be lost.</summary>
public sealed class MailBeingTriedTests(MailBeingTriedTests.Fixture portal) : IClassFixture<MailBeingTriedTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        internal TestMailServer Server { get; } = new();

        protected override IEnumerable<string> Settings =>
            ["--Mail:Host=127.0.0.1", $"--Mail:Port={Server.Port}", "--Mail:From=Portaal <portaal@police.test>", "--Mail:Tls=false", "--Mail:TimeoutSeconds=120"];

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Server.DisposeAsync();
        }
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_that_is_being_tried_is_left_alone_and_leaves_once()
    {
        const string recipient = "slow.a@police.test";
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var service = scope.Get<MailService>();
        Guid id;
        await using (var db = scope.Context())
        {
            await scope.Get<Outbox>().AddAsync(db, NoticeKinds.RolesChanged, null, recipient, "nl", _ => new("once", "text"), Stop);
            id = db.ChangeTracker.Entries<OutboxMail>().Single().Entity.Id;
            await db.SaveChangesAsync(Stop);
        }

        await Eventually.TrueAsync("the server is asked", () => portal.Server.TriesOf(recipient) == 1);
        var version = (await FindAsync(id)).Version;
        Assert.Equal(MailErrors.BeingTried, (await service.SendAgainAsync(id, version, Stop)).Error);
        Assert.Equal(MailErrors.BeingTried, (await service.CorrectAsync(id, version, "other@police.test", Stop)).Error);
        Assert.Equal(MailErrors.BeingTried, (await service.DiscardAsync(id, version, Stop)).Error);
        Assert.Equal(MailErrors.ChangedMeanwhile, (await service.SendAgainAsync(id, version - 1, Stop)).Error); // seen before the try
        portal.Server.AnswerSlow();
        await Eventually.TrueAsync("it is sent", async () => (await FindAsync(id)).State == MailState.Sent);
        Assert.Single(portal.Server.For(recipient));
        Assert.Equal((1, recipient), ((await FindAsync(id)).Attempts, (await FindAsync(id)).Recipient));
        Assert.Equal(MailErrors.NotWaiting, (await service.SendAgainAsync(id, (await FindAsync(id)).Version, Stop)).Error);
    }

    [Fact]
    public void Between_two_tries_a_person_decides_and_after_a_try_that_never_ended_too()
    {
        var now = TimeProvider.System.GetUtcNow();
        OutboxMail failed = new("5344", NoticeKinds.RolesChanged, null, "later9.b@police.test", "nl", "subject", "", now);
        failed.Claim(now);
        Assert.True(failed.IsBeingTried(now));
        failed.Fail("451 later", forGood: false, now);
        Assert.False(failed.IsBeingTried(now));
        Assert.True(failed.SendAgain(now).Succeeded);
        failed.Claim(now);
        Assert.Equal(MailErrors.BeingTried, failed.Discard(now).Error); // the second try, whatever the first one said
        Assert.True(failed.Discard(now + OutboxMail.ClaimedFor).Succeeded); // its node died
    }

    async Task<OutboxMail> FindAsync(Guid id)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<OutboxMail>().IgnoreQueryFilters().AsNoTracking().SingleAsync(m => m.Id == id, Stop);
    }
}
