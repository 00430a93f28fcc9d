using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Anpr.Plates;
using Portal.Cameras;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;
using Portal.Tenants;

namespace Portal.Audit;

/// <summary>Looks through the zone's audit. To look is a consultation too, and is written down before anything is shown.</summary>
/// <remarks>
/// With an <see cref="AuditControl"/> it looks through the audit of another zone, for who may do that: the lines come through the clause in the policy of the audit's tables, by the federal
/// permission alone, and things are called what the lines call them. The search is written down on both sides.
/// </remarks>
public sealed class AuditSearch(IDbContextFactory<PortalDbContext> contexts, TenantScopes tenants, ZoneDirectory zones, CurrentUser user, AuditTrail trail, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Most lines in one file, and the highest number that is counted.</summary>
    public const int MaxRows = 50_000;

    const int ExportPage = 500;

    /// <summary>Notes the search and counts what it finds.</summary>
    /// <returns>What was found; or what is wrong with the filter.</returns>
    public Task<Result<AuditFound>> BeginSearchAsync(AuditFilter filter, AuditControl? control = null, CancellationToken stop = default) =>
        control is null ? BeginAsync(AuditActions.Searched, filter, null, stop) : BeginControlAsync(ControlActions.Searched, filter, control, stop);

    /// <summary>As <see cref="BeginSearchAsync"/>, when what is found leaves the portal as a file.</summary>
    public Task<Result<AuditFound>> BeginExportAsync(AuditFilter filter, AuditControl? control = null, CancellationToken stop = default) =>
        control is null ? BeginAsync(AuditActions.Exported, filter, null, stop) : BeginControlAsync(ControlActions.Exported, filter, control, stop);

    /// <summary>Lines of a search that has begun, latest first; at most <see cref="PageSize"/>.</summary>
    /// <param name="after">Where the search began, or the end of the page before.</param>
    public Task<AuditLines> PageAsync(AuditFilter filter, AuditCursor after, AuditControl? control = null, CancellationToken stop = default) => PageAsync(filter, after, PageSize, control, stop);

    /// <summary>Every line of a search that has begun, latest first; at most <see cref="MaxRows"/>.</summary>
    public async IAsyncEnumerable<AuditRow> AllAsync(AuditFilter filter, AuditCursor after, AuditControl? control = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        for (var seen = 0; seen < MaxRows; seen += ExportPage)
        {
            var page = await PageAsync(filter, after, ExportPage, control, stop);
            foreach (var row in page.Rows) yield return row;
            if (!page.HasMore) yield break;
            after = page.Rows[^1].Cursor;
        }
    }

    /// <summary>Who may have left a line: members of the zone and everybody who ever chose a purpose here, by name.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> PeopleAsync(AuditControl? control = null, CancellationToken stop = default)
    {
        if (!MayLook(control)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var ids = control is null
            ? db.Set<Membership>().Select(m => m.PersonId).Union(db.Set<WorkPurpose>().Select(p => p.PersonId))
            : Lines(db, control).Where(l => l.PersonId != null).Select(l => l.PersonId!.Value).Distinct();
        var people = await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.DisplayName).Select(p => new { p.Id, p.DisplayName }).ToListAsync(stop);
        return [.. people.Select(p => (p.Id, p.DisplayName))];
    }

    /// <summary>Written down in the zone first, then here: what is not on both sides is not shown.</summary>
    async Task<Result<AuditFound>> BeginControlAsync(string action, AuditFilter filter, AuditControl control, CancellationToken stop)
    {
        if (MayControl(control) is { } refused) return refused;
        if (await zones.FindAsync(control.Zone, stop) is null) return Error.NotFound;
        var number = control.CaseNumber.Trim();
        if (filter.Check() is { } wrong) return wrong;
        var (found, criteria) = await CountAsync(filter, control, stop);
        await tenants.InAsync(control.Zone, new HashSet<string>(), async there =>
        {
            await there.GetRequiredService<AuditTrail>().ConsultedAsync(action, nameof(AuditLine), Guid.Empty, ConsultationPurpose.Control, number, criteria, stop: stop);
            return true;
        });
        await trail.ConsultedAsync(action, nameof(TenantInfo), TenantInfo.AuditIdOf(control.Zone), ConsultationPurpose.Control, number, new { Name = control.Zone, filter.From, filter.To, filter.Text, Found = found.Count }, stop: stop);
        return found;
    }

    Error? MayControl(AuditControl control) => user.May(FederalPermissions.ReadAudit) ? control.Check() : Error.Forbidden;

    bool MayLook(AuditControl? control) => control is null ? user.May(AuditPermissions.Read) : MayControl(control) is null;

    async Task<Result<AuditFound>> BeginAsync(string action, AuditFilter filter, string? caseNumber, CancellationToken stop)
    {
        if (!user.May(AuditPermissions.Read)) return Error.Forbidden;
        if (filter.Check() is { } wrong) return wrong;
        var (found, criteria) = await CountAsync(filter, null, stop);
        await trail.ConsultedAsync(action, nameof(AuditLine), Guid.Empty, ConsultationPurpose.Control, caseNumber, criteria, stop: stop);
        return found;
    }

    async Task<(AuditFound Found, object Criteria)> CountAsync(AuditFilter filter, AuditControl? control, CancellationToken stop)
    {
        // The line of this search itself is not in it: the number and the pages agree.
        var start = new AuditCursor(clock.GetUtcNow(), Guid.Empty);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var count = await After(Filtered(db, filter, control), start).OrderByDescending(l => l.DoneAt).Take(MaxRows + 1).CountAsync(stop);
        var person = filter.Person is { } one && one != Guid.Empty ? await db.Set<Person>().Where(p => p.Id == one).Select(p => p.DisplayName).SingleOrDefaultAsync(stop) ?? one.ToString() : null;
        var criteria = new
        {
            filter.From,
            filter.To,
            Person = filter.Person == Guid.Empty ? "portal" : person,
            Sort = filter.Group?.ToString(),
            Purpose = filter.Purpose?.ToString(),
            filter.Text,
            Found = count,
        };
        return (new AuditFound(count, start), criteria);
    }

    async Task<AuditLines> PageAsync(AuditFilter filter, AuditCursor after, int size, AuditControl? control, CancellationToken stop)
    {
        if (!MayLook(control) || filter.Check() is not null) return AuditLines.Empty;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var lines = After(Filtered(db, filter, control), after);
        var found = await (
            from line in lines.OrderByDescending(l => l.DoneAt).ThenByDescending(l => l.Id).Take(size + 1)
            join person in db.Set<Person>() on line.PersonId equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby line.DoneAt descending, line.Id descending // joins do not keep the order
            select new { Line = line, Name = person == null ? null : person.DisplayName }).ToListAsync(stop);
        var shown = found.Take(size).ToList();
        var things = await AuditThings.OfAsync(db, [.. shown.Select(f => f.Line)], stop);
        return new([.. shown.Select((f, n) => new AuditRow(f.Line.Id, f.Line.DoneAt, f.Line.PersonId, f.Name, f.Line.Action, things[n], f.Line.Purpose, f.Line.CaseNumber, f.Line.Reason, f.Line.Details))],
            found.Count > size);
    }

    static IQueryable<AuditLine> After(IQueryable<AuditLine> lines, AuditCursor cursor) =>
        lines.Where(l => l.DoneAt <= cursor.DoneAt && (l.DoneAt < cursor.DoneAt || l.Id.CompareTo(cursor.Id) < 0));

    /// <summary>The own zone's lines; with a control, those of its zone, which the database shows to who may control alone.</summary>
    static IQueryable<AuditLine> Lines(PortalDbContext db, AuditControl? control) =>
        control is null ? db.Set<AuditLine>().AsNoTracking() : db.Set<AuditLine>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(l => l.Tenant == control.Zone);

    /// <summary>Always bounded by the period, which the index on time serves.</summary>
    static IQueryable<AuditLine> Filtered(PortalDbContext db, AuditFilter filter, AuditControl? control)
    {
        var (from, to) = (Brussels.StartOf(filter.From), Brussels.StartOf(filter.To.AddDays(1)));
        var lines = Lines(db, control).Where(l => l.DoneAt >= from && l.DoneAt < to);
        if (filter.Person is { } person) lines = person == Guid.Empty ? lines.Where(l => l.PersonId == null) : lines.Where(l => l.PersonId == person);
        if (filter.Purpose is { } purpose) lines = lines.Where(l => l.Purpose == purpose);
        if (filter.Group is { } group)
        {
            var actions = AuditGroups.ActionsOf(group);
            lines = lines.Where(l => actions.Contains(l.Action));
        }

        return string.IsNullOrWhiteSpace(filter.Text) ? lines : About(db, lines, filter.Text.Trim());
    }

#pragma warning disable CA1304, CA1309, CA1311, CA1862, MA0011 // the database compares
    /// <summary>Lines whose thing is called so, and lines whose details have a value that begins so: the thing may be gone.</summary>
    static IQueryable<AuditLine> About(PortalDbContext db, IQueryable<AuditLine> lines, string text)
    {
        var name = text.ToLowerInvariant();
        var folded = Folded(text);
        var things = db.Set<Camera>().Where(c => c.Name.ToLower().Contains(name)).Select(c => c.Id)
            .Union(db.Set<Hotlist>().Where(l => l.Name.ToLower().Contains(name)).Select(l => l.Id))
            .Union(db.Set<ReadSource>().Where(s => s.Name.ToLower().Contains(name)).Select(s => s.Id))
            .Union(db.Set<Report>().Where(r => r.Title.ToLower().Contains(name)).Select(r => r.Id));
        if (text.Split('/') is [_, var year, var number] && int.TryParse(year, CultureInfo.InvariantCulture, out var y) && int.TryParse(number, CultureInfo.InvariantCulture, out var n))
            things = things.Union(db.Set<Report>().Where(r => r.Year == y && r.Number == n).Select(r => r.Id));
        if (PlateNumber.Normalise(text) is { Length: > 0 } first)
        {
            var last = first.PadRight(HotlistEntry.PlateLength, 'Z'); // sorts last in every collation
            things = things.Union(db.Set<Hit>().Where(h => string.Compare(h.MatchedPlate, first) >= 0 && string.Compare(h.MatchedPlate, last) <= 0).Select(h => h.Id))
                .Union(db.Set<HotlistEntry>().Where(e => string.Compare(e.Plate, first) >= 0 && string.Compare(e.Plate, last) <= 0).Select(e => e.Id));
        }

        if (folded == "") return lines.Where(l => things.Contains(l.ObjectId));
        var value = ":\"" + folded; // a value of the JSON, not the name of a field
        return lines.Where(l => things.Contains(l.ObjectId)
            || (l.Content!.CaseNumber != null && l.Content.CaseNumber.Replace("-", "").Replace(" ", "").ToLower().Contains(folded))
            || (l.Content.Details != null && l.Content.Details.Replace("-", "").Replace(" ", "").ToLower().Contains(value)));
    }
#pragma warning restore CA1304, CA1309, CA1311, CA1862, MA0011

    /// <summary>Written as the details are compared: escaped as JSON is, without blanks and hyphens, so that every spelling of a plate is the same.</summary>
    static string Folded(string text) => JsonEncodedText.Encode(text.ToLowerInvariant()).Value.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
