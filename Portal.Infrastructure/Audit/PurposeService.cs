using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Audit;

/// <summary>For what the person of this scope works: chosen once for a shift, or for one thing outside it.</summary>
public sealed class PurposeService(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What is in force now for everything the person does in this zone; null when nothing is.</summary>
    public async Task<WorkPurpose?> OfShiftAsync(CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.ChoosePurpose)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await InForce(db).AsNoTracking().Where(p => p.ObjectKind == null).OrderByDescending(p => p.StartedAt).FirstOrDefaultAsync(stop);
    }

    /// <summary>What this thing may be consulted for now: the purpose of the shift, else one chosen for exactly this thing, else null.</summary>
    public async Task<WorkPurpose?> ForAsync<T>(Guid id, CancellationToken stop = default) where T : Entity
    {
        if (!user.May(AuditPermissions.ChoosePurpose)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await InForce(db).AsNoTracking().Where(p => p.ObjectKind == null || (p.ObjectKind == typeof(T).Name && p.ObjectId == id))
            .OrderBy(p => p.ObjectKind == null ? 0 : 1).ThenByDescending(p => p.StartedAt).FirstOrDefaultAsync(stop);
    }

    /// <summary>What the person chose last for a shift, whether in force or not; the form offers it again.</summary>
    public async Task<ConsultationPurpose?> LastChosenAsync(CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.ChoosePurpose)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<WorkPurpose>().AsNoTracking().Where(p => p.PersonId == user.Id && p.ObjectKind == null).OrderByDescending(p => p.StartedAt)
            .Select(p => (ConsultationPurpose?)p.Purpose).FirstOrDefaultAsync(stop);
    }

    /// <summary>What this person may choose from: control is for who may read the audit.</summary>
    public IReadOnlyList<ConsultationPurpose> Choices => [.. Enum.GetValues<ConsultationPurpose>().Where(May)];

    /// <summary>Ends what is in force and begins anew.</summary>
    /// <param name="hours">At most 12.</param>
    public async Task<Result> BeginShiftAsync(ConsultationPurpose purpose, string? caseNumber, int hours, CancellationToken stop = default)
    {
        if (!May(purpose)) return Error.Forbidden;
        var now = clock.GetUtcNow();
        var begun = WorkPurpose.ForShift(tenant.Code, user.Id, purpose, caseNumber, TimeSpan.FromHours(Math.Clamp(hours, 0, 24)), now);
        if (!begun.Succeeded) return begun.Error;
        await SaveAsync(async db =>
        {
            await EndAsync(db, now, stop);
            db.Add(begun.Value);
            audit.Record(db, PurposeActions.Chosen, begun.Value, details: new { begun.Value.EndsAt }, purpose: begun.Value);
        }, stop);
        return Result.Ok;
    }

    /// <summary>Ends the purpose of the shift before its time; nothing happens when none is in force.</summary>
    public async Task<Result> EndShiftAsync(CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.ChoosePurpose)) return Error.Forbidden;
        await SaveAsync(async db =>
        {
            foreach (var ended in await EndAsync(db, clock.GetUtcNow(), stop)) audit.Record(db, PurposeActions.Ended, ended, purpose: ended);
        }, stop);
        return Result.Ok;
    }

    /// <summary>Chooses a purpose for this thing alone; the case number is compulsory.</summary>
    public async Task<Result> AskForAsync<T>(Guid id, ConsultationPurpose purpose, string? caseNumber, CancellationToken stop = default) where T : Entity
    {
        if (!May(purpose)) return Error.Forbidden;
        var chosen = WorkPurpose.ForThing(tenant.Code, user.Id, purpose, caseNumber, typeof(T).Name, id, clock.GetUtcNow());
        if (!chosen.Succeeded) return chosen.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (!await db.Set<T>().AnyAsync(t => t.Id == id, stop)) return Error.NotFound;
        db.Add(chosen.Value);
        audit.Record(db, PurposeActions.Chosen, chosen.Value, details: new { chosen.Value.EndsAt, chosen.Value.ObjectKind, chosen.Value.ObjectId }, purpose: chosen.Value);
        await db.SaveChangesAsync(stop);
        return Result.Ok;
    }

    bool May(ConsultationPurpose purpose) => user.May(AuditPermissions.ChoosePurpose) && (purpose != ConsultationPurpose.Control || user.May(AuditPermissions.Read));

    IQueryable<WorkPurpose> InForce(PortalDbContext db)
    {
        var now = clock.GetUtcNow();
        return db.Set<WorkPurpose>().Where(p => p.PersonId == user.Id && p.EndsAt > now);
    }

    async Task<IReadOnlyList<WorkPurpose>> EndAsync(PortalDbContext db, DateTimeOffset now, CancellationToken stop)
    {
        var running = await InForce(db).Where(p => p.ObjectKind == null).ToListAsync(stop);
        foreach (var one in running) one.End(now);
        return running;
    }

    /// <summary>A second window of the same person may have ended the same purpose a moment before: what remains to be done is done on what is there now.</summary>
    async Task SaveAsync(Func<PortalDbContext, Task> change, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            await change(db);
            try
            {
                await db.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 3)
            {
            }
        }
    }
}
