using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Audit.Watch;

/// <summary>Somebody looked at the member's own data.</summary>
/// <param name="Person">Null for another system or the portal itself.</param>
/// <param name="Everybody">The whole list left the portal, with the member in it.</param>
public sealed record OwnTraceRow(Guid Id, DateTimeOffset DoneAt, string? Person, string Action, bool IsOwn, bool Everybody);

/// <summary>A page of traces.</summary>
/// <param name="HasRecord">False when the account belongs to no staff record: there is nothing to look at.</param>
public sealed record OwnTraces(IReadOnlyList<OwnTraceRow> Rows, bool HasMore, bool HasRecord);

/// <summary>Who looked at the own staff data: staff record and directory. Never what concerns hits, alerts or controls of the audit.</summary>
public sealed class OwnTraceQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, IOptions<UnusualUseRules> rules, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>How far back a member sees.</summary>
    public const int Days = 365;

    static readonly string[] Single = [ConsultationActions.StaffViewed, ConsultationActions.StaffListed, ConsultationActions.StaffOffered, ConsultationActions.DirectorySearched];

    /// <summary>Latest first. What was done for a control is shown once <see cref="UnusualUseRules.InquiryDelayDays"/> have passed.</summary>
    public async Task<OwnTraces> ListAsync(AuditCursor? after = null, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.ReadOwn)) return new([], false, false);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var me = user.Id;
        var own = await db.Set<StaffMember>().AsNoTracking().Where(s => s.PersonId == me).Select(s => new { s.Id, s.CreatedAt }).SingleOrDefaultAsync(stop);
        if (own is null) return new([], false, false);
        var now = clock.GetUtcNow();
        var (since, told) = (now.AddDays(-Days), now.AddDays(-rules.Value.InquiryDelayDays));
        var lines = db.Set<AuditLine>().AsNoTracking().Where(l => l.DoneAt >= since && (l.Purpose != ConsultationPurpose.Control || l.DoneAt < told)
            && ((l.ObjectId == own.Id && Single.Contains(l.Action)) || (l.Action == StaffActions.Exported && l.DoneAt >= own.CreatedAt)));
        if (after is not null) lines = lines.Where(l => l.DoneAt <= after.DoneAt && (l.DoneAt < after.DoneAt || l.Id.CompareTo(after.Id) < 0));
        var rows = await (
            from line in lines.OrderByDescending(l => l.DoneAt).ThenByDescending(l => l.Id).Take(PageSize + 1)
            join person in db.Set<Person>() on line.PersonId equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby line.DoneAt descending, line.Id descending
            select new OwnTraceRow(line.Id, line.DoneAt, person == null ? null : person.DisplayName, line.Action, line.PersonId == me, line.Action == StaffActions.Exported)).ToListAsync(stop);
        return new([.. rows.Take(PageSize)], rows.Count > PageSize, true);
    }
}
