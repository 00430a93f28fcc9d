using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common.Notices;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants.Support;

/// <summary>Tells the side that asked what happened to a support access, which is a row of the zone: a line in its audit and, for what the asker did not do, a notice, in one save.
/// That save comes after the access's own; what a crash between the two leaves out is told later. The line says that it is told, so it is told once.</summary>
public sealed class SupportTelling(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, TenantScopes scopes, TimeProvider clock)
{
    /// <summary>How far back it is looked for what was not told, in days.</summary>
    const int Days = 30;

    static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    static readonly IReadOnlyList<string> Actions = [SupportActions.Asked, SupportActions.LetIn, SupportActions.Refused, SupportActions.TakenBack, SupportActions.Unanswered, SupportActions.Ended];

    /// <param name="action">What was done and is saved.</param>
    /// <param name="person">Who did it; null when time did.</param>
    /// <returns>False when it was told before.</returns>
    public Task<bool> TellAsync(SupportAccess access, string action, Guid? person, CancellationToken stop = default) => scopes.InAsync(access.AskedFrom, Nothing, services =>
        services.GetRequiredService<IDbContextFactory<PortalDbContext>>().AloneAsync(database, $"support {access.Id} {action}", async db =>
        {
            if (await Told(db, [access.Id]).AnyAsync(l => l.Action == action, stop)) return false;
            services.GetRequiredService<AuditTrail>().RecordFor(db, person, action, access, access.Reason, Facts(access));
            if (person != access.AskedBy && NoticeOf(action) is { } kind)
                await services.GetRequiredService<Notifier>().NotifyAsync(db, [access.AskedBy], kind, [await NameAsync(access.Tenant, stop)], "/federal/support", stop);
            await db.SaveChangesAsync(stop);
            return true;
        }, stop));

    /// <summary>Tells what happened to the accesses of the scope's zone and the other side has not heard of.</summary>
    /// <returns>How many things.</returns>
    public async Task<int> MakeUpAsync(CancellationToken stop)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var recent = await db.Set<SupportAccess>().AsNoTracking().Where(s => s.AskedAt > since).ToDictionaryAsync(s => s.Id, stop);
        if (recent.Count == 0) return 0;
        var done = await Told(db, [.. recent.Keys]).OrderBy(l => l.DoneAt).ThenBy(l => l.Id).Select(l => new { l.ObjectId, l.Action, l.PersonId }).ToListAsync(stop);
        var made = 0;
        foreach (var there in done.GroupBy(l => recent[l.ObjectId].AskedFrom))
        {
            var told = await scopes.InAsync(there.Key, Nothing, async services =>
            {
                await using var theirs = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
                return (await Told(theirs, [.. there.Select(l => l.ObjectId)]).Select(l => new { l.ObjectId, l.Action }).ToListAsync(stop)).Select(l => (l.ObjectId, l.Action)).ToHashSet();
            });
            foreach (var line in there.Where(l => !told.Contains((l.ObjectId, l.Action)))) made += await TellAsync(recent[line.ObjectId], line.Action, line.PersonId, stop) ? 1 : 0;
        }

        return made;
    }

    public static object Facts(SupportAccess s) => new { Name = s.Tenant, s.AskedByName, Scope = s.Scope.ToString(), s.Minutes, s.EndsAt };

    async Task<string> NameAsync(string code, CancellationToken stop) => await zones.FindAsync(code, stop) is { } zone ? $"{code} {zone.NameIn(zone.DefaultLanguage)}" : code;

    /// <summary>Lines of the context's tenant.</summary>
    static IQueryable<AuditLine> Told(PortalDbContext db, IReadOnlyList<Guid> accesses) =>
        db.Set<AuditLine>().AsNoTracking().Where(l => l.ObjectKind == nameof(SupportAccess) && accesses.Contains(l.ObjectId) && Actions.Contains(l.Action));

    static string? NoticeOf(string action) => action switch
    {
        SupportActions.LetIn => NoticeKinds.SupportLetIn,
        SupportActions.Refused => NoticeKinds.SupportRefused,
        SupportActions.Ended or SupportActions.Unanswered => NoticeKinds.SupportEnded,
        _ => null,
    };
}
