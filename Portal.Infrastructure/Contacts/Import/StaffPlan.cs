using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Anpr.Hotlists;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Contacts.Import;

/// <summary>Lays a file over the list, row by row, in a context that is saved or thrown away.</summary>
sealed class StaffPlan(
    PortalDbContext db, string tenant, IReadOnlyList<StaffMember> staff, UnitsOfFile units, IReadOnlyDictionary<string, RoleRef> roleWords, IReadOnlyList<Guid> administrators, DateTimeOffset now)
{
    readonly Dictionary<string, StaffMember> byNumber = staff.Where(s => s.PersonnelNumber is not null).ToDictionary(s => s.PersonnelNumber!, StringComparer.Ordinal);
    readonly Dictionary<string, StaffMember> byEmail = staff.Where(s => s.Email is not null).ToDictionary(s => s.Email!, StringComparer.Ordinal);
    readonly Dictionary<StaffMember, int> seen = [];
    readonly List<PreviewedRow> rows = [];
    readonly HashSet<Guid> leavingAdministrators = [];
    int withoutAccount;
    bool notAllowed;

    public required bool MayGiveRoles { get; init; }

    public required ILookup<Guid, Membership> Held { get; init; }

    public required Func<Guid, RoleRef, Task<(Membership? Given, Error? Error)>> Give { get; init; }

    public List<(StaffMember Member, PreviewedRow Row)> Touched { get; } = [];

    public HashSet<Guid> Given { get; } = [];

    public bool LosesAdministrator => leavingAdministrators.Count > 0;

    public StaffPreview Preview { get; private set; } = null!;

    public async Task RunAsync(TableFile file)
    {
        foreach (var row in file.Rows) rows.Add(await RowAsync(row));
        var today = Brussels.DayOf(now);
        Preview = new(rows, [.. staff.Where(s => s.IsHere(today) && !seen.ContainsKey(s)).OrderBy(s => s.SearchName, StringComparer.Ordinal).Select(s => s.Name)], [.. units.Missing], file.Ignored, withoutAccount, notAllowed);
    }

    async Task<PreviewedRow> RowAsync(TableRow row)
    {
        var problems = new List<StaffProblem>();
        var member = Known(row, problems);
        if (row.QuotesBroken) problems.Add(new("", ImportErrors.QuotesBroken));
        if (row.TooLong) problems.Add(new("", ImportErrors.RowTooLong));
        if (member is not null && !seen.TryAdd(member, row.Number)) problems.Add(new("", ImportErrors.RowRepeats(seen[member])));
        var details = StaffFile.Details(row, member?.Details ?? new(), problems);
        if (details.PersonnelNumber is null && details.Email is null) problems.Add(new(nameof(StaffDetails.PersonnelNumber), StaffImportErrors.KeyMissing));
        var leaves = StaffFile.Day(row, StaffColumns.LeavesOn, problems) ?? member?.LeavesOn;
        if (row.Cells.GetValueOrDefault(StaffColumns.Unit) is { } cell)
        {
            var (unit, wrong) = units.Find(cell);
            if (wrong is not null) problems.Add(new(StaffColumns.Unit, wrong));
            details = details with { UnitId = unit?.Id };
        }

        problems.AddRange(details.Check());
        if (leaves < details.EntersOn) problems.Add(new(StaffColumns.LeavesOn, StaffErrors.DatesReversed));
        if (LeavesAsLast(member, leaves)) problems.Add(new(StaffColumns.LeavesOn, RoleErrors.LastAdministrator));
        var roles = problems.Count == 0 ? await RolesAsync(row, member, problems) : [];
        var name = StaffFile.Short($"{details.FirstName} {details.LastName}".Trim());
        if (problems.Count > 0) return new(row.Number, name, RowOutcome.Bad, [], problems);
        return Apply(row, member, details, leaves, roles, name);
    }

    PreviewedRow Apply(TableRow row, StaffMember? member, StaffDetails details, DateOnly? leaves, IReadOnlyList<string> roles, string name)
    {
        var before = member is null ? null : Cells(member);
        if (member is null)
        {
            member = StaffMember.Employ(tenant, details, now).Value!;
            db.Add(member);
            seen.Add(member, row.Number);
        }
        else
        {
            if (member.LeavesOn is null && leaves is not null && member.PersonId is { } person && administrators.Contains(person)) leavingAdministrators.Add(person);
            member.ComeBack(); // the new days are compared with each other, not with the old
            member.Describe(details);
        }

        if (leaves is { } day) member.Leave(day);
        if (member.PersonnelNumber is { } number) byNumber[number] = member;
        if (member.Email is { } email) byEmail[email] = member;
        var after = Cells(member);
        var changes = after.Where(c => before is not null && before[c.Key] != c.Value).Select(c => new CellChange(c.Key, before![c.Key], c.Value)).ToList();
        if (roles.Count > 0) changes.Add(new(StaffColumns.Roles, null, string.Join(", ", roles)));
        var line = new PreviewedRow(row.Number, name, before is null ? RowOutcome.New : changes.Count > 0 ? RowOutcome.Changed : RowOutcome.Unchanged, changes, []);
        if (line.Outcome != RowOutcome.Unchanged) Touched.Add((member, line));
        return line;
    }

    /// <summary>By the number, else by the e-mail address; the two must not name two people.</summary>
    StaffMember? Known(TableRow row, List<StaffProblem> problems)
    {
        var numbered = row.Cells.GetValueOrDefault(nameof(StaffDetails.PersonnelNumber)) is { } number ? byNumber.GetValueOrDefault(number) : null;
        var mailed = row.Cells.GetValueOrDefault(nameof(StaffDetails.Email)) is { } email ? byEmail.GetValueOrDefault(email.ToLowerInvariant()) : null;
        if (numbered is not null && mailed is not null && numbered != mailed) problems.Add(new(nameof(StaffDetails.Email), StaffErrors.EmailTaken(mailed.Name)));
        return numbered ?? mailed;
    }

    bool LeavesAsLast(StaffMember? member, DateOnly? leaves) =>
        member is { LeavesOn: null, PersonId: { } person } && leaves is not null && administrators.Contains(person) && administrators.All(a => a == person || leavingAdministrators.Contains(a));

    /// <summary>Gives the roles that the row names and the person does not have.</summary>
    /// <returns>Words of the roles given.</returns>
    async Task<IReadOnlyList<string>> RolesAsync(TableRow row, StaffMember? member, List<StaffProblem> problems)
    {
        if (row.Cells.GetValueOrDefault(StaffColumns.Roles) is not { } cell) return [];
        var wanted = new List<(string Word, RoleRef Role)>();
        foreach (var word in StaffFile.Words(cell))
        {
            if (roleWords.GetValueOrDefault(NameFolding.Fold(word)) is { } role) wanted.Add((word, role));
            else problems.Add(new(StaffColumns.Roles, StaffImportErrors.RoleUnknown(StaffFile.Short(word))));
        }

        if (problems.Count > 0 || wanted.Count == 0) return [];
        if (member?.PersonId is not { } person)
        {
            withoutAccount++;
            return [];
        }

        if (!MayGiveRoles)
        {
            notAllowed = true;
            return [];
        }

        var today = Brussels.DayOf(now);
        var missing = wanted.DistinctBy(w => w.Role).Where(w => !Held[person].Any(m => m.AsRole == w.Role && !(m.EndsOn < today))).ToList();
        if (missing.Count == 0) return [];
        if (ZoneRoles.Conflict([.. missing.Select(m => m.Role.Role)]) is var (one, other))
        {
            problems.Add(new(StaffColumns.Roles, RoleErrors.Conflict(one.ToString(), other.ToString())));
            return [];
        }

        var (given, lines) = (new List<Membership>(), new List<AuditLine>());
        void Note(object? sender, EntityTrackedEventArgs tracked)
        {
            if (tracked.Entry.Entity is AuditLine line) lines.Add(line);
        }

        db.ChangeTracker.Tracked += Note;
        foreach (var (_, role) in missing)
        {
            var (membership, refused) = await Give(person, role);
            if (membership is not null) given.Add(membership);
            if (refused is not null) problems.Add(new(StaffColumns.Roles, refused));
        }

        db.ChangeTracker.Tracked -= Note;
        if (problems.Count > 0)
        {
            TakeBack(given, lines);
            return [];
        }

        Given.Add(person);
        return [.. missing.Select(m => m.Word)];
    }

    /// <summary>All of a row or nothing: new roles are forgotten, those that had ended are as they were, and no audit tells of either.</summary>
    void TakeBack(IEnumerable<Membership> given, IEnumerable<AuditLine> lines)
    {
        foreach (var entry in given.Select(db.Entry))
        {
            if (entry.State == EntityState.Added)
            {
                entry.State = EntityState.Detached;
                continue;
            }

            entry.CurrentValues.SetValues(entry.OriginalValues);
            entry.State = EntityState.Unchanged;
        }

        foreach (var line in lines) db.Entry(line).State = EntityState.Detached;
    }

    Dictionary<string, string> Cells(StaffMember s) => new(StringComparer.Ordinal)
    {
        [nameof(StaffDetails.PersonnelNumber)] = s.PersonnelNumber ?? "",
        [nameof(StaffDetails.LastName)] = s.LastName,
        [nameof(StaffDetails.FirstName)] = s.FirstName,
        [nameof(StaffDetails.Email)] = s.Email ?? "",
        [nameof(StaffDetails.Phone)] = s.Phone ?? "",
        [nameof(StaffDetails.Function)] = s.Function,
        [StaffColumns.Unit] = units.PathOf(s.UnitId) ?? "",
        [nameof(StaffDetails.Statute)] = s.Statute.ToString(),
        [nameof(StaffDetails.Languages)] = s.Languages,
        [nameof(StaffDetails.Qualifications)] = s.Qualifications,
        [nameof(StaffDetails.EntersOn)] = Day(s.EntersOn),
        [StaffColumns.LeavesOn] = Day(s.LeavesOn),
    };

    static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
