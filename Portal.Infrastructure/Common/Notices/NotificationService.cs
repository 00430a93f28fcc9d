using Microsoft.EntityFrameworkCore;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Common.Notices;

/// <summary>What a person does with the own notifications.</summary>
public sealed class NotificationService(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, IDatabaseProvider database, TimeProvider clock)
{
    public async Task<Result> ReadAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.Enter)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var person = user.Id;
        if (await db.Set<Notification>().SingleOrDefaultAsync(n => n.Id == id && n.PersonId == person, stop) is not { } notice) return Error.NotFound;
        notice.Read(clock.GetUtcNow());
        await db.TrySaveAsync(database, MailErrors.ChangedMeanwhile, MailErrors.ChangedMeanwhile, stop); // read in another window: read it is
        return Result.Ok;
    }

    public async Task<Result> ReadAllAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.Enter)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (person, now) = (user.Id, clock.GetUtcNow());
        await db.Set<Notification>().Where(n => n.PersonId == person && n.ReadAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now), stop);
        return Result.Ok;
    }

    /// <param name="kind">One of <see cref="NoticeKinds"/>.</param>
    public async Task<Result> ChooseAsync(string kind, bool inPortal, bool byMail, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.Enter)) return Error.Forbidden;
        if (!NoticeKinds.All.Contains(kind)) return Error.NotFound;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var person = user.Id;
        if (await db.Set<NotificationChoice>().SingleOrDefaultAsync(c => c.PersonId == person && c.Kind == kind, stop) is { } chosen) chosen.Choose(inPortal, byMail);
        else db.Add(new NotificationChoice(tenant.Code, person, kind, inPortal, byMail));
        return await db.TrySaveAsync(database, MailErrors.ChangedMeanwhile, MailErrors.ChangedMeanwhile, stop) is { } failed ? failed : Result.Ok;
    }
}
