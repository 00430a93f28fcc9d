using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr;
using Portal.Anpr.Hotlists;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Contacts.Import;
using Portal.Identity;
using Portal.Identity.Roles;
using Portal.Tenants;

namespace Portal.Tests.Contacts;

/// <summary>Files of the personnel system.</summary>
public sealed class StaffImportTests(StaffImportTests.Fixture portal, ITestOutputHelper output) : IClassFixture<StaffImportTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines));

    static string Word() => Guid.NewGuid().ToString("N")[..8];

    static async Task<StaffPreview> PreviewAsync(ActingScope scope, byte[] file, bool createUnits = false)
    {
        var preview = await scope.Get<StaffImport>().PreviewAsync(file, createUnits, RoleWords.ByWord, Stop);
        Assert.True(preview.Succeeded, preview.Error?.Code);
        return preview.Value;
    }

    static async Task<StaffPreview> RunAsync(ActingScope scope, byte[] file, bool createUnits = false)
    {
        var done = await scope.Get<StaffImport>().RunAsync(file, createUnits, RoleWords.ByWord, (await PreviewAsync(scope, file, createUnits)).Fingerprint, Stop);
        Assert.True(done.Succeeded, done.Error?.Code);
        return done.Value;
    }

    [Fact]
    public async Task A_preview_saves_nothing_the_import_what_it_said_and_again_nothing()
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.StaffOffice);
        var word = Word();
        var file = Csv("Personeelsnummer;Achternaam;Voornaam;E-mail;Eenheid;Statuut;Talen;In dienst op;Laatste dag;Schoenmaat",
            $"{word}1;Peeters;An;an.{word}@zone.be;Interventie {word};operationeel;N/F;1/2/2020;;42", $"{word}2;\"De \"\"Witte\"\"\";Bob;;Interventie {word} > Ploeg A;calog;;;{Today.AddDays(20):d/M/yyyy};");
        var preview = await PreviewAsync(scope, file, createUnits: true);
        Assert.Equal((2, 0), (preview.Count(RowOutcome.New), preview.Count(RowOutcome.Bad)));
        Assert.Equal(["Schoenmaat"], preview.Ignored);
        Assert.Equal([$"Interventie {word}", $"Interventie {word} › Ploeg A"], preview.NewUnits);
        Assert.Equal(0, await scope.Get<StaffQueries>().CountAsync(new(word), Stop));
        Assert.Equal(2, (await RunAsync(scope, file, createUnits: true)).Count(RowOutcome.New));
        var rows = await scope.Get<StaffQueries>().ListAsync(new(word), stop: Stop);
        Assert.Equal(["De \"Witte\"", "Peeters"], rows.Select(r => r.LastName));
        Assert.Equal((Statute.AdministrativeLogistic, Today.AddDays(20), "Ploeg A"), (rows[0].Statute, rows[0].LeavesOn, rows[0].Unit));
        Assert.Equal(("nl fr", new DateOnly(2020, 2, 1), $"Interventie {word}"), (rows[1].Languages, rows[1].EntersOn, rows[1].Unit));
        var again = await PreviewAsync(scope, file);
        Assert.Equal((0, 0, 2, 0), (again.Count(RowOutcome.New), again.Count(RowOutcome.Changed), again.Count(RowOutcome.Unchanged), again.NewUnits.Count));
        var lines = await LinesAsync(scope);
        await RunAsync(scope, file);
        Assert.Equal(lines, await LinesAsync(scope));
    }

    static async Task<int> LinesAsync(ActingScope scope)
    {
        await using var db = scope.Context();
        return await db.Set<AuditLine>().CountAsync(Stop);
    }

    [Fact]
    public async Task A_change_shows_old_and_new_and_an_empty_cell_leaves_what_is_there()
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.StaffOffice);
        var word = Word();
        await scope.Get<StaffService>().AddAsync(new() { FirstName = "An", LastName = "Janssens", PersonnelNumber = word, Phone = "02 555 00 01", Function = "Inspecteur" }, Stop);
        var file = Csv("matricule,nom,prénom,téléphone,fonction", $"{word},Janssens-Maes,An,,Hoofdinspecteur");
        var row = Assert.Single((await PreviewAsync(scope, file)).Rows);
        Assert.Equal(RowOutcome.Changed, row.Outcome);
        Assert.Equal([new(nameof(StaffDetails.LastName), "Janssens", "Janssens-Maes"), new CellChange(nameof(StaffDetails.Function), "Inspecteur", "Hoofdinspecteur")], row.Changes);
        await RunAsync(scope, file);
        Assert.Equal("02 555 00 01", (await scope.Get<StaffQueries>().ListAsync(new(word), stop: Stop)).Single().Phone);
    }

    [Fact]
    public async Task Every_bad_row_says_its_column_and_why_and_the_good_ones_are_taken()
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.StaffOffice);
        var word = Word();
        await scope.Get<StaffService>().AddAsync(new() { FirstName = "Has", LastName = "Mail", PersonnelNumber = word + "x", Email = word + "@zone.be" }, Stop);
        var file = Csv("number;last name;first name;e-mail;unit;statute;languages;enters on;last day",
            $"{word}1;Good;One;;;;;;", ";Without;Key;;;;;;", $"{word}2;;Nameless;;;;;;", $"{word}3;Bad;Mail;not a mail;;;;;", $"{word}4;Bad;Words;;No such unit;soldier;klingon;31/2/2026;",
            $"{word}5;Bad;Days;;;;;2/2/2026;1/2/2026", $"{word}1;Good;Again;;;;;;", $"{word}6;Two;People;{word}@zone.be;;;;;");
        var preview = await PreviewAsync(scope, file);
        Assert.Equal((1, 6), (preview.Count(RowOutcome.New), preview.Count(RowOutcome.Bad)));
        Assert.Equal(
            ["3 PersonnelNumber staffimport.key_missing", "4 LastName staff.last_name_missing", "5 Email staff.email_invalid", "6 EntersOn common.date_unreadable", "6 Languages staffimport.language_unknown", "6 Statute staff.statute_unknown",
                "6 Unit staffimport.unit_unknown", "7 LeavesOn staff.dates_reversed", "8  imports.row_repeats"],
            preview.Rows.SelectMany(r => r.Problems.Select(p => $"{r.Number} {p.Field} {p.Error.Code}")).Order(StringComparer.Ordinal));
        // The last row is known by its mail, and takes the new number over.
        Assert.Equal([new CellChange(nameof(StaffDetails.PersonnelNumber), word + "x", word + "6")], preview.Rows[^1].Changes.Take(1));
        await RunAsync(scope, file);
        Assert.Equal(["One Good", "People Two"], (await scope.Get<StaffQueries>().ListAsync(new(word), stop: Stop)).Select(r => r.Name));
    }

    [Fact]
    public async Task What_changed_since_the_preview_is_looked_at_again()
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.StaffOffice);
        var word = Word();
        var file = Csv("number;last name;first name", $"{word};Peeters;An");
        var seen = await PreviewAsync(scope, file);
        await scope.Get<StaffService>().AddAsync(new() { FirstName = "An", LastName = "Peeters", PersonnelNumber = word }, Stop);
        Assert.Equal(StaffImportErrors.PreviewOutdated, (await scope.Get<StaffImport>().RunAsync(file, false, RoleWords.ByWord, seen.Fingerprint, Stop)).Error);
    }

    [Fact]
    public async Task Who_is_missing_is_listed_and_stays()
    {
        await using var scope = await portal.AsAsync("5344", ZoneRole.StaffOffice);
        var word = Word();
        var id = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "Not", LastName = "There " + word }, Stop)).Value;
        var preview = await RunAsync(scope, Csv("number;last name;first name", $"{word};Peeters;An"));
        Assert.Contains("Not There " + word, preview.Missing);
        Assert.Null((await scope.Get<StaffQueries>().FindAsync(id, Stop))!.LeavesOn);
    }

    [Fact]
    public async Task Roles_are_given_to_who_has_an_account_by_who_may_and_come_with_the_invitation_otherwise()
    {
        var (word, person) = (Word(), TestPeople.Of("5344", ZoneRole.CameraController));
        await using var administrator = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var id = (await administrator.Get<StaffService>().AddAsync(new() { FirstName = "With", LastName = "Account", PersonnelNumber = word + "1" }, Stop)).Value;
        await using (var db = administrator.Context())
        {
            (await db.Set<StaffMember>().SingleAsync(s => s.Id == id, Stop)).Account(person.Id);
            await db.SaveChangesAsync(Stop);
        }

        var file = Csv("number;last name;first name;roles", $"{word}1;Account;With;ANPR-operator, Chef d'équipe", $"{word}2;Account;Without;Teamleiter", $"{word}3;Wrong;Role;Emperor");
        await using (var office = await portal.AsAsync("5344", ZoneRole.StaffOffice))
        {
            var seen = await PreviewAsync(office, file);
            Assert.Equal((true, 1, RowOutcome.Unchanged), (seen.RolesNotAllowed, seen.RolesWithoutAccount, seen.Rows[0].Outcome));
        }

        var preview = await RunAsync(administrator, file);
        Assert.Equal([RowOutcome.Changed, RowOutcome.New, RowOutcome.Bad], preview.Rows.Select(r => r.Outcome));
        await using (var now = await portal.AsAsync(person))
        {
            Assert.True(now.Get<CurrentUser>().May(AnprPermissions.DecideHits));
            Assert.True(now.Get<CurrentUser>().May(ContactPermissions.ReadStaff));
        }

        Assert.Equal(RowOutcome.Unchanged, (await PreviewAsync(administrator, file)).Rows[0].Outcome);
        var conflict = await PreviewAsync(administrator, Csv("number;last name;first name;roles", $"{word}1;Account;With;Camerabeheerder; Datenschutzbeauftragter"));
        Assert.Equal("staffimport.role_unknown", Assert.Single((await PreviewAsync(administrator, Csv("number;last name;first name;roles", $"{word}1;Account;With;Keizer"))).Rows).Problems.Single().Error.Code);
        Assert.Equal((RowOutcome.Bad, ImportErrors.RowTooLong), (Assert.Single(conflict.Rows).Outcome, Assert.Single(conflict.Rows[0].Problems).Error)); // the separator of columns is none of words
        conflict = await PreviewAsync(administrator, Csv("number;last name;first name;roles", $"{word}1;Account;With;Camerabeheerder, Datenschutzbeauftragter"));
        Assert.Equal("roles.conflict", Assert.Single(Assert.Single(conflict.Rows).Problems).Error.Code);
        await using var check = administrator.Context();
        Assert.False(await check.Set<Membership>().AnyAsync(m => m.PersonId == person.Id && m.Role == ZoneRole.CameraManager, Stop)); // all of a row or nothing
    }

    [Fact]
    public async Task A_refused_row_revives_no_role_that_had_ended()
    {
        var (word, person, ended) = (Word(), TestPeople.Of("5340", ZoneRole.AnprOperator), Today.AddDays(-2));
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var id = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "Once", LastName = "Chief", PersonnelNumber = word + "1" }, Stop)).Value;
        await using (var db = scope.Context())
        {
            (await db.Set<StaffMember>().SingleAsync(s => s.Id == id, Stop)).Account(person.Id);
            db.Add(new Membership("5340", person.Id, ZoneRole.TeamChief, TimeProvider.System.GetUtcNow(), ended));
            await db.SaveChangesAsync(Stop);
        }

        // An operator may not be data protection officer: the row is left out, the other one is taken.
        var done = await RunAsync(scope, Csv("number;last name;first name;roles", $"{word}1;Chief;Once;Teamleiter, Camerabeheerder, Datenschutzbeauftragter", $"{word}2;Good;One;"));
        Assert.Equal([RowOutcome.Bad, RowOutcome.New], done.Rows.Select(r => r.Outcome));
        Assert.Equal("roles.conflict", Assert.Single(done.Rows[0].Problems).Error.Code);
        await using var check = scope.Context();
        Assert.Equal(ended, (await check.Set<Membership>().SingleAsync(m => m.PersonId == person.Id && m.Role == ZoneRole.TeamChief, Stop)).EndsOn);
        Assert.False(await check.Set<Membership>().AnyAsync(m => m.PersonId == person.Id && m.Role == ZoneRole.CameraManager, Stop));
        Assert.False(await check.Set<AuditLine>().AnyAsync(l => l.ObjectId == person.Id && (l.Action == RoleActions.Given || l.Action == RoleActions.EndChanged), Stop));
        Assert.Equal([RowOutcome.Changed], (await RunAsync(scope, Csv("number;last name;first name;roles", $"{word}1;Chief;Once;Teamleiter"))).Rows.Select(r => r.Outcome)); // alone it is given again
        Assert.Null((await check.Set<Membership>().AsNoTracking().SingleAsync(m => m.PersonId == person.Id && m.Role == ZoneRole.TeamChief, Stop)).EndsOn);
    }

    [Fact]
    public async Task A_unit_with_a_slash_in_its_name_comes_back_from_the_export_and_nobody_moves()
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var (word, units, staff) = (Word(), scope.Get<UnitService>(), scope.Get<StaffService>());
        var first = (await units.AddAsync("SLIV/SER " + word, null, null, Stop)).Value;
        var second = (await units.AddAsync("A > B\\C " + word, first, null, Stop)).Value;
        await units.AddAsync("SLIV " + word, null, null, Stop);
        await staff.AddAsync(new() { FirstName = "Top", LastName = word, PersonnelNumber = word + "1", UnitId = first }, Stop);
        await staff.AddAsync(new() { FirstName = "Below", LastName = word, PersonnelNumber = word + "2", UnitId = second }, Stop);
        var export = (await scope.Get<StaffExport>().RunAsync(new(word), "nl", Stop)).Value!;
        Assert.Contains($"SLIV/SER {word} › A > B\\C {word}", Encoding.UTF8.GetString(export), StringComparison.Ordinal);
        var back = await PreviewAsync(scope, export, createUnits: true);
        Assert.Equal([RowOutcome.Unchanged, RowOutcome.Unchanged], back.Rows.Select(r => r.Outcome));
        Assert.Empty(back.NewUnits);
        // Other files write a path with other signs still.
        Assert.Equal([$"SLIV {word} › Team"], (await PreviewAsync(scope, Csv("number;last name;first name;unit", $"{word}3;New;One;SLIV {word} / Team"), createUnits: true)).NewUnits);
    }

    [Fact]
    public async Task The_last_administrator_does_not_leave_by_file_either()
    {
        var (word, person) = (Word(), TestPeople.Of("5291", ZoneRole.ZoneAdministrator));
        await using var scope = await portal.AsAsync("5291", ZoneRole.StaffOffice);
        var id = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "The", LastName = "Administrator", PersonnelNumber = word }, Stop)).Value;
        await using (var db = scope.Context())
        {
            (await db.Set<StaffMember>().SingleAsync(s => s.Id == id, Stop)).Account(person.Id);
            await db.SaveChangesAsync(Stop);
        }

        var row = Assert.Single((await RunAsync(scope, Csv("number;last name;first name;last day", $"{word};Administrator;The;{Today.AddDays(3):d/M/yyyy}"))).Rows);
        Assert.Equal((StaffColumns.LeavesOn, RoleErrors.LastAdministrator), (Assert.Single(row.Problems).Field, row.Problems[0].Error));
        Assert.Null((await scope.Get<StaffQueries>().FindAsync(id, Stop))!.LeavesOn);
    }

    [Theory]
    [InlineData("", "imports.file_empty")]
    [InlineData("last name;first name", "imports.no_rows")]
    [InlineData("name;age\r\nx;1", "imports.columns_missing")]
    [InlineData("last name;achternaam;first name\r\na;b;c", "imports.column_twice")]
    [InlineData("PK\u0003\u0004xxxx", "imports.file_is_workbook")]
    public async Task A_file_that_is_none_is_refused(string text, string code)
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.StaffOffice);
        Assert.Equal(code, (await scope.Get<StaffImport>().PreviewAsync(Encoding.UTF8.GetBytes(text), false, RoleWords.ByWord, Stop)).Error?.Code);
        Assert.Equal("staffimport.file_too_large", (await scope.Get<StaffImport>().PreviewAsync(new byte[StaffFile.MaxBytes + 1], false, RoleWords.ByWord, Stop)).Error?.Code);
    }

    [Fact]
    public async Task A_row_with_a_cell_too_many_is_left_out_and_blank_ones_at_the_end_are_nothing()
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.StaffOffice);
        var word = Word();
        var done = await RunAsync(scope, Csv("number;last name;first name;function", $"{word}1;Peeters;An;Inspector; chief", $"{word}2;Peeters;Bea;Inspector;; ;", $"{word}3;Peeters;Carl"));
        Assert.Equal([RowOutcome.Bad, RowOutcome.New, RowOutcome.New], done.Rows.Select(r => r.Outcome));
        Assert.Equal(ImportErrors.RowTooLong, Assert.Single(done.Rows[0].Problems).Error);
        Assert.Equal(["Bea Peeters", "Carl Peeters"], (await scope.Get<StaffQueries>().ListAsync(new(word), stop: Stop)).Select(r => r.Name));
    }

    [Fact]
    public async Task A_hostile_cell_stays_text_and_an_exported_list_comes_back_unchanged()
    {
        await using var scope = await portal.AsAsync("5344", ZoneRole.StaffOffice);
        var word = Word();
        await RunAsync(scope, Csv("number;last name;first name;function;qualifications;e-mail", $"{word}9;=cmd|' /C calc'!A0;<script>;+HYPERLINK(\"x\");A; B;{word}@zone.be".Replace(";A; B;", ";\"A; B\";", StringComparison.Ordinal)));
        var row = Assert.Single(await scope.Get<StaffQueries>().ListAsync(new(word), stop: Stop));
        Assert.Equal(("=cmd|' /C calc'!A0", "<script>", "A; B"), (row.LastName, row.FirstName, row.Qualifications));
        var export = await scope.Get<StaffExport>().RunAsync(new(Presence: StaffPresence.All), "de", Stop);
        Assert.Contains("'=cmd|", Encoding.UTF8.GetString(export.Value!), StringComparison.Ordinal);
        var back = await PreviewAsync(scope, export.Value!);
        Assert.Equal((0, 0), (back.Count(RowOutcome.New), back.Count(RowOutcome.Changed)));
        Assert.Equal(RowOutcome.Unchanged, back.Rows.Single(r => r.Name.Contains("<script>", StringComparison.Ordinal)).Outcome);
    }

    [Fact]
    public async Task Ten_thousand_people_are_taken_in_one_go_and_the_list_stays_quick()
    {
        await using var scope = await portal.AsAsync("5291", ZoneRole.StaffOffice);
        var file = Csv([.. Enumerable.Range(0, 10_000).Select(n => string.Create(CultureInfo.InvariantCulture, $"big{n};Nachname{n % 997};Vorname{n};p{n}@gross.be;Einheit {n % 40};operativ;de fr")).Prepend("Personalnummer;Nachname;Vorname;E-Mail;Einheit;Statut;Sprachen")]);
        var watch = Stopwatch.StartNew();
        Assert.Equal(10_000, (await PreviewAsync(scope, file, createUnits: true)).Count(RowOutcome.New));
        output.WriteLine($"preview {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        Assert.Equal(10_000, (await RunAsync(scope, file, createUnits: true)).Count(RowOutcome.New));
        output.WriteLine($"preview and import {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        Assert.Equal(10_000, (await PreviewAsync(scope, file)).Count(RowOutcome.Unchanged));
        output.WriteLine($"preview of the same {watch.ElapsedMilliseconds} ms");
        var queries = scope.Get<StaffQueries>();
        await queries.ListAsync(new("vorname99 nachname5"), stop: Stop);
        watch.Restart();
        Assert.True(await queries.CountAsync(new("vorname99 nachname"), Stop) > 0);
        await queries.ListAsync(new("vorname99 nachname"), stop: Stop);
        output.WriteLine($"search and count {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        var place = new StaffListPlace("nachname500", Guid.Empty);
        Assert.Equal(StaffQueries.PageSize, (await queries.ListAsync(new(), place, stop: Stop)).Count);
        output.WriteLine($"page in the middle {watch.ElapsedMilliseconds} ms");
        Assert.True(watch.ElapsedMilliseconds < 2_000);
    }
}
