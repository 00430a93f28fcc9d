using System.Buffers.Binary;

namespace Portal.Anpr.Pictures;

/// <summary>Where <see cref="JpegSegments.Next"/> came to.</summary>
enum JpegStep
{
    Segment,
    End,
    CutOff,
    Broken,
}

/// <summary>Goes from marker to marker through a JPEG file (ITU-T T.81, annex B).</summary>
ref struct JpegSegments(ReadOnlySpan<byte> file)
{
    readonly ReadOnlySpan<byte> file = file;

    /// <summary>Behind what was read so far.</summary>
    public int Position { get; private set; } = 2;

    public byte Marker { get; private set; }

    /// <summary>The segment's parameters, without its length.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>What follows a scan's header: coded data with stuffed bytes and restart markers.</summary>
    public ReadOnlySpan<byte> Coded { get; private set; }

    public JpegStep Next()
    {
        if (Position >= file.Length) return JpegStep.CutOff;
        if (file[Position] != 0xFF) return JpegStep.Broken;
        while (Position < file.Length && file[Position] == 0xFF) Position++; // a marker may have fill bytes before it
        if (Position >= file.Length) return JpegStep.CutOff;
        Marker = file[Position++];
        if (Marker == JpegMarker.End) return JpegStep.End;
        if (!JpegMarker.HasLength(Marker)) return JpegStep.Broken;
        if (Position + 2 > file.Length) return JpegStep.CutOff;
        int length = BinaryPrimitives.ReadUInt16BigEndian(file[Position..]);
        if (length < 2) return JpegStep.Broken;
        if (Position + length > file.Length) return JpegStep.CutOff;
        Body = file[(Position + 2)..(Position + length)];
        Position += length;
        return Marker == JpegMarker.Scan ? PassCoded() : JpegStep.Segment;
    }

    JpegStep PassCoded()
    {
        var start = Position;
        while (true)
        {
            var next = file[Position..].IndexOf((byte)0xFF);
            if (next < 0 || Position + next + 1 >= file.Length) return JpegStep.CutOff;
            Position += next;
            var follower = file[Position + 1];
            if (follower == 0xFF) Position++;
            else if (follower == 0 || JpegMarker.IsRestart(follower)) Position += 2;
            else break;
        }

        Coded = file[start..Position];
        return JpegStep.Segment;
    }
}

/// <summary>The second bytes of markers (T.81, table B.1).</summary>
static class JpegMarker
{
    public const byte Baseline = 0xC0;
    public const byte Extended = 0xC1;
    public const byte Progressive = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte Start = 0xD8;
    public const byte End = 0xD9;
    public const byte Scan = 0xDA;
    public const byte QuantisationTables = 0xDB;
    public const byte RestartInterval = 0xDD;
    public const byte Application0 = 0xE0;
    public const byte Application14 = 0xEE;

    /// <summary>The others stand alone, and but for the end have no place between segments.</summary>
    public static bool HasLength(byte marker) => marker >= Baseline && marker is not (>= 0xD0 and <= Start);

    public static bool IsRestart(byte marker) => marker is >= 0xD0 and <= 0xD7;

    /// <summary>Headers of frames that are not <see cref="Baseline"/>, <see cref="Extended"/> or <see cref="Progressive"/>; and what belongs to them.</summary>
    public static bool IsUncommon(byte marker) => marker is 0xC3 or (>= 0xC5 and <= 0xCF) or 0xDC or 0xDE or 0xDF;
}
