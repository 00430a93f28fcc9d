using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Portal.Anpr.Ingest;

/// <summary>What the results of one webhook message share: one picture of one camera.</summary>
sealed record PlateRecognizerFrame(string Camera, string Timestamp, string FileName)
{
    /// <summary>Candidates looked at; the ten best are kept.</summary>
    const int CandidatesSent = 100;

    public static PlateRecognizerFrame From(JsonFields data, string camera) =>
        new(camera, data.LooseText("timestamp"), data.LooseText("filename"));

    /// <summary>
    /// A result as a read; what is wrong with its plate, if anything, is in the fields' fault. What only describes is left out
    /// when it cannot be used.
    /// </summary>
    public IncomingRead Read(JsonFields result, int index)
    {
        // The newer schema: plate is an object, and lists of properties replace the flat fields.
        var isNested = result["plate"] is { ValueKind: JsonValueKind.Object };
        var plateFields = isNested ? result.Object("plate")! : result;
        var props = isNested ? plateFields.Object("props") : null;
        var best = props?.Loose("plate");
        var vehicle = result.Loose("vehicle");
        var vehicleProps = vehicle?.Loose("props");
        var makeModel = vehicleProps?.Loose("make_model") ?? result.Loose("model_make");

        var plate = (isNested ? best?.Text("value", IngestLimits.Plate) : result.Text("plate", IngestLimits.Plate)) ?? "";
        if (!result.Has("plate"))
            result.Missing("plate");
        // An empty list is a vehicle without a readable plate; anything else that gives no plate is a message not understood.
        if (isNested && best?.Has("value") is not true && !IsEmptyList(props?["plate"]))
            result.Invalid("plate");
        result.Blame(plateFields.Fault ?? props?.Fault ?? best?.Fault);
        var time = CameraTime.Parse(Timestamp);
        return new()
        {
            CameraCode = Camera,
            SourceKey = Key(index, plate, result["box"] ?? plateFields["box"]),
            PlateRaw = plate,
            Country = Country(isNested ? props?.Loose("region")?.LooseText("value") : result.Loose("region")?.LooseText("code")),
            Confidence = (isNested ? best : result)?["score"] is { } score ? JsonFields.NumberOf(score, 0, 1) : null,
            Candidates = PlateCandidates.Best(isNested ? Candidates(props?["plate"], "value") : Candidates(result["candidates"], "plate"), plate),
            CapturedAt = time?.UtcElseAssumed,
            ClockTrust = time is { Offset: null } ? ClockTrust.CameraUnsynchronised : ClockTrust.Unknown,
            Vehicle = new(
                Clean(makeModel?.LooseText("make")),
                Clean(makeModel?.LooseText("model")),
                Clean(vehicleProps?.Loose("color")?.LooseText("value") ?? result.Loose("color")?.LooseText("color")),
                Clean(vehicle?.LooseText("type"))),
        };
    }

    /// <summary>
    /// The message bears no key of its own, so a digest of what a resent message repeats: the picture (camera, time, file) and
    /// within it the result (position, plate, box).
    /// </summary>
    string Key(int index, string plate, JsonElement? box)
    {
        var parts = string.Create(CultureInfo.InvariantCulture, $"{Camera}\n{Timestamp}\n{FileName}\n{index}\n{plate}\n{box?.GetRawText()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)));
    }

    static bool IsEmptyList(JsonElement? value) => value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0;

    /// <summary>The usable ones; a candidate that is not is left out, for the plate itself counts.</summary>
    static IEnumerable<PlateCandidate> Candidates(JsonElement? list, string name)
    {
        if (list is not { ValueKind: JsonValueKind.Array } items)
            yield break;
        foreach (var item in items.EnumerateArray().Take(CandidatesSent))
        {
            var candidate = new JsonFields(item);
            var score = candidate.Number("score", 0, 1);
            if (candidate.Text(name, IngestLimits.Plate) is { } plate && score is { } confidence && candidate.Fault is null)
                yield return new(plate, confidence);
        }
    }

    /// <summary><c>us-ca</c> is California; the country is what stands before the hyphen.</summary>
    static string? Country(string? region) => FieldText.Clean(region?.Split('-')[0].ToUpperInvariant(), IngestLimits.Country);

    static string? Clean(string? text) => FieldText.Clean(text, IngestLimits.VehicleText);
}
