using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Contacts;

/// <summary>A unit in the tree.</summary>
/// <param name="Level">From 1.</param>
/// <param name="People">Who belongs to it directly and works here.</param>
/// <param name="IsEmpty">No unit below it and nobody in it, who left included.</param>
public sealed record UnitRow(Guid Id, int Version, string Name, Guid? ParentId, int Level, StaffName? Leader, bool LeaderIsGone, int People, bool IsEmpty);

/// <summary>A unit to choose, with its level from 1.</summary>
public sealed record UnitChoice(Guid Id, string Name, int Level, string Path);

/// <summary>The units of the zone.</summary>
public sealed class UnitQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    /// <summary>Every unit, in the order of the tree.</summary>
    public async Task<IReadOnlyList<UnitRow>> AllAsync(CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadStaff)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (tree, today) = (await db.UnitTreeAsync(stop), Brussels.DayOf(clock.GetUtcNow()));
        await consultations.SearchedAsync(ConsultationActions.UnitsListed, nameof(Unit), new { }, tree.InOrder().Count(), stop: stop);
        var versions = await db.Set<Unit>().AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Version, stop);
        var counts = await db.Set<StaffMember>().AsNoTracking().Where(s => s.UnitId != null).GroupBy(s => s.UnitId!.Value)
            .Select(g => new { g.Key, All = g.Count(), Here = g.Count(s => s.LeavesOn == null || s.LeavesOn >= today) }).ToDictionaryAsync(g => g.Key, stop);
        var leaders = tree.InOrder().Select(u => u.Unit.LeaderId).OfType<Guid>().Distinct().ToList();
        var people = await db.Set<StaffMember>().AsNoTracking().Where(s => leaders.Contains(s.Id)).ToDictionaryAsync(s => s.Id, stop);
        return [.. tree.InOrder().Select(u =>
        {
            var leader = u.Unit.LeaderId is { } id ? people.GetValueOrDefault(id) : null;
            var count = counts.GetValueOrDefault(u.Unit.Id);
            return new UnitRow(u.Unit.Id, versions.GetValueOrDefault(u.Unit.Id), u.Unit.Name, u.Unit.ParentId, u.Level, leader is null ? null : new(leader.Id, leader.Name, leader.Function),
                leader?.IsHere(today) == false, count?.Here ?? 0, count is null && !tree.Below(u.Unit.Id).Any());
        })];
    }

    /// <summary>Units to choose one; also for who searches the directory.</summary>
    public async Task<IReadOnlyList<UnitChoice>> ChoicesAsync(CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadStaff) && !user.May(ContactPermissions.ReadDirectory)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var tree = await db.UnitTreeAsync(stop);
        return [.. tree.InOrder().Select(u => new UnitChoice(u.Unit.Id, u.Unit.Name, u.Level, tree.PathOf(u.Unit.Id)))];
    }
}

/// <summary>Loads the tree: a zone has some hundred units at most.</summary>
static class UnitTrees
{
    public static async Task<UnitTree> UnitTreeAsync(this PortalDbContext db, CancellationToken stop) =>
        new(await db.Set<Unit>().AsNoTracking().Select(u => new UnitPlace(u.Id, u.Name, u.ParentId, u.LeaderId)).ToListAsync(stop));
}
