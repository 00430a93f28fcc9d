using System.Text;
using static Portal.Anpr.Ingest.DialectMessages;

namespace Portal.Anpr.Ingest;

public class PlateRecognizerDialectTests
{
    const string Url = "application/x-www-form-urlencoded";

    [Fact]
    public void Several_results_of_the_older_schema_are_several_reads()
    {
        var message = Read("platerecognizer", RecognizerOld, "application/json");

        Assert.Empty(message.Unreadable);
        Assert.Equal(["1xyz987", "2abc345"], message.Reads.Select(read => read.PlateRaw), StringComparer.Ordinal);
        var read = message.Reads[0];
        Assert.Equal("cam-7", read.CameraCode);
        Assert.Equal("BE", read.Country);
        Assert.Equal("US", message.Reads[1].Country);
        Assert.Equal(0.902, read.Confidence);
        Assert.Equal([new("1xy2987", 0.7)], read.Candidates);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 7, 15, 30, TimeSpan.Zero).AddTicks(7401430), read.CapturedAt);
        Assert.Equal(ClockTrust.Unknown, read.ClockTrust);
        Assert.Equal(TravelDirection.Unknown, read.Direction);
        Assert.Equal(new VehicleDescription("Opel", "Astra", "red", "Sedan"), read.Vehicle);
        Assert.Equal(new VehicleDescription(null, null, null, "Van"), message.Reads[1].Vehicle);
    }

    [Fact]
    public void The_newer_schema_tells_the_same()
    {
        var read = ReadOne("platerecognizer", RecognizerNew);

        Assert.Equal("1xyz987", read.PlateRaw);
        Assert.Equal(0.91, read.Confidence);
        Assert.Equal([new("1xy2987", 0.6)], read.Candidates);
        Assert.Equal("NL", read.Country);
        Assert.Equal(new VehicleDescription("Skoda", "Kodiaq", "blue", "SUV"), read.Vehicle);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 7, 15, 31, TimeSpan.Zero), read.CapturedAt);
    }

    [Fact]
    public void The_results_without_a_hook_around_them_are_understood() =>
        ReadOne("platerecognizer", """{"camera_id":"c","timestamp":"2026-03-01T07:15:31Z","results":[{"plate":"1abc123","score":0.9}]}""");

    [Theory]
    [InlineData("name=\"json\"", null)]
    [InlineData("name=json", "text/plain")]
    [InlineData("name=\"json\"; filename=\"blob\"", "application/json")]
    [InlineData("name=\"event\"; filename=\"event.json\"", "application/octet-stream")]
    public void A_multipart_form_holds_it_in_the_field_json(string disposition, string? type) =>
        Assert.Equal(2, Read("platerecognizer", Multipart(disposition, type, RecognizerOld), MultipartType()).Reads.Count);

    [Fact]
    public void A_URL_encoded_form_holds_it_in_the_field_json()
    {
        Assert.Equal(2, Read("platerecognizer", "upload=&json=" + Uri.EscapeDataString(RecognizerOld), Url + "; charset=utf-8").Reads.Count);
        Assert.Equal(2, Read("platerecognizer", RecognizerOld, Url).Reads.Count);
    }

    [Fact]
    public void The_character_set_of_a_part_is_respected()
    {
        var message = RecognizerOld.Replace("Astra", "Astrée", StringComparison.Ordinal);

        Assert.Equal("Astrée", Read("platerecognizer", Multipart("name=\"json\"", "text/plain", message, Boundary, "iso-8859-1"), MultipartType()).Reads[0].Vehicle.Model);
        Assert.Equal(UnreadableReasons.NotText, Refused("platerecognizer", Multipart("name=\"json\"", "text/plain", message, Boundary, "utf-16"), MultipartType()).Code);
        var wrong = Encoding.Latin1.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{message}\r\n--b--\r\n");
        Assert.Equal(UnreadableReasons.NotText, Refused("platerecognizer", wrong, "multipart/form-data; boundary=b").Code);
    }

    [Fact]
    public void The_key_is_the_same_when_sent_again_and_differs_for_every_read()
    {
        var keys = Keys(RecognizerOld);

        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
        Assert.NotEqual(keys[0], keys[1], StringComparer.Ordinal);
        Assert.Equal(keys, Read("platerecognizer", Multipart("name=\"json\"", null, RecognizerOld), MultipartType()).Reads.Select(read => read.SourceKey), StringComparer.Ordinal);
        Assert.Equal(keys, Keys(RecognizerOld.Replace("portal.example", "other.example", StringComparison.Ordinal)));
        Assert.Empty(keys.Intersect(Keys(RecognizerOld.Replace("30.740143Z", "31.740143Z", StringComparison.Ordinal)), StringComparer.Ordinal));
        Assert.Empty(keys.Intersect(Keys(RecognizerOld.Replace("\"camera_id\":\"cam-7\"", "\"camera_id\":\"cam-8\"", StringComparison.Ordinal)), StringComparer.Ordinal));

        static List<string> Keys(string body) => [.. Read("platerecognizer", body).Reads.Select(read => read.SourceKey)];
    }

    [Theory]
    [InlineData("2026-10-25T02:30:00Z", "2026-10-25T02:30:00", ClockTrust.Unknown)]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00", ClockTrust.Unknown)]
    [InlineData("2026-10-25 02:30:00.123456+00:00", "2026-10-25T02:30:00", ClockTrust.Unknown)]
    [InlineData("2026-10-25T02:30:00.123", "2026-10-25T02:30:00", ClockTrust.CameraUnsynchronised)]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T02:30:00", ClockTrust.CameraUnsynchronised)]
    [InlineData("1772349330", null, ClockTrust.Unknown)]
    [InlineData("", null, ClockTrust.Unknown)]
    public void A_time_without_offset_is_UTC_of_a_clock_not_to_be_trusted(string sent, string? utc, ClockTrust trust)
    {
        var read = ReadOne("platerecognizer", RecognizerNew.Replace("2026-03-01T07:15:31Z", sent, StringComparison.Ordinal));

        Assert.Equal(utc, read.CapturedAt?.ToString("s", null));
        Assert.Equal(trust, read.ClockTrust);
    }

    [Theory]
    [InlineData("""{"hook":{"event":"image_changed","id":"c"},"data":{}}""")]
    [InlineData("""{"hook":{"event":"status"}}""")]
    [InlineData("""{"hook":{"event":"recognition"},"data":{"camera_id":"c","results":[]}}""")]
    public void Another_event_and_an_empty_list_are_neither_a_read_nor_a_fault(string body)
    {
        var message = Read("platerecognizer", body);

        Assert.Empty(message.Reads);
        Assert.Empty(message.Unreadable);
    }

    [Theory]
    [InlineData("{\"plate\":null,\"vehicle\":{\"type\":\"Van\"}}")]
    [InlineData("{\"plate\":\"\"}")]
    [InlineData("{\"plate\":{\"props\":{\"plate\":[]}}}")]
    [InlineData("{\"plate\":{\"props\":{\"plate\":[{\"value\":\"\"}]}}}")]
    public void A_vehicle_without_a_readable_plate_is_a_read_with_an_empty_one(string result) =>
        Assert.Equal("", ReadOne("platerecognizer", Result(result)).PlateRaw);

    [Theory]
    [InlineData("{\"score\":0.9}", UnreadableReasons.FieldMissing)]
    [InlineData("{\"plate\":7}", UnreadableReasons.FieldInvalid)]
    [InlineData("{\"plate\":\"1abc123\",\"plate\":\"2abc345\"}", UnreadableReasons.FieldRepeated)]
    [InlineData("{\"plate\":\"123456789012345678901234567890123\"}", UnreadableReasons.FieldTooLong)]
    [InlineData("{\"plate\":\"\\uD800\"}", UnreadableReasons.FieldInvalid)]
    [InlineData("{\"\\uD800\":\"1abc123\"}", UnreadableReasons.FieldInvalid)]
    [InlineData("{\"plate\":{}}", UnreadableReasons.FieldInvalid)]
    [InlineData("{\"plate\":{\"props\":{}}}", UnreadableReasons.FieldInvalid)]
    [InlineData("{\"plate\":{\"props\":{\"plate\":[{\"score\":1}]}}}", UnreadableReasons.FieldInvalid)]
    [InlineData("{\"plate\":{\"props\":{\"plate\":[{\"value\":7}]}}}", UnreadableReasons.FieldInvalid)]
    [InlineData("\"1abc123\"", UnreadableReasons.FieldInvalid)]
    public void A_result_without_a_usable_plate_is_unreadable_and_the_others_count(string result, string code)
    {
        var message = Read("platerecognizer", Result(result + ",{\"plate\":\"1abc123\"}"));

        Assert.Single(message.Reads);
        var item = Assert.Single(message.Unreadable);
        Assert.Equal((0, code), (item.Index, item.Reason.Code));
        Assert.Equal(result, Encoding.UTF8.GetString(item.Body));
    }

    [Theory]
    [InlineData("\"score\":\"high\"")]
    [InlineData("\"score\":1e400")]
    [InlineData("\"candidates\":[7,null,{\"plate\":\"2abc345\"},{\"plate\":\"\\uDC00\",\"score\":1},{\"\\uD800\":1}]")]
    [InlineData("\"candidates\":{},\"vehicle\":\"car\",\"color\":[],\"model_make\":[null],\"region\":[]")]
    [InlineData("\"vehicle\":{\"type\":5,\"props\":[]},\"color\":[{\"color\":[]}],\"region\":{\"code\":null}")]
    public void What_only_describes_is_left_out_when_it_cannot_be_used(string rest)
    {
        var read = ReadOne("platerecognizer", Result($$"""{"plate":"1abc123",{{rest}}}"""));

        Assert.Equal("1abc123", read.PlateRaw);
        Assert.Null(read.Confidence);
        Assert.Null(read.Country);
        Assert.Empty(read.Candidates);
        Assert.Equal(VehicleDescription.None, read.Vehicle);
    }

    [Theory]
    [InlineData("", null, UnreadableReasons.EmptyBody)]
    [InlineData("<xml/>", null, UnreadableReasons.NotJson)]
    [InlineData("[]", null, UnreadableReasons.FieldInvalid)]
    [InlineData("{}", null, UnreadableReasons.FieldMissing)]
    [InlineData("{\"data\":[]}", null, UnreadableReasons.FieldInvalid)]
    [InlineData("{\"hook\":7,\"results\":[]}", null, UnreadableReasons.FieldInvalid)]
    [InlineData("{\"data\":{\"results\":{}}}", null, UnreadableReasons.FieldInvalid)]
    [InlineData("{\"data\":{\"results\":[{\"plate\":\"x\"}]}}", null, UnreadableReasons.FieldMissing)]
    [InlineData("{\"results\":[],\"results\":[{\"plate\":\"x\"}]}", null, UnreadableReasons.FieldRepeated)]
    [InlineData("upload=x", Url, UnreadableReasons.NoEventPart)]
    [InlineData("json=", Url, UnreadableReasons.EmptyBody)]
    [InlineData("json=a&json=b", Url, UnreadableReasons.FieldRepeated)]
    [InlineData("a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=0&k=1&l=2&m=3&n=4&o=5&p=6&q=7&r=8&s=9&t=0&u=1", Url, UnreadableReasons.NotMultipart)]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n{}\r\n--b--\r\n", "multipart/form-data; boundary=b", UnreadableReasons.NoEventPart)]
    public void A_body_that_is_no_message_is_refused(string body, string? type, string code) => Assert.Equal(code, Refused("platerecognizer", body, type).Code);

    [Fact]
    public void A_thousand_results_are_taken_and_one_more_is_not()
    {
        Assert.Equal(1_000, Read("platerecognizer", Many(1_000)).Reads.Count);
        Assert.Equal(UnreadableReasons.TooManyReads, Refused("platerecognizer", Many(1_001)).Code);

        static string Many(int count) => Result(string.Join(',', Enumerable.Repeat("{\"plate\":\"1abc123\"}", count)));
    }

    static string Result(string result) => $$$"""{"data":{"camera_id":"c","timestamp":"2026-03-01T07:15:31Z","results":[{{{result}}}]}}""";
}
