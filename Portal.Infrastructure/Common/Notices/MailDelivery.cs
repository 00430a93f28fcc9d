using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Identity.Access;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Common.Notices;

/// <summary>Sends what stands in the outboxes, when something was written and when something is due. Every node does it: a row belongs to who saved its claim first.</summary>
public sealed class MailDelivery(
    IServiceScopeFactory scopes, ChangeFeed changes, IDatabaseProvider database, IMailTransport transport, TimeProvider clock, ILogger<MailDelivery> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Mails on their way at once: one server that hangs must not hold up the others for long.</summary>
    const int AtOnce = 4;

    const int Batch = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!transport.IsReady)
        {
            log.LogWarning("Mail:Host is not set: mails wait");
            return;
        }

        var changed = new ChangeSignal();
        using var subscription = changes.Subscribe(c =>
        {
            if (c.Topic is null or ChangeTopics.Outbox) changed.Set("");
        });
        changed.Set("");
        using var timer = clock.CreateTimer(_ => changed.Set(""), null, Pause, Pause);
        await changed.HandleAsync((_, stop) => DeliverDueAsync(stop), log, stoppingToken);
    }

    /// <summary>Tries every mail that is due now, of every tenant.</summary>
    /// <returns>Number of mails that were taken.</returns>
    public async Task<int> DeliverDueAsync(CancellationToken stop)
    {
        var sent = 0;
        if (!transport.IsReady) return sent;
        bool more;
        do
        {
            // A batch of each tenant in turn: ten thousand mails of one zone must not hold up a password of another.
            more = false;
            foreach (var code in await database.TenantsWithMailAsync(clock.GetUtcNow(), stop))
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(code);
                var due = await DueAsync(scope.ServiceProvider, stop);
                var taken = 0;
                await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (id, token) =>
                {
                    if (await DeliverAsync(code, id, token)) Interlocked.Increment(ref taken);
                });
                sent += taken;
                more |= due.Count == Batch;
            }
        }
        while (more);

        return sent;
    }

    async Task<IReadOnlyList<Guid>> DueAsync(IServiceProvider services, CancellationToken stop)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        return await db.Set<OutboxMail>().Where(m => m.State == MailState.Waiting && m.NextTryAt <= now).OrderBy(m => m.NextTryAt).ThenBy(m => m.Id).Select(m => m.Id).Take(Batch).ToListAsync(stop);
    }

    async Task<bool> DeliverAsync(string code, Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(code);
        var services = scope.ServiceProvider;
        try
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            var now = clock.GetUtcNow();
            if (await db.Set<OutboxMail>().SingleOrDefaultAsync(m => m.Id == id && m.State == MailState.Waiting && m.NextTryAt <= now, stop) is not { } mail) return false;
            mail.Claim(now);
            await db.SaveChangesAsync(stop);
            var outcome = await SendAsync(services.GetRequiredService<Outbox>(), mail, stop);
            if (outcome.WasTaken) mail.Deliver(clock.GetUtcNow());
            else mail.Fail(outcome.Problem!, outcome.ForGood, clock.GetUtcNow());
            if (mail.State == MailState.Dead) await TellAsync(services, db, mail, stop);
            // A mail that has left is marked even while the portal stops: else it would leave twice.
            await db.SaveChangesAsync(CancellationToken.None);
            if (!outcome.WasTaken) log.LogWarning("Mail {Mail} of tenant {Tenant} was not taken at try {Try}: {Problem}", id, code, mail.Attempts, mail.LastProblem);
            return outcome.WasTaken;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // another node has it, or a person decided meanwhile
        }
    }

    async Task<MailOutcome> SendAsync(Outbox outbox, OutboxMail mail, CancellationToken stop)
    {
        try
        {
            return await transport.SendAsync(new(mail.Id, mail.Recipient, mail.Language, mail.Subject, outbox.BodyOf(mail)), stop);
        }
        catch (CryptographicException)
        {
            return new("the text cannot be decrypted: the portal's keys are not those with which it was written", ForGood: true);
        }
    }

    /// <summary>Whoever looks after the zone's mail hears of it, once until the notice is read, and by mail once a day. That this mail is dead tells nobody anything: else it would go round for ever.</summary>
    async Task TellAsync(IServiceProvider services, PortalDbContext db, OutboxMail mail, CancellationToken stop)
    {
        if (mail.Kind == NoticeKinds.MailUndeliverable) return;
        var yesterday = clock.GetUtcNow().AddDays(-1);
        var holders = await services.GetRequiredService<PermissionHolders>().OfAsync(db, TenantPermissions.ManageMail, stop);
        var told = await db.Set<Notification>().Where(n => n.Kind == NoticeKinds.MailUndeliverable && n.ReadAt == null && holders.Contains(n.PersonId)).Select(n => n.PersonId).ToListAsync(stop);
        // Who wants mails only has no notice that could be unread.
        var mailed = await db.Set<OutboxMail>().Where(m => m.Kind == NoticeKinds.MailUndeliverable && m.CreatedAt > yesterday && m.PersonId != null).Select(m => m.PersonId!.Value).ToListAsync(stop);
        var dead = await db.Set<OutboxMail>().CountAsync(m => m.State == MailState.Dead && m.Id != mail.Id, stop) + 1;
        await services.GetRequiredService<Notifier>().NotifyAsync(
            db, [.. holders.Except(told).Except(mailed)], NoticeKinds.MailUndeliverable, [dead.ToString(System.Globalization.CultureInfo.InvariantCulture)], $"/zones/{mail.Tenant}/mail", stop);
    }
}
