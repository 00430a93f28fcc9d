using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Anpr.Plates;
using Portal.Cameras;
using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;

namespace Portal.Audit;

/// <summary>What lines of the audit are about: by what is there now, else by what the line itself remembers.</summary>
static class AuditThings
{
    /// <returns>One for each line, in their order.</returns>
    public static async Task<IReadOnlyList<AuditThing>> OfAsync(PortalDbContext db, IReadOnlyList<AuditLine> lines, CancellationToken stop)
    {
        var targets = lines.Select(TargetOf).ToList();
        var known = new Dictionary<(string, Guid), AuditThing>();
        foreach (var kind in targets.GroupBy(t => t.Kind))
        {
            var ids = kind.Select(t => t.Id).Where(id => id != Guid.Empty).Distinct().ToList();
            if (ids.Count == 0) continue;
            foreach (var thing in await KnownAsync(db, kind.Key, ids, stop)) known[(thing.Kind, thing.Id)] = thing;
        }

        return [.. targets.Select((t, n) => known.GetValueOrDefault(t) ?? Remembered(t.Kind, t.Id, lines[n].Details))];
    }

    /// <summary>The choice of a purpose for one thing is about that thing.</summary>
    static (string Kind, Guid Id) TargetOf(AuditLine line)
    {
        if (line is not { ObjectKind: nameof(WorkPurpose), Details: { } details } || Parsed(details) is not { } json) return (line.ObjectKind, line.ObjectId);
        using (json)
        {
            return Text(json.RootElement, "ObjectKind") is { } kind && Guid.TryParse(Text(json.RootElement, "ObjectId"), out var id) ? (kind, id) : (line.ObjectKind, line.ObjectId);
        }
    }

    static async Task<IReadOnlyList<AuditThing>> KnownAsync(PortalDbContext db, string kind, List<Guid> ids, CancellationToken stop) => kind switch
    {
        nameof(Hit) => await (
            from hit in db.Set<Hit>().AsNoTracking()
            join entry in db.Set<HotlistEntry>() on hit.EntryId equals entry.Id into entries
            from entry in entries.DefaultIfEmpty()
            where ids.Contains(hit.Id)
            select new AuditThing(kind, hit.Id, hit.MatchedPlate, entry == null ? null : entry.Country, null, true)).ToListAsync(stop),
        nameof(HotlistEntry) => await db.Set<HotlistEntry>().AsNoTracking().Where(e => ids.Contains(e.Id)).Select(e => new AuditThing(kind, e.Id, e.Plate, e.Country, null, true)).ToListAsync(stop),
        nameof(Hotlist) => await db.Set<Hotlist>().AsNoTracking().Where(l => ids.Contains(l.Id)).Select(l => new AuditThing(kind, l.Id, null, null, l.Name, true)).ToListAsync(stop),
        nameof(Camera) => await db.Set<Camera>().AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new AuditThing(kind, c.Id, null, null, c.Name, true)).ToListAsync(stop),
        nameof(ReadSource) => await db.Set<ReadSource>().AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new AuditThing(kind, s.Id, null, null, s.Name, true)).ToListAsync(stop),
        nameof(ApiKey) => await db.Set<ApiKey>().AsNoTracking().Where(k => ids.Contains(k.Id)).Select(k => new AuditThing(kind, k.Id, null, null, k.Name, true)).ToListAsync(stop),
        nameof(SealKey) => await db.Set<SealKey>().AsNoTracking().Where(k => ids.Contains(k.Id)).Select(k => new AuditThing(kind, k.Id, null, null, k.Name, true)).ToListAsync(stop),
        nameof(StaffMember) => await db.Set<StaffMember>().AsNoTracking().Where(m => ids.Contains(m.Id)).Select(m => new AuditThing(kind, m.Id, null, null, m.FirstName + " " + m.LastName, true)).ToListAsync(stop),
        nameof(Unit) => await db.Set<Unit>().AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new AuditThing(kind, u.Id, null, null, u.Name, true)).ToListAsync(stop),
        nameof(Person) => await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new AuditThing(kind, p.Id, null, null, p.DisplayName, true)).ToListAsync(stop),
        nameof(CustomRole) => await db.Set<CustomRole>().AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new AuditThing(kind, r.Id, null, null, r.Name, true)).ToListAsync(stop),
        nameof(Report) => [.. (await db.Set<Report>().AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Tenant, r.Year, r.Number }).ToListAsync(stop))
            .Select(r => new AuditThing(kind, r.Id, null, null, Report.ReferenceOf(r.Tenant, r.Year, r.Number), true))],
        _ => [],
    };

    static AuditThing Remembered(string kind, Guid id, string? details)
    {
        if (id == Guid.Empty || details is null || Parsed(details) is not { } json) return new(kind, id, null, null, null, false);
        using (json)
        {
            var plate = PlateNumber.Normalise(Text(json.RootElement, "Plate"));
            return new(kind, id, plate == "" ? null : plate, Text(json.RootElement, "Country"), Text(json.RootElement, "Reference") ?? Text(json.RootElement, "Name"), false);
        }
    }

    static JsonDocument? Parsed(string details)
    {
        try
        {
            return JsonDocument.Parse(details);
        }
        catch (JsonException) // no line is lost for details that cannot be read
        {
            return null;
        }
    }

    /// <summary>The first text of this name, whatever its case, at any depth.</summary>
    static string? Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var field in element.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.String && field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return field.Value.GetString();
            if (Text(field.Value, name) is { } inner) return inner;
        }

        return null;
    }
}
