using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity;
using Portal.Identity.Roles;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Contacts.Import;

/// <summary>Takes a file of the personnel system: first says what it would do, then, asked again, does exactly that in one transaction.</summary>
public sealed class StaffImport(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, DirectoryCards cards, Administrators administrators, RoleService roles, Notifier notifier, CurrentTenant tenant, CurrentUser user,
    AuditTrail audit, TimeProvider clock)
{
    /// <param name="createUnits">Units that do not exist are made.</param>
    /// <param name="roleWords">Built-in roles by the words that name them, folded.</param>
    public async Task<Result<StaffPreview>> PreviewAsync(byte[] content, bool createUnits, IReadOnlyDictionary<string, ZoneRole> roleWords, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ManageStaff)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop); // what is planned in it is never saved
        var planned = await PlanAsync(db, content, createUnits, roleWords, stop);
        return planned.Succeeded ? planned.Value.Preview : planned.Error;
    }

    /// <param name="fingerprint">Of the preview that the person saw: when the list has changed since, nothing is saved.</param>
    /// <returns>What was done.</returns>
    public async Task<Result<StaffPreview>> RunAsync(byte[] content, bool createUnits, IReadOnlyDictionary<string, ZoneRole> roleWords, string fingerprint, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ManageStaff)) return Error.Forbidden;
        return await contexts.AloneAsync(database, UnitService.LockOf(tenant.Code), db => RunAsync(db, content, createUnits, roleWords, fingerprint, stop), stop);
    }

    async Task<Result<StaffPreview>> RunAsync(PortalDbContext db, byte[] content, bool createUnits, IReadOnlyDictionary<string, ZoneRole> roleWords, string fingerprint, CancellationToken stop)
    {
        var planned = await PlanAsync(db, content, createUnits, roleWords, stop);
        if (!planned.Succeeded) return planned.Error;
        var plan = planned.Value;
        if (plan.Preview.Fingerprint != fingerprint) return StaffImportErrors.PreviewOutdated;
        if (plan.Touched.Count == 0 && plan.Given.Count == 0) return plan.Preview;
        foreach (var (member, row) in plan.Touched)
        {
            if (row.Outcome == RowOutcome.New) audit.Record(db, StaffActions.Added, member, details: StaffService.Facts(member));
            else if (row.Changes.Any(c => c.Column != StaffColumns.Roles)) audit.Record(db, StaffActions.Changed, member, details: new { member.Name, row.Changes });
        }

        var preview = plan.Preview;
        audit.Record(db, StaffActions.Imported, nameof(StaffMember), Guid.Empty, details: new
        {
            New = preview.Count(RowOutcome.New),
            Changed = preview.Count(RowOutcome.Changed),
            Unchanged = preview.Count(RowOutcome.Unchanged),
            Bad = preview.Count(RowOutcome.Bad),
            preview.NewUnits,
        });
        await cards.KeepAsync(db, [.. plan.Touched.Select(t => t.Member)], stop);
        await notifier.NotifyAsync(db, plan.Given, NoticeKinds.RolesChanged, [user.Name], "/zones/" + tenant.Code, stop);
        return await db.TrySaveAsync(database, StaffImportErrors.PreviewOutdated, StaffImportErrors.PreviewOutdated, stop) is { } error ? error : preview;
    }

    async Task<Result<StaffPlan>> PlanAsync(PortalDbContext db, byte[] content, bool createUnits, IReadOnlyDictionary<string, ZoneRole> roleWords, CancellationToken stop)
    {
        var read = StaffFile.Read(content);
        if (!read.Succeeded) return read.Error;
        db.ChangeTracker.AutoDetectChangesEnabled = false; // asked for once, when it is saved
        var staff = await db.Set<StaffMember>().ToListAsync(stop);
        var own = await db.Set<CustomRole>().AsNoTracking().ToListAsync(stop);
        var words = new Dictionary<string, RoleRef>(StringComparer.Ordinal);
        foreach (var (word, role) in roleWords) words[word] = new(role);
        foreach (var role in own) words.TryAdd(NameFolding.Fold(role.Name), RoleRef.Own(role.Id));
        var policy = await db.Set<ZonePolicy>().SingleOrDefaultAsync(stop); // before the people, as in Administrators
        var lasting = await administrators.LastingAsync(db, stop);
        var plan = new StaffPlan(db, tenant.Code, staff, new(db, await db.Set<Unit>().ToListAsync(stop), tenant.Code, createUnits, clock.GetUtcNow()), words, lasting, clock.GetUtcNow())
        {
            MayGiveRoles = user.May(IdentityPermissions.ManageRoles),
            Held = (await db.Set<Membership>().AsNoTracking().ToListAsync(stop)).ToLookup(m => m.PersonId),
            Give = (person, role) => roles.GiveAsync(db, person, role, null, stop),
        };
        await plan.RunAsync(read.Value);
        if (plan.LosesAdministrator)
        {
            policy ??= db.Set<ZonePolicy>().Local.SingleOrDefault(); // a role of this file may have made it
            if (policy is null) db.Add(policy = new(tenant.Code, clock.GetUtcNow()));
            policy.AdministratorsChanged();
        }

        db.ChangeTracker.AutoDetectChangesEnabled = true;
        return plan;
    }
}
