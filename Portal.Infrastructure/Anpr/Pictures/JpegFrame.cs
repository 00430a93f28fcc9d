using System.Buffers.Binary;

namespace Portal.Anpr.Pictures;

/// <summary>One of the picture's colours, or its lightness.</summary>
/// <param name="Across">Samples across in a unit of the interleaved scan.</param>
/// <param name="Down">Samples down in a unit of the interleaved scan.</param>
sealed record JpegComponent(byte Id, int Across, int Down, int Quantisation);

/// <summary>The header of a JPEG frame (T.81, B.2.2).</summary>
sealed class JpegFrame
{
    JpegFrame(byte marker, int width, int height, JpegComponent[] components)
    {
        (IsProgressive, Width, Height, Components) = (marker == JpegMarker.Progressive, width, height, components);
        (MostAcross, MostDown) = (components.Max(c => c.Across), components.Max(c => c.Down));
    }

    public bool IsProgressive { get; }

    public int Width { get; }

    public int Height { get; }

    public JpegComponent[] Components { get; }

    public int MostAcross { get; }

    public int MostDown { get; }

    public int UnitsAcross => Ceiling(Width, 8 * MostAcross);

    public int UnitsDown => Ceiling(Height, 8 * MostDown);

    /// <summary>Blocks across of a component that is coded by itself.</summary>
    public int BlocksAcross(JpegComponent component) => Ceiling(Ceiling(Width * component.Across, MostAcross), 8);

    public int BlocksDown(JpegComponent component) => Ceiling(Ceiling(Height * component.Down, MostDown), 8);

    /// <returns>Null with the frame; else the reason.</returns>
    public static string? Read(byte marker, ReadOnlySpan<byte> body, out JpegFrame? frame)
    {
        frame = null;
        if (body.Length < 6) return PictureReasons.Malformed;
        int height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]), count = body[5];
        if (body[0] != 8 || count is not (1 or 3) || height == 0) return PictureReasons.Unsupported; // a height of 0 comes after the first scan
        if (body.Length != 6 + (3 * count)) return PictureReasons.Malformed;
        if (PictureContent.FaultOf(width, height) is { } fault) return fault;
        var components = new JpegComponent[count];
        for (var i = 0; i < count; i++)
        {
            var (id, sampling, table) = (body[6 + (3 * i)], body[7 + (3 * i)], body[8 + (3 * i)]);
            components[i] = new(id, sampling >> 4, sampling & 15, table);
            if (sampling >> 4 is 0 or > 4 || (sampling & 15) is 0 or > 4 || table > 3 || Array.Exists(components[..i], c => c.Id == id)) return PictureReasons.Malformed;
        }

        frame = new(marker, width, height, components);
        return null;
    }

    static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}

/// <summary>The header of a scan (T.81, B.2.3).</summary>
/// <param name="Members">The component's place in the frame, and its tables for DC and AC.</param>
/// <param name="From">First coefficient, in zigzag order.</param>
/// <param name="RefinedBit">0 where the coefficients come for the first time.</param>
/// <param name="Bit">The lowest bit that comes.</param>
sealed record JpegScan((int Place, int Dc, int Ac)[] Members, int From, int To, int RefinedBit, int Bit)
{
    /// <summary>Blocks that the scan codes, each with a bit or more if it brings DC.</summary>
    public long BlocksOf(JpegFrame frame) => Members.Length == 1
        ? (long)frame.BlocksAcross(frame.Components[Members[0].Place]) * frame.BlocksDown(frame.Components[Members[0].Place])
        : (long)frame.UnitsAcross * frame.UnitsDown * Members.Sum(m => frame.Components[m.Place].Across * frame.Components[m.Place].Down);

    /// <returns>Null when the header contradicts itself or the frame.</returns>
    public static JpegScan? Read(ReadOnlySpan<byte> body, JpegFrame frame)
    {
        if (body.Length < 1 || body[0] is 0 or > 4 || body.Length != 4 + (2 * body[0])) return null;
        var members = new (int, int, int)[body[0]];
        for (int i = 0, sum = 0, last = -1; i < members.Length; i++)
        {
            var (id, tables) = (body[1 + (2 * i)], body[2 + (2 * i)]);
            var place = Array.FindIndex(frame.Components, c => c.Id == id);
            if (place <= last || tables >> 4 > 3 || (tables & 15) > 3) return null; // in the frame's order, none twice
            sum += frame.Components[place].Across * frame.Components[place].Down;
            if (members.Length > 1 && sum > 10) return null;
            members[i] = (last = place, tables >> 4, tables & 15);
        }

        var (from, to, refined, bit) = (body[^3], body[^2], body[^1] >> 4, body[^1] & 15);
        if (!frame.IsProgressive) return new(members, 0, 63, 0, 0); // decoders do not look at these of a sequential scan
        var fits = from == 0 ? to == 0 : to >= from && to <= 63 && members.Length == 1;
        return fits && bit <= 13 && (refined == 0 || refined == bit + 1) ? new(members, from, to, refined, bit) : null;
    }
}
