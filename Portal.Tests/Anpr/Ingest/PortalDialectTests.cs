using System.Text;
using System.Text.Json.Nodes;
using static Portal.Anpr.Ingest.DialectMessages;

namespace Portal.Anpr.Ingest;

public class PortalDialectTests
{
    [Fact]
    public void A_read_arrives_whole()
    {
        var read = ReadOne("portal", PortalRead, "application/json");

        Assert.Equal("e-0001", read.SourceKey);
        Assert.Equal("N9-KM12-1", read.CameraCode);
        Assert.Equal("1-XYZ-987", read.PlateRaw);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 7, 15, 30, 125, TimeSpan.Zero), read.CapturedAt);
        Assert.Equal(TimeSpan.Zero, read.CapturedAt!.Value.Offset);
        Assert.Equal(ClockTrust.CameraSynchronised, read.ClockTrust);
        Assert.Equal("B", read.Country);
        Assert.Equal(0.94, read.Confidence);
        Assert.Equal([0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93], read.CharacterConfidence);
        Assert.Equal([new("1-XVZ-987", 0.52), new("1-XYZ-967", 0.41)], read.Candidates);
        Assert.Equal("2", read.Lane);
        Assert.Equal(TravelDirection.Approaching, read.Direction);
        Assert.Equal(71.5, read.SpeedKmh);
        Assert.Equal(new VehicleDescription("Volvo", "V60", "grey", "car"), read.Vehicle);
        Assert.True(read.Retransmitted);
    }

    [Fact]
    public void The_required_fields_are_enough_and_the_plate_may_be_empty()
    {
        var read = ReadOne("portal", """{"id":"1","camera":"c","plate":"","capturedAt":"2026-03-01T08:15:30Z","country":null,"vehicle":null,"lane":null}""");

        Assert.Equal("", read.PlateRaw);
        Assert.Null(read.Country);
        Assert.Null(read.Confidence);
        Assert.Empty(read.CharacterConfidence);
        Assert.Empty(read.Candidates);
        Assert.Equal(ClockTrust.Unknown, read.ClockTrust);
        Assert.Equal(TravelDirection.Unknown, read.Direction);
        Assert.Equal(VehicleDescription.None, read.Vehicle);
        Assert.False(read.Retransmitted);
    }

    [Theory]
    [InlineData("[{0},{0}]")]
    [InlineData("{{\"reads\":[{0},{0}],\"sender\":\"x\"}}")]
    public void Several_reads_come_as_a_list_bare_or_named(string form) =>
        Assert.Equal(2, Read("portal", string.Format(null, form, PortalRead)).Reads.Count);

    [Fact]
    public void A_bad_item_leaves_the_others_good_and_is_kept_with_its_place_and_its_text()
    {
        var message = Read("portal", $$"""[{{PortalRead}},{"id":"2","camera":"c" ,"plate":"X"},7,{{PortalRead}}]""");

        Assert.Equal(2, message.Reads.Count);
        Assert.Equal([1, 2], message.Unreadable.Select(item => item.Index));
        Assert.Equal(new UnreadableReason(UnreadableReasons.FieldMissing, "capturedAt"), message.Unreadable[0].Reason);
        Assert.Equal("""{"id":"2","camera":"c" ,"plate":"X"}""", Encoding.UTF8.GetString(message.Unreadable[0].Body));
        Assert.Equal("7", Encoding.UTF8.GetString(message.Unreadable[1].Body));
    }

    [Theory]
    [InlineData("id", "null", UnreadableReasons.FieldMissing)]
    [InlineData("id", "\"  \"", UnreadableReasons.FieldMissing)]
    [InlineData("id", "12", UnreadableReasons.FieldInvalid)]
    [InlineData("id", "\"a\\u0000b\"", UnreadableReasons.FieldInvalid)]
    [InlineData("camera", "null", UnreadableReasons.FieldMissing)]
    [InlineData("camera", "\"a\\nb\"", UnreadableReasons.FieldInvalid)]
    [InlineData("plate", "null", UnreadableReasons.FieldMissing)]
    [InlineData("plate", "[\"1ABC123\"]", UnreadableReasons.FieldInvalid)]
    [InlineData("plate", "\"1ABC\\uD83D123\"", UnreadableReasons.FieldInvalid)]
    [InlineData("plate", "\"123456789012345678901234567890123\"", UnreadableReasons.FieldTooLong)]
    [InlineData("capturedAt", "\"\"", UnreadableReasons.FieldMissing)]
    [InlineData("capturedAt", "\"2026-03-01T08:15:30\"", UnreadableReasons.TimeWithoutZone)]
    [InlineData("capturedAt", "\"2026-03-01T08:15:30.1234567\"", UnreadableReasons.TimeWithoutZone)]
    [InlineData("capturedAt", "\"2026-02-29T08:15:30Z\"", UnreadableReasons.FieldInvalid)]
    [InlineData("capturedAt", "\"01/03/2026 08:15:30+01:00\"", UnreadableReasons.FieldInvalid)]
    [InlineData("capturedAt", "\"2026-03-01T08:15:30+15:00\"", UnreadableReasons.FieldInvalid)]
    [InlineData("capturedAt", "\"0001-01-01T00:00:00+14:00\"", UnreadableReasons.FieldInvalid)]
    [InlineData("capturedAt", "\"9999-12-31T23:59:59-14:00\"", UnreadableReasons.FieldInvalid)]
    [InlineData("capturedAt", "1772349330", UnreadableReasons.FieldInvalid)]
    [InlineData("confidence", "1.01", UnreadableReasons.FieldInvalid)]
    [InlineData("confidence", "-0.1", UnreadableReasons.FieldInvalid)]
    [InlineData("confidence", "1e400", UnreadableReasons.FieldInvalid)]
    [InlineData("confidence", "\"NaN\"", UnreadableReasons.FieldInvalid)]
    [InlineData("characterConfidence", "[0.5,2]", UnreadableReasons.FieldInvalid)]
    [InlineData("characterConfidence", "0.5", UnreadableReasons.FieldInvalid)]
    [InlineData("candidates", "[{\"plate\":\"X\"}]", UnreadableReasons.FieldMissing)]
    [InlineData("candidates", "[{\"confidence\":0.5}]", UnreadableReasons.FieldMissing)]
    [InlineData("candidates", "[\"X\"]", UnreadableReasons.FieldInvalid)]
    [InlineData("clockSynchronised", "\"true\"", UnreadableReasons.FieldInvalid)]
    [InlineData("retransmitted", "1", UnreadableReasons.FieldInvalid)]
    [InlineData("direction", "\"forward\"", UnreadableReasons.FieldInvalid)]
    [InlineData("speedKmh", "401", UnreadableReasons.FieldInvalid)]
    [InlineData("speedKmh", "-1", UnreadableReasons.FieldInvalid)]
    [InlineData("vehicle", "\"car\"", UnreadableReasons.FieldInvalid)]
    [InlineData("lane", "\"123456789012345678901\"", UnreadableReasons.FieldTooLong)]
    public void A_field_that_breaks_its_rule_makes_the_item_unreadable_and_is_named(string field, string value, string code)
    {
        var read = (JsonObject)JsonNode.Parse(PortalRead)!;
        read[field] = "@";
        var reason = Refused("portal", read.ToJsonString().Replace("\"@\"", value, StringComparison.Ordinal));

        Assert.Equal(code, reason.Code);
        Assert.StartsWith(field, reason.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, "camera", IngestLimits.CameraCode)]
    [InlineData(200, "id", IngestLimits.SourceKey)]
    public void A_code_at_its_limit_passes_and_one_longer_does_not(int length, string field, int limit)
    {
        Assert.Equal(length, limit);
        ReadOne("portal", With(field, new string('x', length)));
        Assert.Equal(UnreadableReasons.FieldTooLong, Refused("portal", With(field, new string('x', length + 1))).Code);
    }

    [Theory]
    [InlineData("2026-03-01T08:15:30Z", "2026-03-01T08:15:30.0000000")]
    [InlineData("2026-03-01t08:15:30z", "2026-03-01T08:15:30.0000000")]
    [InlineData("2026-03-01 08:15:30+01:00", "2026-03-01T07:15:30.0000000")]
    [InlineData("2026-03-01T08:15:30.5-0330", "2026-03-01T11:45:30.5000000")]
    [InlineData("2026-03-01T08:15:30.123456789+01", "2026-03-01T07:15:30.1234567")]
    [InlineData("2024-02-29T23:59:59+00:00", "2024-02-29T23:59:59.0000000")]
    [InlineData("1970-01-01T00:00:00+14:00", "1969-12-31T10:00:00.0000000")]
    public void A_time_may_be_written_in_every_form_of_ISO_8601_with_seconds_and_offset(string sent, string utc) =>
        Assert.Equal(utc + "+00:00", ReadOne("portal", With("capturedAt", sent)).CapturedAt!.Value.ToString("O", null));

    [Fact]
    public void A_field_that_stands_twice_makes_the_item_unreadable()
    {
        var reason = Refused("portal", """{"id":"1","camera":"c","plate":"A","pl\u0061te":"B","capturedAt":"2026-03-01T08:15:30Z"}""");

        Assert.Equal(new UnreadableReason(UnreadableReasons.FieldRepeated, "plate"), reason);
    }

    [Theory]
    [InlineData("", UnreadableReasons.EmptyBody)]
    [InlineData(" \r\n\t", UnreadableReasons.EmptyBody)]
    [InlineData("plate=1ABC123", UnreadableReasons.NotJson)]
    [InlineData("{\"confidence\":NaN}", UnreadableReasons.NotJson)]
    [InlineData("[{},]", UnreadableReasons.NotJson)]
    [InlineData("{} {}", UnreadableReasons.NotJson)]
    [InlineData("\uFEFF[]", UnreadableReasons.NotJson)]
    [InlineData("[]", UnreadableReasons.NoReads)]
    [InlineData("{\"reads\":[]}", UnreadableReasons.NoReads)]
    [InlineData("{\"reads\":{}}", UnreadableReasons.FieldInvalid)]
    [InlineData("{\"reads\":[{}],\"reads\":[{}]}", UnreadableReasons.FieldRepeated)]
    [InlineData("\"reads\"", UnreadableReasons.FieldInvalid)]
    [InlineData("null", UnreadableReasons.FieldInvalid)]
    public void A_body_that_is_no_message_is_refused_as_a_whole(string body, string code)
    {
        var reason = new PortalDialect().Read(Encoding.UTF8.GetBytes(body), null, out var message);

        Assert.Equal(code, reason?.Code);
        Assert.Same(ParsedMessage.Nothing, message);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Assert.Equal(UnreadableReasons.NotText, Refused("portal", Encoding.Latin1.GetBytes(With("lane", "côté"))).Code);

    [Theory]
    [InlineData("[", 16, true)]
    [InlineData("[", 17, false)]
    [InlineData("[", 2_000_000, false)]
    [InlineData("{\"a\":", 1_000_000, false)]
    public void Nesting_ends_at_sixteen_levels(string open, int depth, bool readable)
    {
        var (middle, close) = open is "[" ? ("", "]") : ("0", "}");
        var body = string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth));

        var reason = new PortalDialect().Read(Encoding.UTF8.GetBytes(body), null, out _);

        Assert.Equal(readable ? null : UnreadableReasons.NotJson, reason?.Code);
    }

    [Fact]
    public void A_thousand_reads_are_taken_and_one_more_is_not()
    {
        Assert.Equal(1_000, Read("portal", Many(1_000)).Reads.Count);
        Assert.Equal(new UnreadableReason(UnreadableReasons.TooManyReads, "1001"), Refused("portal", Many(1_001)));

        static string Many(int count) => $"[{string.Join(',', Enumerable.Repeat(PortalRead, count))}]";
    }

    [Fact]
    public void Of_many_candidates_the_ten_best_are_kept_without_the_plate_itself()
    {
        var candidates = string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""{"plate":"P{{i:00}}","confidence":0.{{i:00}}}""").Append("""{"plate":"1-xyz-987","confidence":1}"""));
        var read = ReadOne("portal", PortalRead.Replace("\"candidates\":[", $"\"candidates\":[{candidates},", StringComparison.Ordinal).Replace("0.52", "0.01", StringComparison.Ordinal));

        Assert.Equal(["1-XYZ-967", .. Enumerable.Range(0, 9).Select(i => $"P{29 - i}")], read.Candidates.Select(candidate => candidate.Plate), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("[0.9,0.9,0.9,0.9,0.9,0.9,0.1]", "0.9,0.9,0.9,0.9,0.9,0.9,0.1")]
    [InlineData("[0.9,0.1,0.8,0.7,0.6,0.2,0.5,0.4,0.3]", "0.9,0.8,0.7,0.6,0.5,0.4,0.3")]
    [InlineData("[0.9,0.9]", "")]
    [InlineData("[]", "")]
    public void Scores_belong_to_letters_and_digits_or_are_dropped(string sent, string kept)
    {
        var read = (JsonObject)JsonNode.Parse(PortalRead)!;
        read["characterConfidence"] = JsonNode.Parse(sent);

        Assert.Equal(kept, string.Join(',', ReadOne("portal", read.ToJsonString()).CharacterConfidence.Select(score => score.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_long_description_is_cut_but_never_through_a_character()
    {
        var make = ReadOne("portal", PortalRead.Replace("Volvo", new string('v', 59) + "🚗🚗", StringComparison.Ordinal)).Vehicle.Make;

        Assert.Equal(new string('v', 59), make);
    }

    [Fact]
    public void An_unreadable_item_is_kept_up_to_64_KB_and_its_detail_quotes_at_most_40_characters()
    {
        var message = Read("portal", $$"""[{"id":"{{new string('k', 100_000)}}"}]""");

        var item = Assert.Single(message.Unreadable);
        Assert.Equal(65_536, item.Body.Length);
        Assert.Equal($"id: \"{new string('k', 39)}", item.Reason.Detail);
    }

    static string With(string field, string value)
    {
        var read = (JsonObject)JsonNode.Parse(PortalRead)!;
        read[field] = value;
        return read.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
