namespace Portal.Anpr.Pictures;

/// <summary>Whether a JPEG file is whole and of a kind that the portal shows: Huffman coded, 8 bits, grey or three colours.</summary>
static class JpegStructure
{
    /// <summary>Scans of one picture. Encoders make a dozen; hundreds would keep a browser busy for minutes.</summary>
    public const int MostScans = 40;

    public static ReadOnlySpan<byte> Signature => [0xFF, JpegMarker.Start, 0xFF];

    /// <returns>Null with what the picture is; else the reason.</returns>
    public static string? Walk(ReadOnlySpan<byte> file, out PictureFacts? facts)
    {
        facts = null;
        JpegFrame? frame = null;
        var (scans, begun) = (0, 0);
        var segments = new JpegSegments(file);
        while (true)
        {
            var step = segments.Next();
            if (step is JpegStep.CutOff) return PictureReasons.Incomplete;
            if (step is JpegStep.Broken) return PictureReasons.Malformed;
            if (step is JpegStep.End) break;
            if (JpegMarker.IsUncommon(segments.Marker)) return PictureReasons.Unsupported;
            if (segments.Marker is JpegMarker.Baseline or JpegMarker.Extended or JpegMarker.Progressive)
            {
                if (frame is not null) return PictureReasons.Malformed;
                if (JpegFrame.Read(segments.Marker, segments.Body, out frame) is { } reason) return reason;
            }
            else if (segments.Marker == JpegMarker.Scan)
            {
                if (frame is null || JpegScan.Read(segments.Body, frame) is not { } scan) return PictureReasons.Malformed;
                if (++scans > MostScans) return PictureReasons.Unsupported;
                if (scan.From > 0 || scan.RefinedBit > 0) continue;
                if (segments.Coded.Length * 8L < scan.BlocksOf(frame)) return PictureReasons.Incomplete;
                var brought = scan.Members.Sum(m => 1 << m.Place);
                if ((begun & brought) != 0) return PictureReasons.Malformed; // twice the same
                begun |= brought;
            }
        }

        if (frame is null) return PictureReasons.Malformed;
        if (begun != (1 << frame.Components.Length) - 1) return PictureReasons.Incomplete;
        facts = new(PictureContent.Jpeg, frame.Width, frame.Height, segments.Position);
        return null;
    }
}
