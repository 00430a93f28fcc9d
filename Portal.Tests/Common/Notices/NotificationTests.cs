using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity.Access;
using Portal.Persistence.Providers.Postgres;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Tests.Common.Notices;

/// <summary>What people are told, what they chose, and what administrators do about mails that did not arrive.</summary>
public sealed class NotificationTests(NotificationTests.Fixture portal) : IClassFixture<NotificationTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const string Zone = "5340";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> InLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(InLanguages))]
    public void Every_kind_has_words(string language) => Assert.All(NoticeKinds.All, kind =>
    {
        foreach (var key in new[] { kind + "_Title", kind + "_Body" }) Assert.False(string.IsNullOrWhiteSpace(NoticeText.ResourceManager.GetString(key, new CultureInfo(language))), key);
        Assert.False(string.IsNullOrWhiteSpace(MailPageText.ResourceManager.GetString("Choice_" + kind, new CultureInfo(language))), kind);
    });

    [Fact]
    public async Task A_person_sees_and_reads_the_own_alone()
    {
        var (one, other) = (TestPeople.Of(Zone, ZoneRole.AnprOperator), TestPeople.Of(Zone, ZoneRole.AnprOperator, 2));
        for (var n = 0; n < 3; n++) await NotifyAsync(one, NoticeKinds.KeyExpires, ["key " + n, "1/1/2027"]);
        await NotifyAsync(other, NoticeKinds.KeyExpires, ["other", "1/1/2027"]);
        await using var mine = await portal.AsAsync(one);
        await using var others = await portal.AsAsync(other);
        var (queries, service) = (mine.Get<NotificationQueries>(), mine.Get<NotificationService>());
        Assert.Equal(3, await queries.UnreadAsync(Stop));
        var rows = (await queries.ListAsync(stop: Stop)).Rows;
        Assert.Equal(["key 2", "key 1", "key 0"], rows.Select(r => r.Arguments[0]));
        var foreign = (await others.Get<NotificationQueries>().ListAsync(stop: Stop)).Rows.Single();
        Assert.Equal(Error.NotFound, (await service.ReadAsync(foreign.Id, Stop)).Error);
        Assert.True((await service.ReadAsync(rows[0].Id, Stop)).Succeeded);
        Assert.Equal(2, await queries.UnreadAsync(Stop));
        var second = await queries.ListAsync(rows[0].Id, most: 1, stop: Stop);
        Assert.Equal(("key 1", true), (second.Rows.Single().Arguments[0], second.HasMore));
        Assert.True((await service.ReadAllAsync(Stop)).Succeeded);
        Assert.Equal((0, 1), (await queries.UnreadAsync(Stop), await others.Get<NotificationQueries>().UnreadAsync(Stop)));
    }

    [Fact]
    public async Task A_choice_decides_where_one_is_told()
    {
        var person = TestPeople.Of("5344", ZoneRole.AnprSupervisor);
        await using var scope = await portal.AsAsync(person);
        var (queries, service) = (scope.Get<NotificationQueries>(), scope.Get<NotificationService>());
        Assert.Equal(NoticeKinds.All, (await queries.ChoicesAsync(Stop)).Select(c => c.Kind));
        Assert.Contains(new NoticeChoice(NoticeKinds.RolesChanged, true, true), await queries.ChoicesAsync(Stop));
        Assert.True((await service.ChooseAsync(NoticeKinds.RolesChanged, true, false, Stop)).Succeeded);
        Assert.True((await service.ChooseAsync(NoticeKinds.RolesChanged, false, true, Stop)).Succeeded);
        Assert.Contains(new NoticeChoice(NoticeKinds.RolesChanged, false, true), await queries.ChoicesAsync(Stop));
        Assert.Equal(Error.NotFound, (await service.ChooseAsync("nothing", true, true, Stop)).Error);
        await NotifyAsync(person, NoticeKinds.RolesChanged, ["Chef"]);
        await NotifyAsync(person, NoticeKinds.AccessRequested, ["Jan"]);
        Assert.Equal(NoticeKinds.AccessRequested, (await queries.ListAsync(stop: Stop)).Rows.Single().Kind);
        await using var db = scope.Context();
        Assert.Equal(NoticeKinds.RolesChanged, (await db.Set<OutboxMail>().SingleAsync(m => m.PersonId == person.Id, Stop)).Kind);
    }

    [Fact]
    public async Task What_was_read_is_forgotten_after_three_months_and_what_was_not_stays()
    {
        var person = TestPeople.Of("5291", ZoneRole.Member);
        for (var n = 0; n < 3; n++) await NotifyAsync(person, NoticeKinds.KeyExpires, [n.ToString(CultureInfo.InvariantCulture), "x"]);
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var now = TimeProvider.System.GetUtcNow();
        var own = owner.Set<Notification>().IgnoreQueryFilters().Where(n => n.PersonId == person.Id);
        await own.Where(n => n.Arguments.Contains("\"0\"")).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now.AddDays(-91)), Stop);
        await own.Where(n => n.Arguments.Contains("\"1\"")).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now.AddDays(-89)), Stop);
        await portal.Root.GetRequiredService<Purges>().RunAsync(RetentionKinds.Notifications, Stop);
        Assert.Equal(2, await own.CountAsync(Stop));
    }

    [Fact]
    public async Task A_dead_mail_is_sent_again_corrected_or_discarded_and_the_audit_says_so()
    {
        var (again, wrong, unwanted, secret) = (await DeadAsync("again@zone.test"), await DeadAsync("wrong@zone.test"), await DeadAsync("unwanted@zone.test"), await DeadAsync("secret@zone.test", AccessMailKinds.Invitation));
        await using var scope = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        var (queries, service) = (scope.Get<MailQueries>(), scope.Get<MailService>());
        var rows = (await queries.ListAsync(new(MailState.Dead, "@zone.test"), stop: Stop)).Rows.ToDictionary(r => r.Id);
        Assert.Equal((4, "no such mailbox"), (rows.Count, rows[again].LastProblem));
        Assert.True((await service.SendAgainAsync(again, rows[again].Version, Stop)).Succeeded);
        Assert.Equal(MailErrors.ChangedMeanwhile, (await service.SendAgainAsync(again, rows[again].Version, Stop)).Error);
        Assert.Equal(EmailInput.Unreadable, (await service.CorrectAsync(wrong, rows[wrong].Version, "right", Stop)).Error);
        Assert.True((await service.CorrectAsync(wrong, rows[wrong].Version, "Right@zone.test", Stop)).Succeeded);
        // A link that lets in goes nowhere else: whoever looks after mail could let themselves in.
        Assert.Equal(MailErrors.AddressBound, (await service.CorrectAsync(secret, rows[secret].Version, "mine@zone.test", Stop)).Error);
        Assert.True((await service.DiscardAsync(unwanted, rows[unwanted].Version, Stop)).Succeeded);
        await Eventually.TrueAsync("two have left", () => Directory.Exists(portal.MailFolder) && MailFile.Latest(portal.MailFolder, 100).Count(m => m.To is "again@zone.test" or "right@zone.test") == 2);
        await using var db = scope.Context();
        var gone = await db.Set<OutboxMail>().SingleAsync(m => m.Id == unwanted, Stop);
        Assert.Equal((MailState.Discarded, ""), (gone.State, gone.ProtectedBody));
        foreach (var (id, action) in new[] { (again, MailActions.SentAgain), (wrong, MailActions.AddressCorrected), (unwanted, MailActions.Discarded) })
            Assert.True(await db.Set<AuditLine>().AnyAsync(l => l.ObjectId == id && l.Action == action, Stop), action);
    }

    [Fact]
    public async Task After_a_day_without_a_server_everything_dead_goes_at_once()
    {
        for (var n = 0; n < 250; n++) await DeadAsync($"day{n}@day.test", zone: "5344");
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        Assert.Equal(250, (await scope.Get<MailService>().SendAllAgainAsync(Stop)).Value);
        await Eventually.TrueAsync("all have left", async () => (await scope.Get<MailQueries>().ListAsync(new(MailState.Waiting, "@day.test"), stop: Stop)).Rows.Count == 0);
        Assert.Equal(0, (await scope.Get<MailQueries>().ListAsync(new(), stop: Stop)).Dead);
    }

    async Task NotifyAsync(TestPerson person, string kind, IReadOnlyList<string> arguments)
    {
        await using var scope = await portal.AsAsync(person);
        await using var db = scope.Context();
        await scope.Get<Notifier>().NotifyAsync(db, [person.Id], kind, arguments, null, Stop);
        await db.SaveChangesAsync(Stop);
    }

    async Task<Guid> DeadAsync(string recipient, string kind = NoticeKinds.KeyExpires, string zone = Zone)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        await using var db = scope.Context();
        await scope.Get<Outbox>().AddAsync(db, kind, null, recipient, "nl", _ => new("subject", "body"), Stop);
        var mail = db.ChangeTracker.Entries<OutboxMail>().Single().Entity;
        mail.Fail("no such mailbox", forGood: true, TimeProvider.System.GetUtcNow());
        await db.SaveChangesAsync(Stop);
        return mail.Id;
    }
}
