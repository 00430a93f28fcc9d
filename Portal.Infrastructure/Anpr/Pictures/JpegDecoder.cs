using System.Buffers;
using System.Buffers.Binary;

namespace Portal.Anpr.Pictures;

/// <summary>Decodes a JPEG that was accepted, at a fraction of its size: only as much of each block as the fraction needs.</summary>
/// <remarks>Damaged data show as far as they can be read, and go on behind the next restart marker; the rest stays grey.</remarks>
sealed class JpegDecoder
{
    readonly ReadOnlyMemory<byte> file;
    readonly ushort[][] steps = [new ushort[64], new ushort[64], new ushort[64], new ushort[64]];
    readonly bool[] hasSteps = new bool[4];
    readonly Range?[] huffman = new Range?[8]; // where the tables are in the file: DC, then AC; only those that a scan uses are built
    JpegFrame? frame;
    JpegPlane[] planes = [];
    int restartInterval;
    bool isJfif;
    int? adobeTransform;

    JpegDecoder(ReadOnlyMemory<byte> file) => this.file = file;

    /// <param name="file">As accepted by <see cref="PictureContent.Judge"/>.</param>
    /// <returns>Null when the tables are not there or not possible.</returns>
    public static PicturePlanes? Decode(ReadOnlyMemory<byte> file, PictureSize target, int blockSize)
    {
        var decoder = new JpegDecoder(file);
        return decoder.ReadAll(blockSize) ? decoder.Fit(target) : null;
    }

    bool ReadAll(int blockSize)
    {
        var segments = new JpegSegments(file.Span);
        while (segments.Next() == JpegStep.Segment)
        {
            var body = segments.Body;
            switch (segments.Marker)
            {
                case JpegMarker.Baseline or JpegMarker.Extended or JpegMarker.Progressive:
                    if (JpegFrame.Read(segments.Marker, body, out frame) is not null || frame is null) return false;
                    planes = [.. frame.Components.Select(c => new JpegPlane(frame, c, blockSize))];
                    break;
                case JpegMarker.QuantisationTables when !ReadSteps(body):
                case JpegMarker.HuffmanTables when !FindTables(body, segments.Position - body.Length):
                    return false;
                case JpegMarker.RestartInterval when body.Length >= 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
                    break;
                case JpegMarker.Application0 when body.StartsWith("JFIF\0"u8):
                    isJfif = true;
                    break;
                case JpegMarker.Application14 when body.Length >= 12 && body.StartsWith("Adobe"u8):
                    adobeTransform = body[11];
                    break;
                case JpegMarker.Scan:
                    if (frame is null || JpegScan.Read(body, frame) is not { } scan || !ReadScan(scan, segments.Coded)) return false;
                    break;
            }
        }

        if (frame is null || !Array.TrueForAll(planes, p => p.HasSteps)) return false;
        if (frame.IsProgressive) Array.ForEach(planes, p => p.ShowAll());
        return true;
    }

    bool ReadSteps(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            var (wide, place) = (body[0] >> 4, body[0] & 15);
            var length = wide == 0 ? 64 : 128;
            if (wide > 1 || place > 3 || body.Length < 1 + length) return false;
            for (var i = 0; i < 64; i++) steps[place][i] = wide == 0 ? body[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(body[(1 + (2 * i))..]);
            hasSteps[place] = true;
            body = body[(1 + length)..];
        }

        return true;
    }

    bool FindTables(ReadOnlySpan<byte> body, int position)
    {
        while (body.Length > 0)
        {
            if (body.Length < 17 || body[0] >> 4 > 1 || (body[0] & 15) > 3) return false;
            var length = 17;
            for (var i = 1; i <= 16; i++) length += body[i];
            if (length > 17 + 256 || body.Length < length) return false;
            huffman[((body[0] >> 4) * 4) + (body[0] & 15)] = (position + 1)..(position + length);
            body = body[length..];
            position += length;
        }

        return true;
    }

    /// <summary>Cameras that send the pictures of a film leave the usual tables out.</summary>
    HuffmanLookup? Table(int kind, int place)
    {
        if (huffman[(kind * 4) + place] is { } range) return HuffmanLookup.Of(file.Span[range][..16], file.Span[range][16..]);
        var usual = kind == 0 ? JpegTables.Dc : JpegTables.Ac;
        return place < usual.Count ? HuffmanLookup.Of(usual[place].Counts, usual[place].Symbols) : null;
    }

    bool ReadScan(JpegScan scan, ReadOnlySpan<byte> coded)
    {
        var needsDc = scan.From == 0 && scan.RefinedBit == 0;
        var needsAc = !frame!.IsProgressive || scan.From > 0;
        if (scan.From > 0 && planes[0].CoefficientsPerBlock == 1) return true;
        foreach (var (place, dc, ac) in scan.Members)
        {
            var plane = planes[place];
            var quantisation = plane.Component.Quantisation;
            if (!plane.HasSteps && hasSteps[quantisation]) plane.SetSteps(steps[quantisation]); // the tables may change between scans
            if (needsDc && (plane.Dc = Table(0, dc)) is null) return false;
            if (needsAc && (plane.Ac = Table(1, ac)) is null) return false;
        }

        JpegPlane[] members = [.. scan.Members.Select(m => planes[m.Place])];
        var buffer = ArrayPool<byte>.Shared.Rent(coded.Length);
        new JpegScanReader(frame, scan, members).Read(coded, buffer, restartInterval);
        ArrayPool<byte>.Shared.Return(buffer);
        return true;
    }

    PicturePlanes Fit(PictureSize target)
    {
        var fitted = planes.Select(p => p.Fit(frame!, target.Width, target.Height)).ToList();
        if (fitted.Count == 1) return new(target.Width, target.Height, fitted[0], null, null);
        if (!IsRgb()) return new(target.Width, target.Height, fitted[0], fitted[1], fitted[2]);
        var rgb = new byte[3 * fitted[0].Length];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = fitted[i % 3][i / 3];
        return PicturePlanes.OfRgb(rgb, target.Width, target.Height);
    }

    /// <summary>As libjpeg and the browsers decide.</summary>
    bool IsRgb() => !isJfif && (adobeTransform is { } transform ? transform == 0 : frame!.Components.Select(c => c.Id).SequenceEqual("RGB"u8.ToArray()));
}
