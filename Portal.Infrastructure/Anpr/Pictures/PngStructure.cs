using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Portal.Anpr.Pictures;

/// <summary>The first chunk of a PNG file (ISO 15948, 11.2.2).</summary>
/// <param name="Depth">Bits of a sample.</param>
/// <param name="Kind">0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct PngHeader(int Width, int Height, int Depth, int Kind, bool IsInterlaced)
{
    public int Samples => Kind switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>Bytes of a row, without the byte that tells its filter.</summary>
    public int RowLength => ((Width * Samples * Depth) + 7) / 8;

    /// <returns>Null with the header; else the reason.</returns>
    public static string? Read(ReadOnlySpan<byte> body, out PngHeader header)
    {
        header = default;
        if (body.Length != 13) return PictureReasons.Malformed;
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
        var (depth, kind, interlace) = (body[8], body[9], body[12]);
        var known = kind switch { 0 => depth is 1 or 2 or 4 or 8 or 16, 3 => depth is 1 or 2 or 4 or 8, 2 or 4 or 6 => depth is 8 or 16, _ => false };
        if (!known || body[10] != 0 || body[11] != 0 || interlace > 1 || width > int.MaxValue || height > int.MaxValue) return PictureReasons.Malformed;
        header = new((int)width, (int)height, depth, kind, interlace == 1);
        return PictureContent.FaultOf(header.Width, header.Height);
    }
}

/// <summary>Goes from chunk to chunk through a PNG file (ISO 15948, 5.3).</summary>
ref struct PngChunks(ReadOnlySpan<byte> file)
{
    readonly ReadOnlySpan<byte> file = file;

    /// <summary>Behind what was read so far.</summary>
    public int Position { get; private set; } = PngStructure.Signature.Length;

    public ReadOnlySpan<byte> Type { get; private set; }

    public ReadOnlySpan<byte> Body { get; private set; }

    /// <returns>Null with a chunk; else the reason why there is none.</returns>
    public string? Next()
    {
        if (file.Length - Position < 12) return PictureReasons.Incomplete;
        var length = BinaryPrimitives.ReadUInt32BigEndian(file[Position..]);
        Type = file.Slice(Position + 4, 4);
        foreach (var letter in Type)
        {
            if (!char.IsAsciiLetter((char)letter)) return PictureReasons.Malformed;
        }

        if (length > file.Length - Position - 12) return PictureReasons.Incomplete;
        Body = file.Slice(Position + 8, (int)length);
        Position += 12 + (int)length;
        return BinaryPrimitives.ReadUInt32BigEndian(file[(Position - 4)..]) == Crc32.Of(file[(Position - 8 - (int)length)..(Position - 4)]) ? null : PictureReasons.Malformed;
    }
}

/// <summary>Whether a PNG file is whole.</summary>
static class PngStructure
{
    /// <summary>Deflate makes nothing smaller than this part of it.</summary>
    const int UtmostCompression = 1032;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <returns>Null with what the picture is; else the reason.</returns>
    public static string? Walk(ReadOnlySpan<byte> file, out PictureFacts? facts)
    {
        facts = null;
        var chunks = new PngChunks(file);
        if (chunks.Next() is { } first) return first;
        if (!chunks.Type.SequenceEqual("IHDR"u8)) return PictureReasons.Malformed;
        if (PngHeader.Read(chunks.Body, out var header) is { } fault) return fault;
        var (hasPalette, data, isDataOver) = (false, 0L, false);
        while (true)
        {
            if (chunks.Next() is { } reason) return reason;
            if (chunks.Type.SequenceEqual("IEND"u8)) break;
            if (chunks.Type.SequenceEqual("IDAT"u8))
            {
                if (isDataOver || (header.Kind == 3 && !hasPalette)) return PictureReasons.Malformed;
                data += chunks.Body.Length;
                continue;
            }

            isDataOver = data > 0;
            if (chunks.Type.SequenceEqual("PLTE"u8))
            {
                if (hasPalette || isDataOver || header.Kind is 0 or 4 || chunks.Body.Length is 0 or > 768 || chunks.Body.Length % 3 != 0) return PictureReasons.Malformed;
                hasPalette = true;
            }
            else if (char.IsAsciiLetterUpper((char)chunks.Type[0]))
            {
                return PictureReasons.Malformed; // it would change what the picture shows, and nobody knows how
            }
        }

        if (chunks.Body.Length != 0) return PictureReasons.Malformed;
        if (data * UtmostCompression < (long)(header.RowLength + 1) * header.Height) return PictureReasons.Incomplete;
        facts = new(PictureContent.Png, header.Width, header.Height, chunks.Position);
        return null;
    }
}

/// <summary>The check value of a PNG chunk (ISO 15948, annex D).</summary>
static class Crc32
{
    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }
}
