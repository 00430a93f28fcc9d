using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Anpr.Ingest;

/// <summary>An <c>EventNotificationAlert</c> with an <c>ANPR</c> element as a read. Lenient where nothing hangs on it: what only describes is cut or left out.</summary>
static class HikvisionEvent
{
    /// <summary>What may not stand twice: the second value could be another vehicle's.</summary>
    static readonly string[] Once = ["ANPR", "ANPR/licensePlate", "UUID", "macAddress", "channelID", "dateTime"];

    static readonly string[] Makes = ["ANPR/vehicleInfo/vehicleLogo", "ANPR/vehicleInfo/vehicleBrand"];
    static readonly string[] Models = ["ANPR/vehicleInfo/vehicleModel", "ANPR/vehicleInfo/vehileModel"]; // The vendor's own typo

    /// <returns>Null with the read; else why not.</returns>
    public static UnreadableReason? Read(FlatXml xml, out IncomingRead? read)
    {
        read = null;
        if (Once.FirstOrDefault(xml.Repeats) is { } repeated)
            return new(UnreadableReasons.FieldRepeated, repeated);
        if (xml["ANPR/licensePlate"] is not { } plate)
            return new(UnreadableReasons.FieldMissing, "ANPR/licensePlate");
        if (CameraCode(xml) is not { } camera)
            return new(UnreadableReasons.FieldMissing, "macAddress");
        var key = SourceKey(xml, camera, plate);
        if (Fault("ANPR/licensePlate", plate, IngestLimits.Plate) is { } plateFault)
            return plateFault;
        if (Fault("macAddress", camera, IngestLimits.CameraCode) is { } cameraFault)
            return cameraFault;
        if (Fault("UUID", key, IngestLimits.SourceKey) is { } keyFault)
            return keyFault;

        var confidence = Percent(xml["ANPR/confidenceLevel"]);
        var (capturedAt, trust) = CapturedAt(xml);
        read = new()
        {
            CameraCode = camera,
            SourceKey = key,
            PlateRaw = plate,
            Country = Country(xml),
            Confidence = confidence,
            CharacterConfidence = CharacterScores.Align(plate, Scores(xml["ANPR/plateCharBelieve"])),
            Candidates = Original(xml, plate, confidence),
            CapturedAt = capturedAt,
            ClockTrust = trust,
            Lane = FieldText.Clean(xml["ANPR/line"], IngestLimits.Lane),
            Direction = xml["ANPR/direction"]?.ToLowerInvariant() switch
            {
                "forward" => TravelDirection.Approaching,
                "reverse" => TravelDirection.Departing,
                _ => TravelDirection.Unknown,
            },
            SpeedKmh = Speed(xml["ANPR/vehicleInfo/speed"]),
            Vehicle = new(Words(xml, Makes), Words(xml, Models), Words(xml, "ANPR/vehicleInfo/color"), Words(xml, "ANPR/vehicleType")),
            Retransmitted = xml["isDataRetransmission"]?.ToLowerInvariant() is "true" or "1",
        };
        return null;
    }

    static string? CameraCode(FlatXml xml)
    {
        var device = NotEmpty(xml["macAddress"]) ?? NotEmpty(xml["deviceID"]);
        var channel = NotEmpty(xml["channelID"]) ?? NotEmpty(xml["dynChannelID"]);
        return channel is null or "1" ? device?.ToLowerInvariant() : device is null ? null : $"{device.ToLowerInvariant()}/{channel}";
    }

    /// <summary>The event's UUID; without one the first picture's id; without that a digest of what a resent message repeats.</summary>
    static string SourceKey(FlatXml xml, string camera, string plate)
    {
        if ((NotEmpty(xml["UUID"]) ?? NotEmpty(xml["ANPR/pictureInfoList/pictureInfo/pId"])) is { } key)
            return key;
        var parts = $"{camera}\n{xml["dateTime"]}\n{xml["ANPR/pictureInfoList/pictureInfo/absTime"]}\n{xml["ANPR/line"]}\n{plate}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)));
    }

    /// <summary>
    /// <c>dateTime</c>, with the milliseconds of the picture's <c>absTime</c> when both name the same second; without offset
    /// either is Brussels time of a clock not to be trusted.
    /// </summary>
    static (DateTimeOffset? At, ClockTrust Trust) CapturedAt(FlatXml xml)
    {
        var picture = CameraTime.ParseCompact(xml["ANPR/pictureInfoList/pictureInfo/absTime"]);
        var time = CameraTime.Parse(xml["dateTime"]) ?? picture;
        if (time is not { } found)
            return (null, ClockTrust.Unknown);
        if (picture is { } exact && exact.Face > found.Face && exact.Face - found.Face < TimeSpan.FromSeconds(1) && found.Face.Ticks % TimeSpan.TicksPerSecond == 0)
            found = found with { Face = exact.Face };
        return (found.UtcElseBrussels, found.Offset is null ? ClockTrust.CameraUnsynchronised : ClockTrust.Unknown);
    }

    /// <summary>The abbreviation, where <c>NON</c> means none. The number beside it is an index into a list that differs by firmware, hence not used.</summary>
    static string? Country(FlatXml xml)
    {
        var word = FieldText.Clean(xml["countryAbbreviation"] ?? xml["ANPR/countryAbbreviation"], IngestLimits.Country);
        return string.Equals(word, "NON", StringComparison.OrdinalIgnoreCase) ? null : word;
    }

    /// <summary>What the camera read before it corrected the plate; it gives one confidence for both.</summary>
    static IReadOnlyList<PlateCandidate> Original(FlatXml xml, string plate, double? confidence) =>
        NotEmpty(xml["ANPR/originalLicensePlate"]) is { } original && Fault("", original, IngestLimits.Plate) is null
            ? PlateCandidates.Best([new(original, confidence ?? 0)], plate)
            : [];

    static List<double> Scores(string? percents)
    {
        var scores = new List<double>();
        foreach (var percent in percents?.Split(',', IngestLimits.Plate + 1, StringSplitOptions.TrimEntries) ?? [])
            if (Percent(percent) is { } score)
                scores.Add(score);
            else
                return [];
        return scores;
    }

    static double? Percent(string? text) => Number(text) is { } percent and <= 100 ? percent / 100 : null;

    /// <summary>A camera without speed measurement sends 0.</summary>
    static double? Speed(string? text) => Number(text) is { } speed and > 0 and <= IngestLimits.SpeedKmh ? speed : null;

    static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The first that holds words: codes (<c>1036</c>) and <c>unknown</c> tell a reader nothing.</summary>
    static string? Words(FlatXml xml, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
            if (FieldText.Clean(xml[path], IngestLimits.VehicleText) is { } words && words.Any(char.IsLetter) && !string.Equals(words, "unknown", StringComparison.OrdinalIgnoreCase))
                return words;
        return null;
    }

    static UnreadableReason? Fault(string field, string value, int length) =>
        value.Length > length ? FieldText.Reason(UnreadableReasons.FieldTooLong, $"{field}: {FieldText.Excerpt(value)}")
        : FieldText.HasControl(value) ? FieldText.Reason(UnreadableReasons.FieldInvalid, $"{field}: {FieldText.Excerpt(value)}")
        : null;

    static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
