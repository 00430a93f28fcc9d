using System.Text;
using static Portal.Anpr.Ingest.DialectMessages;

namespace Portal.Anpr.Ingest;

#pragma warning disable CA5394 // Random numbers that repeat are the purpose

/// <summary>Whatever is sent: reads within the bounds, a reason from the list, or a heartbeat; never an exception.</summary>
public class DialectFuzzTests
{
    /// <summary>What breaks parsers, to be put anywhere.</summary>
    static readonly byte[][] Poison =
    [
        [0], [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], "\\uD800"u8.ToArray(), "\""u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), "\r\n--"u8.ToArray(),
        "\r\n\r\n"u8.ToArray(), "&x;"u8.ToArray(), "<![CDATA["u8.ToArray(), "<!DOCTYPE a>"u8.ToArray(), "1e999"u8.ToArray(), "null"u8.ToArray(), "%zz"u8.ToArray(),
        Encoding.ASCII.GetBytes($"--{Boundary}\r\n"), "\uFEFF"u8.ToArray(),
    ];

    public static TheoryData<string, string, string?> Forms => new()
    {
        { "portal", nameof(PortalRead), "application/json" },
        { "portal", "list", null },
        { "hikvision", nameof(HikvisionEvent), "application/xml" },
        { "hikvision", "multipart-xml", MultipartType() },
        { "platerecognizer", nameof(RecognizerOld), "application/json" },
        { "platerecognizer", nameof(RecognizerNew), null },
        { "platerecognizer", "multipart-json", MultipartType() },
        { "platerecognizer", "form", "application/x-www-form-urlencoded" },
    };

    [Theory, MemberData(nameof(Forms))]
    public void A_message_cut_off_at_any_byte_is_answered(string dialect, string form, string? contentType)
    {
        var good = Body(form);
        for (var length = 0; length < good.Length; length++)
            Check(dialect, good[..length], contentType);

        Assert.NotEmpty(Check(dialect, good, contentType).Reads);
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_message_with_any_bit_turned_over_is_answered(string dialect, string form, string? contentType)
    {
        var body = Body(form);
        for (var i = 0; i < body.Length; i++)
        {
            var bit = (byte)(1 << (i % 8));
            body[i] ^= bit;
            Check(dialect, body, contentType);
            body[i] ^= bit;
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Two_thousand_random_mutations_are_answered(string dialect, string form, string? contentType)
    {
        var good = Body(form);
        var random = new Random(20260301);
        for (var round = 0; round < 2_000; round++)
            Check(dialect, Mutated(good, random), random.Next(10) == 0 ? Mutated(contentType ?? "multipart/form-data", random) : contentType);
    }

    [Theory]
    [InlineData("portal")]
    [InlineData("hikvision")]
    [InlineData("platerecognizer")]
    public void A_strange_content_type_is_answered(string dialect)
    {
        foreach (var type in (string[])["", " ", "multipart/", "multipart/;boundary", "multipart/form-data; boundary=\"", "multipart/form-data; boundary=\"\"", "MULTIPART/x; boundary=\u00e9", "multipart/form-data; boundary=a; boundary=b", "text/plain; charset=\"", "\0"])
            foreach (var body in (string[])["", "{}", "<a/>", "--\r\n\r\n", "--a\r\n\r\n\r\n--a--"])
                Check(dialect, Encoding.UTF8.GetBytes(body), type);
    }

    static byte[] Mutated(byte[] good, Random random)
    {
        var body = new List<byte>(good);
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(at, random.Next(Math.Min(40, body.Count - at)));
                    break;
                case 2:
                    body.InsertRange(at, Poison[random.Next(Poison.Length)]);
                    break;
                case 3:
                    body.InsertRange(at, body.GetRange(random.Next(at + 1), Math.Min(40, body.Count - at)));
                    break;
                default:
                    body.InsertRange(at, Enumerable.Repeat(body[at], random.Next(300)));
                    break;
            }
        }
        return [.. body];
    }

    static string Mutated(string type, Random random)
    {
        var at = random.Next(type.Length);
        return type[..at] + (char)random.Next(1, 0x180) + type[(at + random.Next(2))..];
    }

    static byte[] Body(string form) => form switch
    {
        "list" => Encoding.UTF8.GetBytes($$"""{"reads":[{{PortalRead}},{"id":"2"}]}"""),
        "multipart-xml" => Multipart("name=\"anpr.xml\"; filename=\"anpr.xml\"", "text/xml", HikvisionEvent),
        "multipart-json" => Multipart("name=\"json\"", "text/plain", RecognizerOld, Boundary, "iso-8859-1"),
        "form" => Encoding.UTF8.GetBytes("json=" + Uri.EscapeDataString(RecognizerOld)),
        nameof(PortalRead) => Encoding.UTF8.GetBytes(PortalRead),
        nameof(HikvisionEvent) => Encoding.UTF8.GetBytes(HikvisionEvent),
        nameof(RecognizerOld) => Encoding.UTF8.GetBytes(RecognizerOld),
        _ => Encoding.UTF8.GetBytes(RecognizerNew),
    };

    static ParsedMessage Check(string dialect, byte[] body, string? contentType)
    {
        var reason = IngestDialects.Find(dialect)!.Read(body, contentType, out var message);
        if (reason is not null)
            Assert.Same(ParsedMessage.Nothing, message);
        else if (dialect is "portal") // which has no heartbeat
            Assert.True(message.Reads.Count + message.Unreadable.Count > 0);
        foreach (var given in message.Unreadable.Select(item => item.Reason).Append(reason).OfType<UnreadableReason>())
        {
            Assert.Contains(given.Code, UnreadableReasons.All, StringComparer.Ordinal);
            Assert.True(given.Detail.Length <= IngestLimits.Detail && !HasControl(given.Detail));
        }
        Assert.All(message.Unreadable, item => Assert.True(item.Body.Length <= IngestLimits.UnreadableBody));
        foreach (var read in message.Reads)
            AssertBounded(read);
        return message;
    }

    static void AssertBounded(IncomingRead read)
    {
        Assert.InRange(read.CameraCode.Length, 1, IngestLimits.CameraCode);
        Assert.InRange(read.SourceKey.Length, 1, IngestLimits.SourceKey);
        Assert.InRange(read.PlateRaw.Length, 0, IngestLimits.Plate);
        Assert.InRange(read.Country?.Length ?? 1, 1, IngestLimits.Country);
        Assert.InRange(read.Lane?.Length ?? 1, 1, IngestLimits.Lane);
        Assert.InRange(read.Confidence ?? 0, 0, 1);
        Assert.InRange(read.SpeedKmh ?? 0, 0, IngestLimits.SpeedKmh);
        Assert.InRange(read.Candidates.Count, 0, IngestLimits.Candidates);
        Assert.All(read.Candidates, candidate => Assert.InRange(candidate.Plate.Length, 1, IngestLimits.Plate));
        Assert.All(read.Candidates.Select(candidate => candidate.Confidence).Concat(read.CharacterConfidence), score => Assert.InRange(score, 0, 1));
        Assert.True(read.CharacterConfidence.Count == 0 || read.CharacterConfidence.Count == read.PlateRaw.Count(char.IsLetterOrDigit));
        Assert.Equal(TimeSpan.Zero, read.CapturedAt?.Offset ?? TimeSpan.Zero);
        string?[] vehicle = [read.Vehicle.Make, read.Vehicle.Model, read.Vehicle.Colour, read.Vehicle.Kind];
        Assert.All(vehicle, text => Assert.InRange(text?.Length ?? 1, 1, IngestLimits.VehicleText));
        string?[] texts = [read.CameraCode, read.SourceKey, read.PlateRaw, read.Country, read.Lane, .. read.Candidates.Select(candidate => candidate.Plate), .. vehicle];
        Assert.DoesNotContain(texts, text => text is not null && HasControl(text));
    }

    static bool HasControl(string text) => text.Any(char.IsControl);
}
