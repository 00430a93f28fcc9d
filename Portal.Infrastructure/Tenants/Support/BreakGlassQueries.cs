using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Tenants.Support;

/// <summary>The break-glass account as its zone sees it; the code is never shown again.</summary>
/// <param name="IsSealed">A code waits.</param>
/// <param name="Done">What was done under it in its last use, first things first.</param>
public sealed record BreakGlassStanding(
    bool IsSealed, DateTimeOffset SealedAt, string? SealedBy, string? WitnessedBy, DateTimeOffset? UsedAt, DateTimeOffset? ReviewedAt, string? ReviewedBy, string? ReviewNote, bool WantsReview, IReadOnlyList<AuditRow> Done);

public sealed class BreakGlassQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    /// <returns>Null when nothing was ever sealed, and to who may not know.</returns>
    public async Task<BreakGlassStanding?> FindAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManageBreakGlass)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<BreakGlassAccount>().AsNoTracking().SingleOrDefaultAsync(stop) is not { } account) return null;
        Guid?[] people = [account.SealedBy, account.WitnessedBy, account.ReviewedBy];
        var names = await db.Set<Person>().AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
        IReadOnlyList<AuditRow> done = [];
        string? note = null;
        if (account.UsedAt is not null)
        {
            var lines = await db.Set<AuditLine>().AsNoTracking().Where(l => l.PersonId == account.PersonId).OrderBy(l => l.DoneAt).ThenBy(l => l.Id).Take(SupportQueries.MostLines).ToListAsync(stop);
            var things = await AuditThings.OfAsync(db, lines, stop);
            done = [.. lines.Select((l, n) => new AuditRow(l.Id, l.DoneAt, l.PersonId, null, l.Action, things[n], l.Purpose, l.CaseNumber, l.Reason, l.Details))];
            note = await db.Set<AuditLine>().AsNoTracking().Where(l => l.ObjectId == account.Id && l.Action == BreakGlassActions.Reviewed).OrderByDescending(l => l.DoneAt).Select(l => l.Content!.Reason).FirstOrDefaultAsync(stop);
        }

        return new(account.IsSealed, account.SealedAt, names.GetValueOrDefault(account.SealedBy), names.GetValueOrDefault(account.WitnessedBy), account.UsedAt, account.ReviewedAt,
            account.ReviewedBy is { } who ? names.GetValueOrDefault(who) : null, account.ReviewedAt is null ? null : note, account.WantsReview, done);
    }
}
