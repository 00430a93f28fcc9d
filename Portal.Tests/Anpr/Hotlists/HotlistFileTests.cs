using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Anpr.Hotlists;

namespace Portal.Tests.Anpr.Hotlists;

public sealed class HotlistFileTests
{
    const string Header = "plate;country;reason;action;priority;owner;valid until\n";
    const string GoodRow = "1-ABC-123;B;stolen;stop;alarm;duty officer;24/3/2026\n";

    static readonly DateOnly Today = new(2026, 3, 10);
    static readonly Hotlist List = Hotlist.Create("5340", "stolen", "tests", false, 100, DateTimeOffset.UnixEpoch).Value!;

    static HotlistFile Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    static HotlistFile Read(byte[] file)
    {
        var read = HotlistFile.Read(file, List, Today);
        Assert.True(read.Succeeded, read.Error?.Code);
        return read.Value;
    }

    static string? Refused(byte[] file) => HotlistFile.Read(file, List, Today).Error?.Code;

    static string? Refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    static (int, string, string)[] Problems(HotlistFile file) => [.. file.Rows.SelectMany(r => r.Problems.Select(p => (r.Number, p.Field, p.Error.Code)))];

    [Theory]
    [InlineData("plate,country,reason,action,priority,owner,valid until\n1-ABC-123,B,stolen,stop,alarm,duty,2026-03-24")]
    [InlineData("Nummerplaat;Land;Reden;Actie;Prioriteit;Aanvrager;Geldig tot\r\n1 abc 123;BE;stolen;stop;ALARM;duty;24/03/2026\r\n")]
    [InlineData("PLAQUE\tPAYS\tMOTIF\tACTION\tPRIORITÉ\tDEMANDEUR\tVALABLE JUSQU’AU\n1ABC123\tBEL\tstolen\tstop\talarme\tduty\t24-3-26\n")]
    [InlineData("Kennzeichen;Land;Grund;Maßnahme;Priorität;Auftraggeber;gültig bis\n1.ABC.123;B;stolen;stop;Alarm;duty;24.03.2026\n")]
    [InlineData("sep=;\r\nvalid_until;owner;reason;action;license plate;country;priority\r\n2026-03-24 00:00:00;duty;stolen;stop;1ABC123;b;Alarm\r\n")]
    [InlineData("\n\"plate\";\"country\";\"reason\";\"action\";\"priority\";\"owner\";\"valid until\"\n\"1-ABC-123\";\"B\";\"stolen\";\"stop\";\"alarm\";\"duty\";\"24/3/2026\"")]
    public void Files_of_four_languages_and_three_separators_say_the_same(string text)
    {
        var row = Assert.Single(Read(text).Rows);

        Assert.Empty(row.Problems);
        var entry = HotlistEntry.Create(List, row.Details, null, new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero)).Value!;
        Assert.Equal(("1ABC123", "B", "stolen", "stop", EntryPriority.Alarm, "duty", new DateOnly(2026, 3, 24)),
            (entry.Plate, entry.Country, entry.Reason, entry.Action, entry.Priority, entry.Owner, entry.ValidUntilOn));
    }

    public static TheoryData<string> Encodings => ["utf8", "utf8bom", "utf16", "utf16be", "1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Accents_survive_every_encoding_that_spreadsheets_write(string encoding)
    {
        var text = "plate;reason;owner;valid until\n1ABC123;véhicule volé à Liège;Jürgen;24/3/2026\n";
        byte[] file = encoding switch
        {
            "utf8" => Encoding.UTF8.GetBytes(text),
            "utf8bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            "utf16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            "utf16be" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        };

        var row = Assert.Single(Read(file).Rows);
        Assert.Equal(("véhicule volé à Liège", "Jürgen"), (row.Details.Reason, row.Details.Owner));
    }

    [Fact]
    public void Every_broken_rule_is_listed_with_the_row_of_the_spreadsheet_and_the_column()
    {
        var file = Read(Header + GoodRow + "\n;;;;;;\nX;ZZZ;;;urgent;;31/2/2026\n1-DEF-234;;r;;;o;9/3/2026\n1-DEF-235;;r;;;o;\n1 abc-123;be;r;;;o;24/3/2026\n");

        Assert.Equal((5, 4), (file.Rows.Count, file.BadRowCount));
        Assert.Equal(
            [
                (5, "Country", "hotlists.country_unknown"), (5, "Owner", "hotlists.field_missing"), (5, "Plate", "plate.unusable"), (5, "Priority", "hotlists.priority_unknown"),
                (5, "Reason", "hotlists.field_missing"), (5, "ValidUntilOn", "common.date_unreadable"), (6, "ValidUntilOn", "hotlists.valid_until_past"),
                (7, "ValidUntilOn", "hotlists.valid_until_missing"), (8, "Plate", "imports.row_repeats"),
            ],
            Problems(file).Order());
        Assert.Equal(2, file.Rows[^1].Problems[0].Error.Args[0]);
    }

    [Fact]
    public void A_row_with_too_few_fields_lacks_what_is_missing() =>
        Assert.Equal(["Owner", "Reason", "ValidUntilOn"], Assert.Single(Read(Header + "1ABC123;B\n").Rows).Problems.Select(p => p.Field).Order());

    [Fact]
    public void The_same_plate_of_two_countries_is_two_plates() => Assert.Equal(0, Read(Header + GoodRow + GoodRow.Replace(";B;", ";NL;", StringComparison.Ordinal)).BadRowCount);

    [Fact]
    public void A_good_row_is_not_refused_for_a_bad_one_before_it() =>
        Assert.Equal([(2, "Reason", "hotlists.field_missing")], Problems(Read(Header + "1-ABC-123;B;;;;o;24/3/2026\n" + GoodRow)));

    [Fact]
    public void A_field_may_hold_separators_quotes_and_line_ends()
    {
        var file = Read(Header + "1ABC123;B;\"a; \"\"b\"\"\nc\";;;o;24/3/2026\n1-DEF-234;B;15\" wheels;;;o;24/3/2026\n");

        Assert.Equal(["a; \"b\" c", "15\" wheels"], file.Rows.Select(r => r.Details.Reason));
        Assert.Equal([2, 3], file.Rows.Select(r => r.Number));
        Assert.Equal(0, file.BadRowCount);
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_costs_its_own_row_alone()
    {
        var file = Read(Header + GoodRow + "1-DEF-234;B;\"open;;;o;24/3/2026\n1-DEF-235;B;r;;;o;24/3/2026\n1-DEF-236;B;\"closed\";;;o;24/3/2026\n");

        Assert.Equal([2, 3, 4, 5], file.Rows.Select(r => r.Number));
        Assert.Equal([3], file.Rows.Where(r => !r.IsGood).Select(r => r.Number));
        Assert.Contains(file.Rows[1].Problems, p => p.Error == ImportErrors.QuotesBroken);
    }

    [Fact]
    public void Columns_that_the_portal_does_not_know_are_named() =>
        Assert.Equal(["colour"], Read("colour;plate;reason;owner;valid until\nred;1ABC123;r;o;24/3/2026\n").Ignored);

    [Fact]
    public void What_the_export_made_harmless_comes_back_as_it_was() =>
        Assert.Equal("=1+1", Assert.Single(Read("plate;reason;owner;valid until\n1ABC123;'=1+1;o;24/3/2026\n").Rows).Details.Reason);

    [Theory]
    [InlineData("", "imports.file_empty")]
    [InlineData(" \r\n\r\n", "imports.file_empty")]
    [InlineData("1-ABC-123;B;stolen;;;o;24/3/2026\n", "imports.columns_missing")]
    [InlineData("plate;reason;owner\n1ABC123;r;o\n", "imports.columns_missing")]
    [InlineData("plate;kenteken;reason;owner;valid until\n1;2;3;4;5\n", "imports.column_twice")]
    [InlineData(Header, "imports.no_rows")]
    [InlineData(Header + "a\0b;;;;;;\n", "imports.file_not_text")]
    [InlineData("sep=;", "imports.file_empty")]
    public void A_file_that_is_no_list_says_why(string text, string code) => Assert.Equal(code, Refused(text));

    [Fact]
    public void A_workbook_is_told_to_be_saved_as_text()
    {
        Assert.Equal("imports.file_is_workbook", Refused([.. "PK\u0003\u0004"u8, 1, 2, 3]));
        Assert.Equal("imports.file_is_workbook", Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]));
        Assert.Equal("imports.file_not_text", Refused([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 1, 2, 3, 4, 5, 6]));
    }

    [Fact]
    public void Sizes_are_bounded()
    {
        Assert.Equal("imports.file_too_large", Refused(new byte[HotlistImport.MaxBytes + 1]));
        var rows = new StringBuilder("plate;reason;owner;valid until\n");
        for (var n = 0; n <= HotlistImport.MaxRows; n++) rows.Append(n).Append(";r;o;24/3/2026\n");
        Assert.Equal("imports.too_many_rows", Refused(rows.ToString()));
    }

    [Fact]
    public void Huge_lines_are_bad_rows()
    {
        var file = Read(Header + new string('x', 3_000_000) + ";B;" + new string('é', 3_000_000) + ";;;o;24/3/2026\n" + new string(';', 2_000_000) + "x\n" + GoodRow);

        Assert.Equal((2, 1), (file.Rows.Count, file.BadRowCount));
        Assert.True(file.Rows[0].Details.Plate!.Length <= 1_000);
    }

    [Fact]
    public void No_bytes_whatever_make_it_throw()
    {
        var pieces = Gen.Elements("plate", ";", ",", "\t", "\"", "\"\"", "\n", "\r", "\r\n", "valid until", "reason", "owner", "1-ABC-123", "é", "\0", "sep=", "24/3/2026", "=cmd", "\uFEFF", "'", " ", "\u2028");
        var text = Gen.ArrayOf(pieces).Select(p => Encoding.UTF8.GetBytes(string.Concat(p)));
        var rows = Gen.ArrayOf(pieces).Select(p => Encoding.UTF8.GetBytes(Header + GoodRow + string.Concat(p)));
        var noise = Gen.ArrayOf(Gen.Choose(0, 255).Select(n => (byte)n));
        var any = Gen.OneOf(text, rows, noise).ToArbitrary();

        Prop.ForAll(any, file =>
        {
            var read = HotlistFile.Read(file, List, Today);
            return read.Succeeded ? read.Value.Rows.Count > 0 : read.Error.Code.StartsWith("imports.", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }
}
