using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Portal.Anpr.Ingest;

/// <summary>One part of a multipart message, or the whole of another.</summary>
/// <param name="Name">The field's name; empty when not said.</param>
/// <param name="FileName">Empty when not said.</param>
/// <param name="MediaType">Without parameters, lower case; empty when not said.</param>
/// <param name="Charset">As declared, lower case; empty when not said.</param>
sealed record MessagePart(string Name, string FileName, string MediaType, string Charset, ReadOnlyMemory<byte> Body)
{
    /// <summary>Said to be a picture, or without a type and with the bytes of one.</summary>
    public bool IsPicture => MediaType.StartsWith("image/", StringComparison.Ordinal)
        || (MediaType is "" or "application/octet-stream" && (Body.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) || Body.Span.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50])));

    public bool IsLatin => Charset is "iso-8859-1" or "latin1";

    /// <summary>UTF-8 strictly, or ISO 8859-1 when declared.</summary>
    /// <returns>Null with the text; else why not.</returns>
    public UnreadableReason? ReadText(out string text)
    {
        text = "";
        if (!IsLatin && Charset is not ("" or "utf-8" or "utf8" or "us-ascii"))
            return FieldText.Reason(UnreadableReasons.NotText, $"charset {FieldText.Excerpt(Charset)}");
        try
        {
            text = IsLatin ? Encoding.Latin1.GetString(Body.Span) : StrictUtf8.GetString(Body.Span);
            return null;
        }
        catch (DecoderFallbackException e)
        {
            return FieldText.Reason(UnreadableReasons.NotText, $"UTF-8, byte {e.Index}");
        }
    }

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}

/// <summary>Takes a body apart by its Content-Type, within bounds.</summary>
static class MessageParts
{
    public const string Form = "application/x-www-form-urlencoded";

    const int Most = 20;
    const int BoundaryLength = 70; // RFC 2046, 5.1.1
    const int HeadersLength = 8 * 1024;
    const int Headers = 16;

    public static bool IsMultipart(string? contentType) =>
        contentType is not null && contentType.TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    /// <returns>Null with the parts of a multipart body, or with any other body as one part; else why it cannot be taken apart.</returns>
    /// <remarks>
    /// Parts that came whole before a damaged one count: a read is not lost because its picture was cut off on the way.
    /// </remarks>
    public static UnreadableReason? Read(ReadOnlyMemory<byte> body, string? contentType, out IReadOnlyList<MessagePart> parts)
    {
        parts = [];
        if (body.IsEmpty)
            return new(UnreadableReasons.EmptyBody, "");
        _ = MediaTypeHeaderValue.TryParse(contentType, out var type);
        if (!IsMultipart(contentType))
        {
            parts = [new("", "", MediaType(type), Charset(type), body)];
            return null;
        }
        var boundary = HeaderUtilities.RemoveQuotes(type?.Boundary ?? default).ToString();
        if (boundary.Length is 0 or > BoundaryLength)
            return new(UnreadableReasons.NotMultipart, "boundary");

        var read = new List<MessagePart>();
        parts = read;
        var fault = ReadAll(body, boundary, read);
        return read.Exists(part => !part.IsPicture && !part.Body.IsEmpty) ? null : fault;
    }

    static UnreadableReason? ReadAll(ReadOnlyMemory<byte> body, string boundary, List<MessagePart> parts)
    {
        using var stream = MemoryMarshal.TryGetArray(body, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);
        var reader = new MultipartReader(boundary, stream) { HeadersCountLimit = Headers, HeadersLengthLimit = HeadersLength };
        try
        {
            for (var count = 0; Next(reader) is { } section; count++)
            {
                if (count == Most)
                    return FieldText.Reason(UnreadableReasons.NotMultipart, $"> {Most} parts");
                parts.Add(Part(section));
            }
            return parts.Count == 0 ? new(UnreadableReasons.NotMultipart, "no part") : null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return FieldText.Reason(UnreadableReasons.NotMultipart, $"part {parts.Count + 1}");
        }
    }

    /// <summary>The reader is asynchronous for streams that are; in memory the task is always complete.</summary>
    static MultipartSection? Next(MultipartReader reader) => reader.ReadNextSectionAsync().GetAwaiter().GetResult();

    static MessagePart Part(MultipartSection section)
    {
        _ = MediaTypeHeaderValue.TryParse(section.ContentType, out var type);
        _ = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition);
        var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).ToString();
        var fileName = HeaderUtilities.RemoveQuotes(disposition?.FileName ?? default).ToString();
        var mediaType = MediaType(type);
        using var copy = new MemoryStream();
        section.Body.CopyTo(copy);
        return new(name, fileName, mediaType, Charset(type), copy.GetBuffer().AsMemory(0, (int)copy.Length));
    }

    static string MediaType(MediaTypeHeaderValue? type) => type?.MediaType.ToString().ToLowerInvariant() ?? "";

    static string Charset(MediaTypeHeaderValue? type) =>
        HeaderUtilities.RemoveQuotes(type?.Charset ?? default).ToString().ToLowerInvariant();
}
