using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr;
using Portal.Cameras;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Audit;

/// <summary>What the zone answers under a heading.</summary>
public sealed record AnswerView(InspectionHeading Heading, int Version, string Text, string? Reference, DateOnly? DecidedOn, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>How many people see hits by a role.</summary>
/// <param name="OwnName">What the zone called the role; null for a built-in one.</param>
public sealed record RoleReach(ZoneRole Role, string? OwnName, int People);

/// <summary>Where the audit stands.</summary>
/// <param name="Lines">In the chain.</param>
/// <param name="Waiting">Done, and not in the chain yet.</param>
/// <param name="AnchorIsSealed">The signature of the last anchor holds.</param>
/// <param name="Faults">Found when the chain was last gone through; null when nobody did.</param>
public sealed record AuditStanding(long Lines, int Waiting, DateOnly? AnchorDay, bool AnchorIsSealed, DateTimeOffset? VerifiedAt, long? Faults);

/// <summary>What the portal knows by itself.</summary>
/// <param name="Councils">Municipalities, the council of each of which approves.</param>
/// <param name="Consultations">Of the last <see cref="InspectionQueries.Days"/> days.</param>
public sealed record InspectionFacts(
    IReadOnlyList<string> Councils, int ReadsKeptDays, int HitsKeptDays, int AuditKeptDays, IReadOnlyList<RoleReach> Readers, int Consultations, int CamerasInService, int CamerasRetired,
    AuditStanding Audit, IReadOnlyList<string> Administrators, IReadOnlyList<string> ProtectionOfficers);

/// <summary>The zone as it shows itself to the Supervisory Body for Police Information.</summary>
public sealed record InspectionView(TenantInfo Zone, DateTimeOffset At, InspectionFacts Facts, IReadOnlyDictionary<InspectionHeading, AnswerView> Answers);

/// <summary>Gathers what the portal knows and what the zone answers, under the headings of the inspection.</summary>
public sealed class InspectionQueries(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    /// <summary>Days over which consultations are counted.</summary>
    public const int Days = 30;

    static readonly string[] Looks = [.. AuditGroups.ActionsOf(AuditGroup.Consultation)];

    /// <returns>Null without the permission.</returns>
    public async Task<InspectionView?> FindAsync(CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.Inspect)) return null;
        await consultations.ViewedAsync(InspectionActions.Viewed, nameof(InspectionAnswer), Guid.Empty, stop: stop);
        return await GatherAsync(stop);
    }

    internal async Task<InspectionView> GatherAsync(CancellationToken stop)
    {
        var (zone, now) = ((await zones.FindAsync(tenant.Code, stop))!, clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(stop);
        var answers = await (
            from a in db.Set<InspectionAnswer>().AsNoTracking()
            join p in db.Set<Person>() on a.ChangedBy equals p.Id into people
            from p in people.DefaultIfEmpty()
            select new AnswerView(a.Heading, a.Version, a.Text, a.Reference, a.DecidedOn, p == null ? "" : p.DisplayName, a.ChangedAt)).ToListAsync(stop);
        return new(zone, now, await FactsAsync(db, zone, now, stop), answers.ToDictionary(a => a.Heading));
    }

    static async Task<InspectionFacts> FactsAsync(PortalDbContext db, TenantInfo zone, DateTimeOffset now, CancellationToken stop)
    {
        var (today, since) = (Brussels.DayOf(now), now.AddDays(-Days));
        var councils = await db.Set<ZoneMunicipality>().AsNoTracking().Where(m => m.ZoneCode == zone.Code).OrderBy(m => m.Name).Select(m => m.Name).ToListAsync(stop);
        var rules = await db.Set<RetentionRule>().AsNoTracking().ToDictionaryAsync(r => r.Kind, r => r.Days, stop);
        var holders = await (
            from m in db.Set<Membership>().AsNoTracking()
            join p in db.Set<Person>() on m.PersonId equals p.Id
            where (m.EndsOn == null || m.EndsOn >= today) && !db.Set<StaffMember>().Any(s => s.PersonId == m.PersonId && s.LeavesOn < today)
            select new { m.PersonId, m.Role, m.CustomRoleId, p.DisplayName }).ToListAsync(stop);
        var own = await db.Set<CustomRole>().AsNoTracking().ToDictionaryAsync(r => r.Id, stop);
        bool Reads(ZoneRole role, Guid id) => role == ZoneRole.Custom
            ? own.TryGetValue(id, out var custom) && custom.PermissionList.Contains(AnprPermissions.ReadHits) : ZoneRoles.PermissionsOf(role).Contains(AnprPermissions.ReadHits);
        var readers = holders.Where(h => Reads(h.Role, h.CustomRoleId)).GroupBy(h => (h.Role, h.CustomRoleId)).OrderBy(g => g.Key.Role)
            .Select(g => new RoleReach(g.Key.Role, own.GetValueOrDefault(g.Key.CustomRoleId)?.Name, g.Select(h => h.PersonId).Distinct().Count()));
        string[] Named(ZoneRole role) => [.. holders.Where(h => h.Role == role).Select(h => h.DisplayName).Distinct().Order(StringComparer.CurrentCulture)];
        return new(
            councils, Purges.DaysOf(RetentionKinds.Reads, zone, rules), Purges.DaysOf(RetentionKinds.HitCopies, zone, rules),
            Purges.DaysOf(RetentionKinds.Audit, zone, rules), [.. readers],
            await db.Set<AuditLine>().CountAsync(l => l.DoneAt >= since && Looks.Contains(l.Action), stop),
            await db.Set<Camera>().CountAsync(c => c.RetiredAt == null, stop), await db.Set<Camera>().CountAsync(c => c.RetiredAt != null, stop),
            await StandingAsync(db, stop), Named(ZoneRoles.AdministratorOf(zone.Kind)), Named(ZoneRole.DataProtectionOfficer));
    }

    static async Task<AuditStanding> StandingAsync(PortalDbContext db, CancellationToken stop)
    {
        var lines = db.Set<AuditLine>().AsNoTracking().IgnoreAutoIncludes();
        var (first, last) = (await lines.MinAsync(l => l.Sequence, stop), await lines.MaxAsync(l => l.Sequence, stop));
        var anchor = await AnchorSeals.CheckedAsync(db, stop) is [.., var latest] ? latest : null;
        var verified = await lines.Where(l => l.Action == AuditActions.Verified).OrderByDescending(l => l.DoneAt).Select(l => new { l.DoneAt, l.Content!.Details }).FirstOrDefaultAsync(stop);
        return new(
            last is null ? 0 : last.Value - first!.Value + 1, await lines.CountAsync(l => l.Sequence == null, stop), anchor?.Anchor.Day, anchor?.IsSealed == true, verified?.DoneAt, FaultsIn(verified?.Details));
    }

    /// <summary>Retention may have taken the details away.</summary>
    static long? FaultsIn(string? details)
    {
        if (details is null) return null;
        using var json = JsonDocument.Parse(details);
        return json.RootElement.TryGetProperty("Faults", out var faults) && faults.TryGetInt64(out var number) ? number : null;
    }
}
