using System.Runtime.InteropServices;
using System.Text.Json;

using Portal.Anpr.Pictures;

namespace Portal.Anpr.Ingest;

/// <summary>
/// The portal's own way, for senders that can be made to measure: JSON, one read, a list of 1 to 1,000, or
/// <c>{"reads": […]}</c>. Strict: an item that breaks a rule is unreadable, the others count. Unknown fields are ignored.
/// </summary>
/// <remarks>
/// <c>id</c> (the idempotency key), <c>camera</c>, <c>plate</c> (may be empty) and <c>capturedAt</c> (ISO 8601 with offset)
/// are required; <c>country</c>, <c>confidence</c> 0 to 1, <c>characterConfidence</c>, <c>candidates</c>,
/// <c>clockSynchronised</c>, <c>lane</c>, <c>direction</c> (<c>approaching</c>, <c>departing</c>), <c>speedKmh</c> 0 to 400,
/// <c>vehicle</c> (<c>make</c>, <c>model</c>, <c>colour</c>, <c>kind</c>) <c>retransmitted</c> and <c>pictures</c>
/// (<c>scene</c>, <c>plate</c>: JPEG or PNG in base64) are not.
/// </remarks>
public sealed class PortalDialect : IIngestDialect
{
    /// <summary>Candidates sent; the ten best are kept.</summary>
    const int CandidatesSent = 100;

    public string Name => "portal";

    public UnreadableReason? Read(ReadOnlyMemory<byte> body, string? contentType, out ParsedMessage message)
    {
        message = ParsedMessage.Nothing;
        if (JsonText.Open(body, out var document) is { } reason)
            return reason;
        using (document)
            return Read(document!.RootElement, ref message);
    }

    static UnreadableReason? Read(JsonElement root, ref ParsedMessage message)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            var envelope = new JsonFields(root);
            if (envelope["reads"] is not { } reads)
            {
                message = Items([root]);
                return null;
            }
            if (envelope.Fault is { } fault)
                return fault;
            root = reads;
        }
        if (root.ValueKind != JsonValueKind.Array)
            return FieldText.Reason(UnreadableReasons.FieldInvalid, $"reads: {root.ValueKind}");
        var count = root.GetArrayLength();
        if (count == 0)
            return new(UnreadableReasons.NoReads, "reads");
        if (count > IngestLimits.Reads)
            return FieldText.Reason(UnreadableReasons.TooManyReads, $"{count}");
        message = Items(root.EnumerateArray());
        return null;
    }

    static ParsedMessage Items(IEnumerable<JsonElement> items)
    {
        var reads = new List<IncomingRead>();
        var unreadable = new List<UnreadableItem>();
        foreach (var (index, item) in items.Index())
        {
            var fields = new JsonFields(item);
            var read = fields.Fault is null ? Item(fields) : null;
            if (fields.Fault is { } fault)
                unreadable.Add(new(index, fault, FieldText.Body(JsonMarshal.GetRawUtf8Value(item))));
            else
                reads.Add(read!);
        }
        return new(reads, unreadable);
    }

    static IncomingRead Item(JsonFields fields)
    {
        var id = fields.RequiredText("id", IngestLimits.SourceKey);
        var camera = fields.RequiredText("camera", IngestLimits.CameraCode);
        var plate = fields.Text("plate", IngestLimits.Plate) ?? "";
        if (fields["plate"] is null)
            fields.Missing("plate");
        return new()
        {
            SourceKey = id,
            CameraCode = camera,
            PlateRaw = plate,
            CapturedAt = CapturedAt(fields),
            ClockTrust = fields.Flag("clockSynchronised") switch
            {
                true => ClockTrust.CameraSynchronised,
                false => ClockTrust.CameraUnsynchronised,
                null => ClockTrust.Unknown,
            },
            Country = fields.Text("country", IngestLimits.Country),
            Confidence = fields.Number("confidence", 0, 1),
            CharacterConfidence = CharacterScores.Align(plate, Scores(fields)),
            Candidates = Candidates(fields, plate),
            Lane = fields.Text("lane", IngestLimits.Lane),
            Direction = Direction(fields),
            SpeedKmh = fields.Number("speedKmh", 0, IngestLimits.SpeedKmh),
            Vehicle = Vehicle(fields),
            Retransmitted = fields.Flag("retransmitted") ?? false,
            Pictures = Pictures(fields),
        };
    }

    static DateTimeOffset? CapturedAt(JsonFields fields)
    {
        var text = fields.RequiredText("capturedAt", 64);
        if (text.Length == 0)
            return null;
        var time = CameraTime.Parse(text);
        if (time is null)
            fields.Invalid("capturedAt");
        else if (time.Value.Offset is null)
            fields.Invalid("capturedAt", UnreadableReasons.TimeWithoutZone);
        return time?.Utc;
    }

    static List<double> Scores(JsonFields fields)
    {
        var scores = new List<double>();
        foreach (var item in fields.List("characterConfidence", IngestLimits.Plate))
            if (JsonFields.NumberOf(item, 0, 1) is { } score)
                scores.Add(score);
            else
                fields.Invalid("characterConfidence");
        return scores;
    }

    static IReadOnlyList<PlateCandidate> Candidates(JsonFields fields, string plate)
    {
        var candidates = new List<PlateCandidate>();
        foreach (var (index, item) in fields.List("candidates", CandidatesSent).Index())
        {
            var candidate = new JsonFields(item, $"candidates[{index}]");
            var text = candidate.RequiredText("plate", IngestLimits.Plate);
            var confidence = candidate.Number("confidence", 0, 1);
            if (confidence is null)
                candidate.Missing("confidence");
            fields.Blame(candidate.Fault);
            candidates.Add(new(text, confidence ?? 0));
        }
        return PlateCandidates.Best(candidates, plate);
    }

    static TravelDirection Direction(JsonFields fields)
    {
        var direction = fields.Text("direction", IngestLimits.Lane);
        if (direction is not (null or "approaching" or "departing"))
            fields.Invalid("direction");
        return direction switch
        {
            "approaching" => TravelDirection.Approaching,
            "departing" => TravelDirection.Departing,
            _ => TravelDirection.Unknown,
        };
    }

    /// <summary>What cannot be read as base64 is handed on empty: it is refused as a picture, and the read counts.</summary>
    static IReadOnlyList<IncomingPicture> Pictures(JsonFields fields)
    {
        var pictures = fields.Loose("pictures");
        var found = new List<IncomingPicture>();
        foreach (var (name, kind) in new[] { ("scene", PictureKind.Scene), ("plate", PictureKind.Plate) })
            if (pictures?[name] is { } value)
                found.Add(new(kind, Bytes(value)));
        return found;
    }

    static byte[] Bytes(JsonElement base64)
    {
        try
        {
            return base64.ValueKind == JsonValueKind.String && base64.TryGetBytesFromBase64(out var bytes) ? bytes : [];
        }
        catch (InvalidOperationException)
        {
            return []; // half of a surrogate pair
        }
    }

    static VehicleDescription Vehicle(JsonFields fields)
    {
        if (fields.Object("vehicle") is not { } vehicle)
            return VehicleDescription.None;
        var description = new VehicleDescription(Text("make"), Text("model"), Text("colour"), Text("kind"));
        fields.Blame(vehicle.Fault);
        return description;

        // Too long a description is cut, not refused: it never decides anything.
        string? Text(string name) => FieldText.Clean(vehicle.Text(name, int.MaxValue), IngestLimits.VehicleText);
    }
}
