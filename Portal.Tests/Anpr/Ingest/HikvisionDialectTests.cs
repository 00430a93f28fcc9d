using System.Text;
using static Portal.Anpr.Ingest.DialectMessages;

namespace Portal.Anpr.Ingest;

public class HikvisionDialectTests
{
    [Fact]
    public void An_event_arrives_whole()
    {
        var read = ReadOne("hikvision", HikvisionEvent, "application/xml");

        Assert.Equal("20260301081530-fictitious-0001", read.SourceKey);
        Assert.Equal("02:00:5e:10:00:01", read.CameraCode);
        Assert.Equal("1XYZ987", read.PlateRaw);
        Assert.Null(read.Country);
        Assert.Equal(0.97, read.Confidence);
        Assert.Equal([0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93], read.CharacterConfidence);
        Assert.Equal([new("1XY2987", 0.97)], read.Candidates);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 7, 15, 30, 654, TimeSpan.Zero), read.CapturedAt);
        Assert.Equal(ClockTrust.Unknown, read.ClockTrust);
        Assert.Equal("2", read.Lane);
        Assert.Equal(TravelDirection.Approaching, read.Direction);
        Assert.Equal(new VehicleDescription(null, "Kombi", "white", "vehicle"), read.Vehicle);
        Assert.False(read.Retransmitted);
    }

    [Theory]
    [InlineData("name=\"anpr.xml\"; filename=\"anpr.xml\"", "text/xml", Boundary)]
    [InlineData("name=\"anpr.xml\"", null, Boundary)]
    [InlineData("name=\"event\"", "application/xml", "x")]
    [InlineData("name=\"event\"", "application/xml; charset=\"UTF-8\"", "MIME_boundary")]
    [InlineData("name=\"event\"; filename=\"ANPR.XML\"", "application/octet-stream", "--")]
    [InlineData("name=\"event\"", null, "1234567890123456789012345678901234567890123456789012345678901234567890")]
    public void The_event_is_found_among_the_parts_whatever_their_names(string disposition, string? type, string boundary)
    {
        var message = Read("hikvision", Multipart(disposition, type, HikvisionEvent, boundary), MultipartType(boundary));

        Assert.Equal("1XYZ987", Assert.Single(message.Reads).PlateRaw);
    }

    [Fact]
    public void A_quoted_boundary_and_a_message_without_pictures_are_understood()
    {
        var body = $"--b b\r\nContent-Type: text/xml\r\n\r\n{HikvisionEvent}\r\n--b b--\r\n";

        ReadOne("hikvision", body, "multipart/mixed; boundary=\"b b\"");
    }

    [Fact]
    public void An_event_that_came_whole_counts_although_its_picture_was_cut_off()
    {
        var body = Multipart("name=\"anpr.xml\"", "text/xml", HikvisionEvent);

        Assert.Single(Read("hikvision", body[..^60], MultipartType()).Reads);
    }

    [Fact]
    public void Two_events_in_one_message_are_two_reads_and_a_bad_one_spoils_only_itself()
    {
        var part = $"--b\r\nContent-Type: text/xml\r\n\r\n{HikvisionEvent}\r\n";
        var message = Read("hikvision", $"{part}{part.Replace("</ANPR>", "", StringComparison.Ordinal)}{part}--b--\r\n", "multipart/form-data; boundary=b");

        Assert.Equal(2, message.Reads.Count);
        var item = Assert.Single(message.Unreadable);
        Assert.Equal(1, item.Index);
        Assert.Equal(UnreadableReasons.NotXml, item.Reason.Code);
    }

    [Theory]
    [InlineData(" xmlns=\"http://www.isapi.org/ver20/XMLSchema\"")]
    [InlineData("")]
    public void The_namespace_does_not_matter(string declaration) =>
        ReadOne("hikvision", Changed(" xmlns=\"http://www.hikvision.com/ver20/XMLSchema\"", declaration));

    [Fact]
    public void A_prefix_does_not_matter_either()
    {
        var read = ReadOne("hikvision", """
            <h:EventNotificationAlert xmlns:h="urn:x"><h:macAddress>m</h:macAddress><h:ANPR><h:licensePlate>1ABC123</h:licensePlate></h:ANPR></h:EventNotificationAlert>
            """);

        Assert.Equal("1ABC123", read.PlateRaw);
    }

    [Theory]
    [InlineData("<channelID>2</channelID>", "02:00:5e:10:00:01/2")]
    [InlineData("<channelID></channelID>", "02:00:5e:10:00:01")]
    [InlineData("", "02:00:5e:10:00:01")]
    [InlineData("<dynChannelID>33</dynChannelID>", "02:00:5e:10:00:01/33")]
    public void The_camera_is_the_address_of_the_device_and_its_channel_when_not_the_first(string channel, string code) =>
        Assert.Equal(code, ReadOne("hikvision", Changed("<channelID>1</channelID>", channel)).CameraCode);

    [Fact]
    public void Without_a_UUID_the_first_picture_names_the_read_and_without_that_a_digest_that_a_resent_message_repeats()
    {
        var noUuid = Changed("<UUID>20260301081530-fictitious-0001</UUID>", "<UUID/>");
        Assert.Equal("p-1", ReadOne("hikvision", noUuid).SourceKey);

        var noKey = noUuid.Replace("<pId>p-1</pId>", "", StringComparison.Ordinal);
        var key = ReadOne("hikvision", noKey).SourceKey;
        Assert.Matches("^[0-9a-f]{64}$", key);
        Assert.Equal(key, ReadOne("hikvision", noKey.Replace("<isDataRetransmission>false", "<isDataRetransmission>true", StringComparison.Ordinal)).SourceKey);
        foreach (var (old, changed) in (ReadOnlySpan<(string, string)>)[("1XYZ987", "1XYZ988"), (":30+01:00", ":31+01:00"), ("<channelID>1", "<channelID>2")])
            Assert.NotEqual(key, ReadOne("hikvision", noKey.Replace(old, changed, StringComparison.Ordinal)).SourceKey, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("<licensePlate>1XYZ987<", "<licensePlate>unknown<", "unknown")]
    [InlineData("<licensePlate>1XYZ987<", "<licensePlate><", "")]
    [InlineData("<licensePlate>1XYZ987<", "<licensePlate> 1-XYZ-987 <", "1-XYZ-987")]
    public void The_plate_is_passed_on_as_sent(string old, string changed, string plate) =>
        Assert.Equal(plate, ReadOne("hikvision", Changed(old, changed)).PlateRaw);

    [Theory]
    [InlineData("BEL", "BEL")]
    [InlineData("B", "B")]
    [InlineData("non", null)]
    [InlineData("", null)]
    public void The_country_is_the_abbreviation_and_never_the_number(string sent, string? country) =>
        Assert.Equal(country, ReadOne("hikvision", Changed(">NON<", $">{sent}<")).Country);

    [Fact]
    public void What_only_describes_is_left_out_when_it_cannot_be_used()
    {
        var read = ReadOne("hikvision", HikvisionEvent
            .Replace("<confidenceLevel>97<", "<confidenceLevel>197<", StringComparison.Ordinal)
            .Replace(">99,98,97,96,95,94,93<", ">99,98,x,96,95,94,93<", StringComparison.Ordinal)
            .Replace(">forward<", ">sideways<", StringComparison.Ordinal)
            .Replace(">white<", ">unknown<", StringComparison.Ordinal)
            .Replace(">Kombi<", ">0<", StringComparison.Ordinal)
            .Replace("<line>2<", $"<line>{new string('9', 21)}<", StringComparison.Ordinal)
            .Replace(">1XY2987<", ">1xyz987<", StringComparison.Ordinal));

        Assert.Null(read.Confidence);
        Assert.Empty(read.CharacterConfidence);
        Assert.Equal(TravelDirection.Unknown, read.Direction);
        Assert.Null(read.Vehicle.Colour);
        Assert.Null(read.Vehicle.Model);
        Assert.Equal(new string('9', 20), read.Lane);
        Assert.Empty(read.Candidates);
    }

    [Fact]
    public void A_read_sent_again_says_so() =>
        Assert.True(ReadOne("hikvision", Changed("<isDataRetransmission>false", "<isDataRetransmission>true")).Retransmitted);

    [Fact]
    public void Reverse_is_departing_and_a_measured_speed_is_kept()
    {
        var read = ReadOne("hikvision", HikvisionEvent.Replace("forward", "reverse", StringComparison.Ordinal).Replace("<color>", "<speed>53</speed><color>", StringComparison.Ordinal));

        Assert.Equal(TravelDirection.Departing, read.Direction);
        Assert.Equal(53, read.SpeedKmh);
    }

    [Theory]
    [InlineData("heartBeat")]
    [InlineData("heartbeat")]
    [InlineData("videoloss")]
    [InlineData("VMD")]
    public void Another_event_is_neither_a_read_nor_a_fault(string type)
    {
        var message = Read("hikvision", $"<EventNotificationAlert><eventType>{type}</eventType><eventState>inactive</eventState></EventNotificationAlert>");

        Assert.Empty(message.Reads);
        Assert.Empty(message.Unreadable);
    }

    [Theory]
    [InlineData("<licensePlate>1XYZ987</licensePlate>", "", UnreadableReasons.FieldMissing, "ANPR/licensePlate")]
    [InlineData("<macAddress>02:00:5E:10:00:01</macAddress>", "", UnreadableReasons.FieldMissing, "macAddress")]
    [InlineData("<macAddress>02:00:5E:10:00:01</macAddress>", "<macAddress> </macAddress>", UnreadableReasons.FieldMissing, "macAddress")]
    [InlineData("<licensePlate>", "<licensePlate>2ABC345</licensePlate><licensePlate>", UnreadableReasons.FieldRepeated, "ANPR/licensePlate")]
    [InlineData("<ANPR>", "<ANPR><licensePlate>2ABC345</licensePlate></ANPR><ANPR>", UnreadableReasons.FieldRepeated, "ANPR")]
    [InlineData("<licensePlate>", "<licensePlate>12345678901234567890123456", UnreadableReasons.FieldTooLong, "ANPR/licensePlate")]
    [InlineData("1XYZ987", "1XYZ\u0085987", UnreadableReasons.FieldInvalid, "ANPR/licensePlate")]
    [InlineData("<licensePlate>1XYZ987", "<licensePlate>1XYZ&#10;987", UnreadableReasons.FieldInvalid, "ANPR/licensePlate")]
    public void An_event_without_what_matters_is_unreadable(string old, string changed, string code, string field)
    {
        var reason = Refused("hikvision", Changed(old, changed));

        Assert.Equal(code, reason.Code);
        Assert.StartsWith(field, reason.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UUID", 200)]
    [InlineData("macAddress", 100)]
    public void A_code_at_its_limit_passes_and_one_longer_does_not(string element, int limit)
    {
        string Sized(int length) => System.Text.RegularExpressions.Regex.Replace(HikvisionEvent, $"<{element}>[^<]*<", $"<{element}>{new string('a', length)}<", default, TimeSpan.FromSeconds(1));

        ReadOne("hikvision", Sized(limit));
        Assert.Equal(UnreadableReasons.FieldTooLong, Refused("hikvision", Sized(limit + 1)).Code);
    }

    [Theory]
    [InlineData("", null, UnreadableReasons.EmptyBody)]
    [InlineData(" \r\n", "text/xml", UnreadableReasons.EmptyBody)]
    [InlineData("<EventNotificationAlert>", "text/xml", UnreadableReasons.NotXml)]
    [InlineData("{\"eventType\":\"ANPR\"}", "application/json", UnreadableReasons.NotXml)]
    [InlineData("<html><body>404</body></html>", "text/xml", UnreadableReasons.NoEventPart)]
    [InlineData("<EventNotificationAlert/>", "text/xml", UnreadableReasons.FieldMissing)]
    [InlineData("<EventNotificationAlert><eventType>ANPR</eventType></EventNotificationAlert>", "text/xml", UnreadableReasons.FieldMissing)]
    [InlineData("--b\r\n\r\nx", "multipart/form-data", UnreadableReasons.NotMultipart)]
    [InlineData("--b\r\n\r\nx", "multipart/form-data; boundary=", UnreadableReasons.NotMultipart)]
    [InlineData("--b\r\n\r\nx", "multipart/form-data; boundary=b", UnreadableReasons.NotMultipart)]
    [InlineData("x", "multipart/form-data; boundary=b", UnreadableReasons.NotMultipart)]
    [InlineData("--b\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b", UnreadableReasons.NoEventPart)]
    [InlineData("--b\r\nContent-Type: image/jpeg\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b", UnreadableReasons.NoEventPart)]
    [InlineData("--b\r\nContent-Type: text/xml\r\n\r\n\r\n--b--\r\n", "multipart/form-data; boundary=b", UnreadableReasons.EmptyBody)]
    public void A_body_that_is_no_event_is_refused(string body, string? type, string code) => Assert.Equal(code, Refused("hikvision", body, type).Code);

    [Fact]
    public void More_parts_or_headers_than_a_camera_sends_are_refused()
    {
        var picture = "--b\r\nContent-Type: image/jpeg\r\n\r\nx\r\n";
        var parts = string.Concat(Enumerable.Repeat(picture, 21));
        Assert.Equal(UnreadableReasons.NotMultipart, Refused("hikvision", $"{parts}--b--\r\n", "multipart/form-data; boundary=b").Code);

        var headers = string.Concat(Enumerable.Range(0, 17).Select(i => $"X-{i}: y\r\n"));
        Assert.Equal(UnreadableReasons.NotMultipart, Refused("hikvision", $"--b\r\n{headers}\r\n{HikvisionEvent}\r\n--b--\r\n", "multipart/form-data; boundary=b").Code);

        var long70 = new string('b', 71);
        Assert.Equal(UnreadableReasons.NotMultipart, Refused("hikvision", Multipart("name=\"a\"", "text/xml", HikvisionEvent, long70), MultipartType(long70)).Code);
    }

    [Fact]
    public void Latin_1_is_understood_when_declared_in_either_place()
    {
        var xml = Changed("Kombi", "Citroën").Replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "", StringComparison.Ordinal);
        var byType = Read("hikvision", Multipart("name=\"anpr.xml\"", "text/xml", xml, Boundary, "iso-8859-1"), MultipartType());
        Assert.Equal("Citroën", Assert.Single(byType.Reads).Vehicle.Model);

        var byProlog = Read("hikvision", Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + xml), "text/xml");
        Assert.Equal("Citroën", Assert.Single(byProlog.Reads).Vehicle.Model);

        Assert.Equal(UnreadableReasons.NotXml, Refused("hikvision", Encoding.Latin1.GetBytes(xml), "text/xml").Code);
    }

    [Fact]
    public void A_byte_order_mark_a_blank_before_and_a_NUL_behind_do_no_harm()
    {
        ReadOne("hikvision", "\uFEFF" + HikvisionEvent);
        ReadOne("hikvision", "\r\n  " + HikvisionEvent + "\r\n\0\0");
    }

    [Theory]
    [InlineData("""<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;&y;&y;&y;&y;&y;&y;">]><EventNotificationAlert>&z;</EventNotificationAlert>""")]
    [InlineData("""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><EventNotificationAlert>&x;</EventNotificationAlert>""")]
    [InlineData("""<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><EventNotificationAlert/>""")]
    [InlineData("""<EventNotificationAlert>&x;</EventNotificationAlert>""")]
    public void A_document_type_or_entity_is_refused_at_once(string xml)
    {
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(UnreadableReasons.NotXml, Refused("hikvision", xml).Code);

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(17, 1)]
    [InlineData(200_000, 1)]
    [InlineData(1, 5_001)]
    public void Depth_and_number_of_elements_are_bounded(int depth, int width)
    {
        var inner = string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth)), width));

        Assert.Equal(UnreadableReasons.NotXml, Refused("hikvision", $"<EventNotificationAlert>{inner}</EventNotificationAlert>").Code);
    }

    [Fact]
    public void A_long_name_with_many_elements_in_it_is_refused_before_it_fills_the_memory()
    {
        var name = new string('n', 900_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(UnreadableReasons.NotXml, Refused("hikvision", $"<EventNotificationAlert><{name}>{string.Concat(Enumerable.Repeat("<a/>", 4_000))}</{name}></EventNotificationAlert>").Code);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000);
    }

    static string Changed(string old, string changed)
    {
        Assert.Contains(old, HikvisionEvent, StringComparison.Ordinal);
        return HikvisionEvent.Replace(old, changed, StringComparison.Ordinal);
    }
}
