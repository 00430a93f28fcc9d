using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hits;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;

namespace Portal.Audit;

/// <summary>One line of a thing's history, for people who may see the thing.</summary>
public sealed record HistoryLine(DateTimeOffset DoneAt, string Person, string Action, string? Reason, string? Details);

public sealed class AuditQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>What changes nothing and takes nothing away.</summary>
    static readonly string[] Looks = [HitActions.Listed, HitActions.Viewed, HitActions.PictureViewed, ReportActions.Opened, .. ConsultationActions.All];

    /// <summary>What was done to one thing, latest first, at most 50 lines; who only looked at it stands on the audit page.</summary>
    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync<T>(Guid id, CancellationToken stop = default) where T : Entity
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await (
            from line in db.Set<AuditLine>().AsNoTracking()
            join person in db.Set<Person>() on line.PersonId equals person.Id into people
            from person in people.DefaultIfEmpty()
            where line.ObjectKind == typeof(T).Name && line.ObjectId == id && !Looks.Contains(line.Action)
            orderby line.DoneAt descending
            select new HistoryLine(line.DoneAt, person == null ? "" : person.DisplayName, line.Action, line.Content!.Reason, line.Content.Details)).Take(50).ToListAsync(stop);
    }
}
