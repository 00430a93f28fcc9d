using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Common.Notices;

/// <summary>What a person does about mails that did not arrive.</summary>
public sealed class MailService(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, AuditTrail audit, IDatabaseProvider database, TimeProvider clock)
{
    const int Batch = 200;

    /// <param name="version">The version that the person saw.</param>
    public Task<Result> SendAgainAsync(Guid id, int version, CancellationToken stop = default) =>
        ChangeAsync(id, version, MailActions.SentAgain, mail => mail.SendAgain(clock.GetUtcNow()), stop);

    public Task<Result> CorrectAsync(Guid id, int version, string? address, CancellationToken stop = default) =>
        ChangeAsync(id, version, MailActions.AddressCorrected, mail => mail.Correct(address, clock.GetUtcNow()), stop);

    public Task<Result> DiscardAsync(Guid id, int version, CancellationToken stop = default) => ChangeAsync(id, version, MailActions.Discarded, mail => mail.Discard(clock.GetUtcNow()), stop);

    /// <summary>Every dead mail once more, for after a day without a server.</summary>
    /// <returns>How many.</returns>
    public async Task<Result<int>> SendAllAgainAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManageMail)) return Error.Forbidden;
        var (sent, begun) = (0, clock.GetUtcNow());
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            // What dies again meanwhile was claimed after the beginning.
            var dead = await db.Set<OutboxMail>().Where(m => m.State == MailState.Dead && m.NextTryAt < begun + OutboxMail.ClaimedFor).OrderBy(m => m.Id).Take(Batch).ToListAsync(stop);
            if (dead.Count == 0) return sent;
            foreach (var mail in dead)
            {
                mail.SendAgain(clock.GetUtcNow());
                audit.Record(db, MailActions.SentAgain, mail, details: new { mail.Subject });
            }

            if (await db.TrySaveAsync(database, MailErrors.ChangedMeanwhile, MailErrors.ChangedMeanwhile, stop) is { } failed) return failed;
            sent += dead.Count;
        }
    }

    async Task<Result> ChangeAsync(Guid id, int version, string action, Func<OutboxMail, Result> change, CancellationToken stop)
    {
        if (!user.May(TenantPermissions.ManageMail)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<OutboxMail>().SingleOrDefaultAsync(m => m.Id == id, stop) is not { } mail) return Error.NotFound;
        if (mail.Version != version) return MailErrors.ChangedMeanwhile;
        if (change(mail) is { Succeeded: false } refused) return refused;
        audit.Record(db, action, mail, details: new { mail.Subject });
        return await db.TrySaveAsync(database, MailErrors.ChangedMeanwhile, MailErrors.ChangedMeanwhile, stop) is { } failed ? failed : Result.Ok;
    }
}
