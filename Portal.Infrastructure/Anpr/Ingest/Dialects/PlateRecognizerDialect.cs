using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Anpr.Pictures;

namespace Portal.Anpr.Ingest;

/// <summary>
/// Plate Recognizer Stream's webhook: a JSON body, or a form (multipart or URL-encoded) whose field <c>json</c> holds it.
/// One message can tell several vehicles; each is a read. Both of its schemas are understood.
/// </summary>
/// <remarks>
/// Camera: <c>camera_id</c>, else <c>hook.id</c>. A hook event other than <c>recognition</c>, and an empty list of results, give
/// neither a read nor a reason. The direction is an angle in the picture, which says nothing about the road: unknown.
/// </remarks>
public sealed class PlateRecognizerDialect : IIngestDialect
{
    const string Field = "json";
    const int FormValues = 20;

    /// <summary>One picture shows them all, and each keeps it: not for a message that claims hundreds.</summary>
    const int ReadsWithPicture = 16;

    public string Name => "platerecognizer";

    public UnreadableReason? Read(ReadOnlyMemory<byte> body, string? contentType, out ParsedMessage message)
    {
        message = ParsedMessage.Nothing;
        if (FindJson(body, contentType, out var json, out var picture) is { } unfound)
            return unfound;
        if (JsonText.Open(json, out var document) is { } reason)
            return reason;
        using (document)
            if (Read(document!.RootElement, ref message) is { } fault)
                return fault;
        if (picture is not null)
            message = message with { Reads = [.. message.Reads.Select((read, place) => place < ReadsWithPicture ? read with { Pictures = [picture] } : read)] };
        return null;
    }

    static UnreadableReason? Read(JsonElement root, ref ParsedMessage message)
    {
        var envelope = new JsonFields(root);
        var hook = envelope.Object("hook");
        var kind = hook?.Text("event", IngestLimits.SourceKey);
        var data = envelope["data"] is null ? envelope : envelope.Object("data")!;
        if ((envelope.Fault ?? hook?.Fault) is { } fault)
            return fault;
        if (kind is not (null or "recognition"))
            return null;
        if (data["results"] is not { } results)
            return new(UnreadableReasons.FieldMissing, "results");
        if (results.ValueKind != JsonValueKind.Array)
            return FieldText.Reason(UnreadableReasons.FieldInvalid, $"results: {results.ValueKind}");
        if (results.GetArrayLength() > IngestLimits.Reads)
            return FieldText.Reason(UnreadableReasons.TooManyReads, $"{results.GetArrayLength()}");
        if (results.GetArrayLength() == 0)
            return null;

        var camera = data.Text("camera_id", IngestLimits.CameraCode) ?? hook?.Text("id", IngestLimits.CameraCode);
        if ((data.Fault ?? hook?.Fault) is { } cameraFault)
            return cameraFault;
        if (camera is null)
            return new(UnreadableReasons.FieldMissing, "camera_id");
        message = Results(PlateRecognizerFrame.From(data, camera), results);
        return null;
    }

    static ParsedMessage Results(PlateRecognizerFrame frame, JsonElement results)
    {
        var reads = new List<IncomingRead>();
        var unreadable = new List<UnreadableItem>();
        foreach (var (index, result) in results.EnumerateArray().Index())
        {
            var fields = new JsonFields(result, $"results[{index}]");
            var read = fields.Fault is null ? frame.Read(fields, index) : null;
            if (fields.Fault is { } fault)
                unreadable.Add(new(index, fault, FieldText.Body(JsonMarshal.GetRawUtf8Value(result))));
            else
                reads.Add(read!);
        }
        return new(reads, unreadable);
    }

    static UnreadableReason? FindJson(ReadOnlyMemory<byte> body, string? contentType, out ReadOnlyMemory<byte> json, out IncomingPicture? picture)
    {
        (json, picture) = (body, null);
        if (MessageParts.Read(body, contentType, out var parts) is { } broken)
            return broken;
        var multipart = MessageParts.IsMultipart(contentType);
        // Bare JSON is often sent under a form's name, which is the default of common tools.
        if (!multipart && (!string.Equals(parts[0].MediaType, MessageParts.Form, StringComparison.Ordinal) || body.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8)))
            return null;
        if (parts.FirstOrDefault(p => p.IsPicture) is { } shown)
            picture = new(PictureKind.Scene, shown.Body);
        var part = multipart ? parts.FirstOrDefault(IsJson) : parts[0];
        if (part is null)
            return new(UnreadableReasons.NoEventPart, Field);
        if (part.ReadText(out var text) is { } unreadable)
            return unreadable;
        if (!multipart && FormValue(text, out text) is { } noForm)
            return noForm;
        json = Encoding.UTF8.GetBytes(text);
        return null;
    }

    static bool IsJson(MessagePart part) =>
        !part.IsPicture && !part.Body.IsEmpty && (string.Equals(part.Name, Field, StringComparison.Ordinal)
            || part.MediaType is "application/json" || part.FileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase));

    static UnreadableReason? FormValue(string form, out string value)
    {
        value = "";
        try
        {
            using var reader = new FormReader(form) { ValueCountLimit = FormValues, ValueLengthLimit = int.MaxValue };
            if (!reader.ReadForm().TryGetValue(Field, out var values))
                return new(UnreadableReasons.NoEventPart, Field);
            if (values.Count > 1)
                return new(UnreadableReasons.FieldRepeated, Field);
            value = values.ToString();
            return null;
        }
        catch (InvalidDataException)
        {
            return new(UnreadableReasons.NotMultipart, "form");
        }
    }
}
