using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hotlists;
using Portal.Audit;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Hotlists;

public sealed class HotlistServiceTests(PortalServices portal) : IClassFixture<PortalServices>
{
    const string Zone = "5340";
    const string OtherZone = "5344";

    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static EntryDetails Details(string plate) => new() { Plate = plate, Country = "B", Reason = "stolen", Action = "stop", Owner = "duty officer", ValidUntilOn = Today.AddDays(30) };

    static HotlistDetails ListDetails(string? name = null) => new(name ?? "list " + Guid.NewGuid().ToString("N")[..12], "tests", false, 100);

    async Task<Guid> ListAsync(string zone = Zone)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.AnprSupervisor);
        return (await scope.Get<HotlistService>().CreateAsync(ListDetails(), Stop)).Value;
    }

    [Fact]
    public async Task A_list_is_made_described_and_found_with_its_history()
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var (service, queries) = (scope.Get<HotlistService>(), scope.Get<HotlistQueries>());
        var name = ListDetails().Name;
        var id = (await service.CreateAsync(ListDetails(name), Stop)).Value;

        Assert.Equal(HotlistErrors.NameTaken, (await service.CreateAsync(ListDetails(name), Stop)).Error);
        var list = (await queries.FindListAsync(id, Stop))!;
        Assert.True((await service.DescribeAsync(id, list.Version, ListDetails() with { Tolerant = true }, Stop)).Succeeded);
        Assert.Equal(HotlistErrors.ChangedMeanwhile, (await service.DescribeAsync(id, list.Version, ListDetails(), Stop)).Error);
        Assert.True((await queries.FindListAsync(id, Stop))!.Tolerant);
        Assert.Equal([HotlistActions.Described, HotlistActions.Created], (await scope.Get<AuditQueries>().HistoryAsync<Hotlist>(id, Stop)).Select(l => l.Action));
    }

    [Fact]
    public async Task An_entry_is_added_changed_ended_and_taken_back_and_each_is_audited()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprOperator);
        var (service, queries) = (scope.Get<HotlistService>(), scope.Get<HotlistQueries>());
        var added = (await service.AddAsync(list, Details("1-bbb-001"), Stop)).Value!;

        Assert.Equal(("1BBB001", false), (added.Plate, added.Revived));
        Assert.Equal(HotlistErrors.AlreadyOnList, (await service.AddAsync(list, Details("1BBB 001"), Stop)).Error);
        var seen = (await queries.FindEntryAsync(added.Id, Stop))!;
        Assert.True((await service.ChangeAsync(added.Id, seen.Version, seen.ToDetails() with { Reason = "found" }, Stop)).Succeeded);
        Assert.Equal(HotlistErrors.ChangedMeanwhile, (await service.ChangeAsync(added.Id, seen.Version, seen.ToDetails(), Stop)).Error);
        Assert.True((await service.EndAsync(added.Id, Stop)).Succeeded);
        Assert.Equal(HotlistErrors.AlreadyEnded, (await service.EndAsync(added.Id, Stop)).Error);
        Assert.Equal((0, 1), await CountsAsync(queries, list));
        Assert.True((await service.UndoEndAsync(added.Id, Stop)).Succeeded);
        Assert.Equal((1, 1), await CountsAsync(queries, list));
        Assert.Equal("found", (await queries.FindEntryAsync(added.Id, Stop))!.Reason);
        await service.EndAsync(added.Id, Stop);
        Assert.True((await service.AddAsync(list, Details("1BBB001") with { Reason = "again" }, Stop)).Value is { Revived: true } revived && revived.Id == added.Id);
        Assert.Equal(
            [EntryActions.Revived, EntryActions.Ended, EntryActions.EndUndone, EntryActions.Ended, EntryActions.Changed, EntryActions.Added],
            (await scope.Get<AuditQueries>().HistoryAsync<HotlistEntry>(added.Id, Stop)).Select(l => l.Action));
    }

    [Fact]
    public async Task A_change_to_a_plate_that_is_on_the_list_is_refused()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprOperator);
        var service = scope.Get<HotlistService>();
        await service.AddAsync(list, Details("1BBB002"), Stop);
        var other = (await service.AddAsync(list, Details("1BBB003"), Stop)).Value!;

        Assert.Equal(HotlistErrors.AlreadyOnList, (await service.ChangeAsync(other.Id, 0, Details("1BBB002"), Stop)).Error);
    }

    [Fact]
    public async Task Matching_hears_of_additions_and_ends()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprOperator);
        await scope.Get<HotlistService>().AddAsync(list, Details("1-HIT-777"), Stop);

        await portal.MatchesAsync(Zone, "1HIT777");
    }

    [Theory]
    [InlineData(ZoneRole.Member)]
    [InlineData(ZoneRole.ZoneAdministrator)]
    public async Task Who_has_no_part_in_hotlists_sees_and_does_nothing(ZoneRole role)
    {
        var list = await ListAsync();
        await using var supervisor = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var entry = (await supervisor.Get<HotlistService>().AddAsync(list, Details("1CCC001"), Stop)).Value!;
        await using var scope = await portal.AsAsync(Zone, role);

        await AssertNothingAsync(scope, list, entry.Id, Error.Forbidden);
    }

    [Fact]
    public async Task An_operator_edits_entries_but_makes_no_lists_and_imports_no_files()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprOperator);

        Assert.Equal(Error.Forbidden, (await scope.Get<HotlistService>().CreateAsync(ListDetails(), Stop)).Error);
        Assert.Equal(Error.Forbidden, (await scope.Get<HotlistService>().DescribeAsync(list, 0, ListDetails(), Stop)).Error);
        Assert.Equal(Error.Forbidden, (await scope.Get<HotlistImports>().UploadAsync(list, "x.csv", Stream.Null, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await scope.Get<HotlistImports>().AcceptAsync(list, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await scope.Get<HotlistImports>().DiscardAsync(list, Stop)).Error);
    }

    [Fact]
    public async Task Another_zone_cannot_see_or_change_by_guessed_identifiers()
    {
        var list = await ListAsync();
        await using var own = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var entry = (await own.Get<HotlistService>().AddAsync(list, Details("1DDD001"), Stop)).Value!;
        await using var other = await portal.AsAsync(OtherZone, ZoneRole.AnprSupervisor);

        await AssertNothingAsync(other, list, entry.Id, Error.NotFound);
        Assert.True((await own.Get<HotlistQueries>().FindEntryAsync(entry.Id, Stop))!.Version == 0);
    }

    static async Task AssertNothingAsync(ActingScope scope, Guid list, Guid entry, Error error)
    {
        var (service, queries, imports, export) = (scope.Get<HotlistService>(), scope.Get<HotlistQueries>(), scope.Get<HotlistImports>(), scope.Get<HotlistExport>());
        Assert.DoesNotContain(await queries.ListsAsync(Stop), l => l.Id == list);
        Assert.Null(await queries.FindListAsync(list, Stop));
        Assert.Null(await queries.FindEntryAsync(entry, Stop));
        Assert.Empty((await queries.EntriesAsync(new(list, State: EntryState.All), stop: Stop)).Rows);
        Assert.Empty(await imports.LastAsync(list, Stop));
        Assert.Equal(error, (await service.AddAsync(list, Details("1EEE001"), Stop)).Error);
        Assert.Equal(error, (await service.ChangeAsync(entry, 0, Details("1EEE001"), Stop)).Error);
        Assert.Equal(error, (await service.EndAsync(entry, Stop)).Error);
        Assert.Equal(error, (await service.UndoEndAsync(entry, Stop)).Error);
        Assert.Equal(error, (await service.DescribeAsync(list, 0, ListDetails(), Stop)).Error);
        Assert.Equal(error, (await imports.UploadAsync(list, "x.csv", new MemoryStream("plate"u8.ToArray()), Stop)).Error);
        Assert.Equal(error, (await export.BeginAsync(new(list), Stop)).Error);
        using var file = new MemoryStream();
        await export.WriteAsync(new(list, State: EntryState.All), "nl", file, Stop);
        Assert.DoesNotContain("1DDD001", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_are_searched_by_how_the_plate_begins_and_paged_latest_first()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprOperator);
        var (service, queries) = (scope.Get<HotlistService>(), scope.Get<HotlistQueries>());
        for (var n = 0; n < HotlistQueries.PageSize + 5; n++) await service.AddAsync(list, Details($"1ZZZ{n:000}"), Stop);
        var other = (await service.AddAsync(list, Details("1ZYZ000"), Stop)).Value!;
        await service.EndAsync(other.Id, Stop);

        var first = await queries.EntriesAsync(new(list), stop: Stop);
        var second = await queries.EntriesAsync(new(list), first.Rows[^1].Id, Stop);
        Assert.True(first.HasMore && !second.HasMore);
        Assert.Equal(HotlistQueries.PageSize + 5, first.Rows.Concat(second.Rows).DistinctBy(r => r.Id).Count());
        Assert.Equal("1ZZZ054", first.Rows[0].Plate);
        Assert.Equal(["1ZZZ011", "1ZZZ010"], (await queries.EntriesAsync(new(list, "1-zzz-01"), stop: Stop)).Rows.Where(r => r.Plate is "1ZZZ010" or "1ZZZ011").Select(r => r.Plate));
        Assert.Equal(10, (await queries.EntriesAsync(new(null, "1zzz02"), stop: Stop)).Rows.Count);
        Assert.Empty((await queries.EntriesAsync(new(list, "1ZYZ"), stop: Stop)).Rows);
        Assert.Single((await queries.EntriesAsync(new(list, "1ZYZ", EntryState.Ended), stop: Stop)).Rows);
        Assert.Single((await queries.EntriesAsync(new(list, "1ZYZ000", EntryState.All), stop: Stop)).Rows);
        Assert.Empty((await queries.EntriesAsync(new(list, "%"), stop: Stop)).Rows);
    }

    [Fact]
    public async Task An_export_holds_what_is_filtered_and_no_formula_and_comes_back_unchanged()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var service = scope.Get<HotlistService>();
        await service.AddAsync(list, Details("1FFF001") with { Reason = "=HYPERLINK(\"http://x\";\"y\")", Action = "+32 2", Owner = "@SUM(A1)" }, Stop);
        await service.AddAsync(list, Details("1FFF002") with { Reason = "-1", Action = "a;b \"c\"" }, Stop);
        await service.AddAsync(list, Details("1GGG001"), Stop);

        using var file = new MemoryStream();
        Assert.True((await scope.Get<HotlistExport>().BeginAsync(new(list, "1FFF"), Stop)).Succeeded);
        await scope.Get<HotlistExport>().WriteAsync(new(list, "1FFF"), "fr", file, Stop);
        var text = Encoding.UTF8.GetString(file.ToArray());
        Assert.StartsWith("\uFEFFplaque;pays;motif;action;priorité;demandeur;valable jusqu'au;", text, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\";'+32 2;normale;'@SUM(A1)", text, StringComparison.Ordinal);
        Assert.Contains(";'-1;\"a;b \"\"c\"\"\";", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1GGG001", text, StringComparison.Ordinal);
        await using var db = scope.Context();
        var entity = await db.Set<Hotlist>().SingleAsync(l => l.Id == list, Stop);
        var back = HotlistFile.Read(file.ToArray(), entity, Today).Value!;
        Assert.Equal(0, back.BadRowCount);
        var entries = await db.Set<HotlistEntry>().Where(e => e.HotlistId == list).ToListAsync(Stop);
        Assert.All(back.Rows, row => Assert.Contains(entries, e => e.Says(row.Details, TimeProvider.System.GetUtcNow())));
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\ta", "\"'\ta\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void Formulas_are_made_harmless(string value, string field) => Assert.Equal(field, CsvText.Field(value));

    static async Task<(int, int)> CountsAsync(HotlistQueries queries, Guid list) =>
        await queries.FindListAsync(list, Stop) is { } row ? (row.ActiveCount, row.AllCount) : default;
}
