using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common.Notices;
using Portal.Identity.Roles;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants;

/// <summary>Tells the zone that reads what happened to a grant, which is a row of the zone that gives: a line in its audit and, for what it did not do itself, a notice to its administrators, in one save.
/// That save comes after the grant's own; what a crash between the two leaves out is told later. The line says that it is told, so it is told once.</summary>
public sealed class GrantTelling(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, TenantScopes scopes, TimeProvider clock)
{
    /// <summary>How far back it is looked for what was not told, in days.</summary>
    const int Days = 30;

    static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    static readonly IReadOnlyList<string> Actions = [GrantActions.Offered, GrantActions.Accepted, GrantActions.Refused, GrantActions.Withdrawn];

    /// <param name="action">What was done and is saved.</param>
    /// <param name="person">Who did it.</param>
    /// <returns>False when it was told before.</returns>
    public Task<bool> TellAsync(ZoneGrant grant, string action, Guid? person, CancellationToken stop) => scopes.InAsync(grant.Grantee, Nothing, services =>
        services.GetRequiredService<IDbContextFactory<PortalDbContext>>().AloneAsync(database, $"grant {grant.Id} {action}", async db =>
        {
            if (await Told(db, [grant.Id]).AnyAsync(l => l.Action == action, stop)) return false;
            services.GetRequiredService<AuditTrail>().RecordFor(db, person, action, grant, details: Facts(grant));
            if (NoticeOf(grant, action) is { } kind) await NotifyAsync(services, db, grant.Grantee, kind, await NameAsync(grant.Tenant, stop), stop);
            await db.SaveChangesAsync(stop);
            return true;
        }, stop));

    /// <summary>Tells what the scope's zone did with its grants, and was done with them, and the other zone has not heard of.</summary>
    /// <returns>How many things.</returns>
    public async Task<int> MakeUpAsync(CancellationToken stop)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var recent = await db.Set<ZoneGrant>().AsNoTracking().Where(g => g.OfferedAt > since || g.AcceptedAt > since || g.RefusedAt > since || g.WithdrawnAt > since).ToDictionaryAsync(g => g.Id, stop);
        if (recent.Count == 0) return 0;
        var done = await Told(db, [.. recent.Keys]).Where(l => l.DoneAt > since).OrderBy(l => l.DoneAt).ThenBy(l => l.Id).Select(l => new { l.ObjectId, l.Action, l.PersonId }).ToListAsync(stop);
        var made = 0;
        foreach (var there in done.GroupBy(l => recent[l.ObjectId].Grantee))
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

    public static async Task NotifyAsync(IServiceProvider services, PortalDbContext db, string there, string kind, string other, CancellationToken stop) =>
        await services.GetRequiredService<Notifier>().NotifyAsync(db, await services.GetRequiredService<Administrators>().TodayAsync(db, stop), kind, [other], $"/zones/{there}/grants", stop);

    public async Task<string> NameAsync(string code, CancellationToken stop) => await zones.FindAsync(code, stop) is { } zone ? $"{code} {zone.NameIn(zone.DefaultLanguage)}" : code;

    public static object Facts(ZoneGrant g) => new { From = g.Tenant, To = g.Grantee, g.Subject, g.Purpose, g.StartsOn, g.EndsOn };

    /// <summary>Lines of the context's zone.</summary>
    static IQueryable<AuditLine> Told(PortalDbContext db, IReadOnlyList<Guid> grants) =>
        db.Set<AuditLine>().AsNoTracking().Where(l => l.ObjectKind == nameof(ZoneGrant) && grants.Contains(l.ObjectId) && Actions.Contains(l.Action));

    /// <summary>An offer that is answered or gone by the time it is told is none any more.</summary>
    static string? NoticeOf(ZoneGrant grant, string action) => action switch
    {
        GrantActions.Offered when grant is { AnsweredBy: null, WithdrawnAt: null } => NoticeKinds.GrantOffered,
        GrantActions.Withdrawn => NoticeKinds.GrantAnswered,
        _ => null,
    };
}
