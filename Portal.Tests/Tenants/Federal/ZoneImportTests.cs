using System.Text;
using Portal.Tenants;
using Portal.Tenants.Federal;

namespace Portal.Tests.Tenants.Federal;

public sealed class ZoneImportTests(ZoneImportTests.Fixture portal) : IClassFixture<ZoneImportTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const string Header = "code,code_status,name_nl,name_fr,name_de,main_language,province_nis,region_nis,municipality_nis,municipality_names,predecessor_codes,note\n";

    const string List = Header
        + "5480,sequence,Testdal,,,nl,10000,02000,11001 11002,Alfa; Bèta,5481 5482,\n"
        + "5483,confirmed,Stad,Ville,,nl-fr,,04000,21001,Gamma,,\n"
        + ",unknown,Zonder Code,,,nl,70000,02000,73001 73002,Delta; Epsilon,,\"new code, not found yet\"\n";

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static readonly Dictionary<int, string> None = [];

    [Fact]
    public async Task A_list_is_previewed_completed_applied_and_changes_nothing_a_second_time()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneImportService>();
        var file = Encoding.UTF8.GetBytes(List);
        var preview = (await service.PreviewAsync(file, None, Stop)).Value!;
        Assert.Equal([ImportEffect.New, ImportEffect.New, ImportEffect.CodeMissing], preview.Rows.Select(r => r.Effect));
        Assert.Equal("zones.row_code_missing", Assert.Single(preview.Rows[2].Problems).Error.Code);
        Assert.Equal(["code_status"], preview.Ignored);
        Assert.Empty(await scope.Get<ZoneQueries>().ListAsync(new("testdal"), stop: Stop)); // nothing is saved by looking

        var completed = new Dictionary<int, string> { [4] = "5484" };
        preview = (await service.PreviewAsync(file, completed, Stop)).Value!;
        Assert.Equal([false, false, true], preview.Rows.Select(r => r.IsCompleted));
        Assert.Equal(3, (await service.ApplyAsync(file, completed, Chosen(preview), false, Stop)).Value);
        var zone = (await scope.Get<ZoneQueries>().FindAsync("5480", Stop))!;
        Assert.Equal((ZoneState.Preparing, "10000", "nl", "5481 5482", false), (zone.Zone.State, zone.Zone.ProvinceNis, zone.Zone.DocumentLanguages, zone.Zone.PredecessorCodes, zone.Zone.IsProvisional));
        Assert.Equal(["11001 Alfa", "11002 Bèta"], zone.Municipalities.Select(m => m.NisCode + " " + m.Name));
        var brussels = await scope.ZoneAsync("5483");
        Assert.Equal(("04000", "nl fr", "nl"), (brussels.ProvinceNis, brussels.DocumentLanguages, brussels.DefaultLanguage));
        Assert.True((await scope.ZoneAsync("5484")).IsProvisional);
        Assert.Equal([ZoneActions.Imported], (await scope.LinesAsync("5480")).Select(l => l.Action));

        // Also without the code by hand: the zone is known by its municipalities.
        preview = (await service.PreviewAsync(file, None, Stop)).Value!;
        Assert.All(preview.Rows, r => Assert.Equal(ImportEffect.Unchanged, r.Effect));
        Assert.Equal(0, (await service.ApplyAsync(file, None, Chosen(preview), false, Stop)).Value);
        Assert.Single(await scope.LinesAsync("5480"));

        var provisional = await scope.ZoneAsync("5484");
        Assert.True((await scope.Get<ZoneService>().ConfirmCodeAsync("5484", provisional.Version, Stop)).Succeeded);
        Assert.False((await scope.ZoneAsync("5484")).IsProvisional);
        Assert.Equal(ZoneActions.CodeConfirmed, (await scope.LinesAsync("5484"))[^1].Action);
    }

    [Fact]
    public async Task Only_chosen_changes_are_applied_each_shown_from_old_to_new()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneImportService>();
        var first = Encoding.UTF8.GetBytes("code;name_nl;name_fr;municipality_nis;municipality_names\n5485;Een;Un;11001;Alfa\n5486;Twee;;;\n");
        var preview = (await service.PreviewAsync(first, None, Stop)).Value!;
        Assert.Equal(2, (await service.ApplyAsync(first, None, Chosen(preview), true, Stop)).Value);
        Assert.Equal(ZoneState.Active, (await scope.ZoneAsync("5485")).State);

        var second = Encoding.UTF8.GetBytes("code;name_nl;municipality_nis;municipality_names\n5485;Een nieuw;11001 11002;Alfa; Bèta\n5486;Twee nieuw;;\n"
            .Replace("Alfa; Bèta", "\"Alfa; Bèta\"", StringComparison.Ordinal));
        preview = (await service.PreviewAsync(second, None, Stop)).Value!;
        Assert.Equal([new("name_nl", "Een", "Een nieuw"), new FieldDifference("municipality_nis", "11001 Alfa", "11001 Alfa; 11002 Bèta")], preview.Rows[0].Differences);
        var before = (await scope.ZoneAsync("5485")).Facts;
        Assert.Equal(1, (await service.ApplyAsync(second, None, new Dictionary<int, int?> { [2] = preview.Rows[0].Version }, true, Stop)).Value);
        Assert.Equal(before with { NameNl = "Een nieuw" }, (await scope.ZoneAsync("5485")).Facts); // a column that is not there changes nothing
        Assert.Equal("Twee", (await scope.ZoneAsync("5486")).NameNl);
        Assert.Equal(ZoneErrors.ChangedMeanwhile, (await service.ApplyAsync(second, None, new Dictionary<int, int?> { [2] = preview.Rows[0].Version }, true, Stop)).Error); // seen before the change
    }

    [Theory]
    [InlineData("534;A;nl;10000;;", "code", "zones.code_invalid")]
    [InlineData("0000;A;nl;10000;;", "code", "zones.code_invalid")]
    [InlineData("9001;A;nl;10000;;", "code", "zones.code_invalid")]
    [InlineData("5490;;nl;10000;;", "name_nl", "zones.name_missing")]
    [InlineData("5490;LONG;nl;10000;;", "name_nl", "zones.name_too_long")]
    [InlineData("5490;A;xx;10000;;", "main_language", "zones.languages_invalid")]
    [InlineData("5490;A;;10000;;", "main_language", "zones.languages_invalid")]
    [InlineData("5490;A;nl;12345;;", "province_nis", "zones.province_unknown")]
    [InlineData("5490;A;nl;10000;11001 11002;Alfa", "municipality_names", "zones.row_municipalities")]
    [InlineData("5490;A;nl;10000;;Alfa", "municipality_names", "zones.row_municipalities")]
    [InlineData("5490;A;nl;10000;1100;Alfa", "municipality_nis", "zones.municipality_invalid")]
    [InlineData("5490;A;nl;10000;11001 11001;\"Alfa; Alfa\"", "municipality_nis", "zones.municipality_twice")]
    public async Task A_faulty_row_says_which_column_is_wrong_and_is_never_saved(string row, string column, string code)
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneImportService>();
        var file = Encoding.UTF8.GetBytes("code;name_nl;main_language;province_nis;municipality_nis;municipality_names\n" + row.Replace("LONG", new string('a', 61), StringComparison.Ordinal) + "\n");
        var shown = Assert.Single((await service.PreviewAsync(file, None, Stop)).Value!.Rows);
        Assert.Equal((ImportEffect.Faulty, column, code), (shown.Effect, shown.Problems[0].Column, shown.Problems[0].Error.Code));
        Assert.Equal(0, (await service.ApplyAsync(file, None, new Dictionary<int, int?> { [2] = null }, true, Stop)).Value);
    }

    [Fact]
    public async Task A_code_twice_in_the_file_by_hand_or_not_is_told_with_the_first_row()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var file = Encoding.UTF8.GetBytes("code;name_nl\n5491;A\n5491;B\n;C\n");
        var rows = (await scope.Get<ZoneImportService>().PreviewAsync(file, new Dictionary<int, string> { [4] = "5491" }, Stop)).Value!.Rows;
        Assert.Equal([ImportEffect.New, ImportEffect.Faulty, ImportEffect.Faulty], rows.Select(r => r.Effect));
        Assert.All(rows.Skip(1), r => Assert.Equal(("imports.row_repeats", 2), (r.Problems[0].Error.Code, r.Problems[0].Error.Args[0])));
    }

    [Fact]
    public async Task Files_in_Windows_1252_and_with_commas_are_read_and_others_refused_with_a_reason()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneImportService>();
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("code,name_fr\n5492,Méhaigne\n");
        Assert.Equal("Méhaigne", (await service.PreviewAsync(windows, None, Stop)).Value!.Rows[0].Name);
        Assert.Equal("imports.columns_missing", (await service.PreviewAsync("name_nl\nA"u8.ToArray(), None, Stop)).Error?.Code);
        Assert.Equal("imports.column_twice", (await service.PreviewAsync("code;name_nl;code\n1;A;2"u8.ToArray(), None, Stop)).Error?.Code);
        Assert.Equal("imports.file_empty", (await service.PreviewAsync([], None, Stop)).Error?.Code);
        Assert.Equal("imports.no_rows", (await service.PreviewAsync("code;name_nl\n"u8.ToArray(), None, Stop)).Error?.Code);
        Assert.Equal("imports.file_is_workbook", (await service.PreviewAsync("PK\u0003\u0004xyz"u8.ToArray(), None, Stop)).Error?.Code);
        Assert.Equal("imports.file_too_large", (await service.PreviewAsync(new byte[ZoneFile.MaxBytes + 1], None, Stop)).Error?.Code);
    }

    [Fact]
    public async Task An_empty_cell_keeps_what_is_there_and_a_change_of_language_or_region_is_shown()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneImportService>();
        var first = Encoding.UTF8.GetBytes("code;name_nl;name_fr;main_language;province_nis;municipality_nis;municipality_names;predecessor_codes\n5494;Een;Un;nl fr;10000;11001;Alfa;5481\n");
        Assert.Equal(1, (await service.ApplyAsync(first, None, Chosen((await service.PreviewAsync(first, None, Stop)).Value!), true, Stop)).Value);
        var empty = Encoding.UTF8.GetBytes("code;name_nl;name_fr;main_language;province_nis;municipality_nis;municipality_names;predecessor_codes\n5494;;;;;;;\n");
        Assert.Equal(ImportEffect.Unchanged, Assert.Single((await service.PreviewAsync(empty, None, Stop)).Value!.Rows).Effect);
        var other = Encoding.UTF8.GetBytes("code;name_nl;main_language;region_nis\n5494;;fr;04000\n");
        var row = Assert.Single((await service.PreviewAsync(other, None, Stop)).Value!.Rows);
        Assert.Equal([new("main_language", "nl fr", "fr"), new("default_language", "nl", "fr"), new FieldDifference("province_nis", "10000", "04000")], row.Differences);
        Assert.Equal(1, (await service.ApplyAsync(other, None, new Dictionary<int, int?> { [2] = row.Version }, true, Stop)).Value);
        var zone = await scope.ZoneAsync("5494");
        Assert.Equal(("Een", "Un", "fr", "04000", "5481"), (zone.NameNl, zone.NameFr, zone.DefaultLanguage, zone.ProvinceNis, zone.PredecessorCodes));
    }

    [Fact]
    public async Task A_code_by_hand_never_changes_a_zone_whose_code_is_official()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneImportService>();
        var completed = new Dictionary<int, string> { [2] = "5344" };
        var file = "code;name_nl\n;Vergissing\n"u8.ToArray();
        var row = Assert.Single((await service.PreviewAsync(file, completed, Stop)).Value!.Rows);
        Assert.Equal((ImportEffect.Faulty, "code", ZoneErrors.CodeTaken), (row.Effect, Assert.Single(row.Problems).Column, row.Problems[0].Error));
        var before = await scope.ZoneAsync("5344");
        Assert.Equal(0, (await service.ApplyAsync(file, completed, new Dictionary<int, int?> { [2] = before.Version }, true, Stop)).Value);
        Assert.Equal(before.Facts, (await scope.ZoneAsync("5344")).Facts);
    }

    [Fact]
    public async Task A_formula_stays_text()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var row = (await scope.Get<ZoneImportService>().PreviewAsync("code;name_nl\n5493;'=cmd|x\n"u8.ToArray(), None, Stop)).Value!.Rows[0];
        Assert.Equal("=cmd|x", row.Name);
        Assert.StartsWith("'=", Portal.Common.CsvText.Field(row.Name), StringComparison.Ordinal);
    }

    static Dictionary<int, int?> Chosen(ImportPreview preview) => preview.Rows.Where(r => r.Effect is ImportEffect.New or ImportEffect.Changed).ToDictionary(r => r.Number, r => r.Version);
}
