using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Tenants.Support;

/// <summary>A support access as a list shows it.</summary>
/// <param name="AnsweredBy">Name of who answered; null when nobody has.</param>
/// <param name="IsMine">Asked by who looks.</param>
public sealed record SupportRow(
    Guid Id, string Zone, Guid AskedBy, string AskedByName, string Reason, SupportScope Scope, int Minutes, DateTimeOffset AskedAt, SupportState State, string? AnsweredBy, DateTimeOffset? GrantedAt, DateTimeOffset? EndsAt,
    DateTimeOffset? EndedAt, bool IsMine);

/// <summary>Who is in the zone without a role, for everybody there to see.</summary>
/// <param name="Reason">Why; null for the break-glass account.</param>
public sealed record GuestInZone(Guid PersonId, string Name, string? Reason, SupportScope? Scope, DateTimeOffset EndsAt)
{
    public bool IsBreakGlass => Reason is null;
}

/// <summary>Requests for support, and who is in.</summary>
public sealed class SupportQueries(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, AuditTrail trail, CurrentUser user, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Lines of the audit shown for one access at most.</summary>
    public const int MostLines = 500;

    /// <summary>The own requests to zones, latest first.</summary>
    public async Task<IReadOnlyList<SupportRow>> MineAsync(DateTimeOffset? before = null, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.AskSupport)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var me = user.Id;
        // The federal police see what they asked for through the clause in the policy of the table.
        return await RowsAsync(db, db.Set<SupportAccess>().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(s => s.AskedFrom == TenantInfo.FederalCode && s.AskedBy == me), before, stop);
    }

    /// <summary>Zones that may be asked.</summary>
    public async Task<IReadOnlyList<TenantInfo>> ZonesAsync(CancellationToken stop = default) =>
        user.May(FederalPermissions.AskSupport) ? [.. (await zones.AllAsync(stop)).Values.Where(z => z.Kind == TenantKind.Zone && ZoneStates.IsOpen(z.State)).OrderBy(z => z.Code, StringComparer.Ordinal)] : [];

    /// <summary>What the zone was asked, latest first.</summary>
    public async Task<IReadOnlyList<SupportRow>> OfZoneAsync(DateTimeOffset? before = null, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.AnswerSupport)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await RowsAsync(db, db.Set<SupportAccess>(), before, stop);
    }

    /// <summary>One access with what was done under it, first things first; to look is written down.</summary>
    public async Task<(SupportRow Access, IReadOnlyList<AuditRow> Done)?> DoneAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.AnswerSupport)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if ((await RowsAsync(db, db.Set<SupportAccess>().Where(s => s.Id == id), null, stop)).SingleOrDefault() is not { } access) return null;
        await trail.ConsultedAsync(SupportActions.Looked, nameof(SupportAccess), id, ConsultationPurpose.Control, details: new { Name = access.AskedByName }, onceIn: TimeSpan.FromHours(1), stop: stop);
        var lines = await db.Set<AuditLine>().AsNoTracking().Where(l => l.SupportAccessId == id).OrderBy(l => l.DoneAt).ThenBy(l => l.Id).Take(MostLines).ToListAsync(stop);
        var things = await AuditThings.OfAsync(db, lines, stop);
        return (access, [.. lines.Select((l, n) => new AuditRow(l.Id, l.DoneAt, l.PersonId, access.AskedByName, l.Action, things[n], l.Purpose, l.CaseNumber, l.Reason, l.Details))]);
    }

    /// <summary>Who is in the zone at this moment without a role there; for everybody of the zone.</summary>
    public async Task<IReadOnlyList<GuestInZone>> GuestsAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.Enter)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var guests = await db.Set<SupportAccess>().AsNoTracking().Where(s => s.GrantedAt != null && s.EndedAt == null && s.EndsAt > now).OrderBy(s => s.EndsAt)
            .Select(s => new GuestInZone(s.AskedBy, s.AskedByName, s.Reason, s.Scope, s.EndsAt!.Value)).ToListAsync(stop);
        if (await db.Set<BreakGlassAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.UsedAt != null, stop) is { } account && account.IsInUse(now))
        {
            // Between the code and the session lie moments in which nobody is told of either: the code alone counts until there is a session.
            var sessions = await db.Set<PersonSession>().AsNoTracking().Where(s => s.PersonId == account.PersonId).Select(s => new { s.EndedAt, s.EndsAt }).ToListAsync(stop);
            if (sessions.Count == 0 || sessions.Any(s => s.EndedAt is null && s.EndsAt > now)) guests.Add(new(account.PersonId, "", null, null, account.UsedAt!.Value.AddHours(BreakGlassAccount.SessionHours)));
        }

        return guests;
    }

    async Task<IReadOnlyList<SupportRow>> RowsAsync(PortalDbContext db, IQueryable<SupportAccess> rows, DateTimeOffset? before, CancellationToken stop)
    {
        if (before is { } at) rows = rows.Where(s => s.AskedAt < at);
        var found = await rows.AsNoTracking().OrderByDescending(s => s.AskedAt).Take(PageSize + 1).ToListAsync(stop);
        var ids = found.Select(s => s.AnsweredBy).OfType<Guid>().Distinct().ToList();
        var names = await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
        var now = clock.GetUtcNow();
        return [.. found.Select(s => new SupportRow(
            s.Id, s.Tenant, s.AskedBy, s.AskedByName, s.Reason, s.Scope, s.Minutes, s.AskedAt, s.StateAt(now), s.AnsweredBy is { } who ? names.GetValueOrDefault(who) : null, s.GrantedAt, s.EndsAt, s.EndedAt, s.AskedBy == user.IdOrNone))];
    }

    /// <summary>Accesses and requests of all zones whose end is to be noted; asked in the federal tenant, by its job.</summary>
    internal async Task<IReadOnlyList<(string Zone, Guid Id)>> ToBeNotedAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var unanswered = now.AddHours(-SupportAccess.AnswerHours);
        var found = await db.Set<SupportAccess>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter])
            .Where(s => s.AskedFrom == TenantInfo.FederalCode && s.EndedAt == null && s.RefusedAt == null && (s.GrantedAt == null ? s.AskedAt <= unanswered : s.EndsAt <= now)).Select(s => new { s.Tenant, s.Id }).ToListAsync(stop);
        return [.. found.Select(f => (f.Tenant, f.Id))];
    }
}
