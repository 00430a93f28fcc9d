using System.IO.Compression;

namespace Portal.Reports.Pdf;

/// <summary>Undoes a stream's filters: Flate and the predictors of PNG, which is all that the structure of a file needs.</summary>
static class PdfFilters
{
    public static ReadOnlyMemory<byte> Decode(PdfStream stream, PdfLimits limits)
    {
        var data = stream.Data;
        var filters = List(stream.Dictionary["Filter"]);
        var parameters = List(stream.Dictionary["DecodeParms"]);
        if (filters.Count > 4) throw new PdfFormatException("A stream has too many filters.");
        for (var i = 0; i < filters.Count; i++)
        {
            if (filters[i] is not PdfName { Text: "FlateDecode" }) throw new PdfFormatException("A stream's filter is not supported.");
            data = Inflate(data, limits);
            if (parameters.ElementAtOrDefault(i) is PdfDictionary given) data = UndoPredictor(data, given, limits);
        }

        return data;
    }

    static IList<PdfValue> List(PdfValue? value) => value switch { null or PdfNull => [], PdfArray array => array.Items, _ => [value] };

    static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> data, PdfLimits limits)
    {
        limits.Work(data.Length);
        using var zlib = new ZLibStream(new MemoryStream(data.ToArray(), writable: false), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var piece = new byte[32 << 10];
        try
        {
            for (int read; (read = zlib.Read(piece)) > 0;)
            {
                limits.Inflated(read);
                plain.Write(piece.AsSpan(0, read));
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new PdfFormatException("A stream cannot be inflated.", damaged);
        }

        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

    static ReadOnlyMemory<byte> UndoPredictor(ReadOnlyMemory<byte> data, PdfDictionary parameters, PdfLimits limits)
    {
        var predictor = Number(parameters, "Predictor", 1);
        if (predictor == 1) return data;
        var (colors, bits, columns) = (Number(parameters, "Colors", 1), Number(parameters, "BitsPerComponent", 8), Number(parameters, "Columns", 1));
        if (predictor is < 10 or > 15 || colors is < 1 or > 32 || bits is not (1 or 2 or 4 or 8 or 16) || columns is < 1 or > 1 << 20) throw new PdfFormatException("A stream's predictor is not supported.");
        var pixel = Math.Max(1, colors * bits / 8);
        var width = ((colors * bits * columns) + 7) / 8;
        if (width > data.Length) return ReadOnlyMemory<byte>.Empty;
        var rows = (data.Length + width) / (width + 1);
        limits.Inflated(rows * width);
        var plain = new byte[rows * width];
        var length = 0;
        for (var row = 0; row < rows; row++)
        {
            var encoded = data.Span.Slice(row * (width + 1), Math.Min(width + 1, data.Length - (row * (width + 1))));
            var above = row == 0 ? new byte[width] : plain.AsSpan((row - 1) * width, width);
            var line = plain.AsSpan(row * width, encoded.Length - 1);
            for (var i = 0; i < line.Length; i++)
            {
                int left = i < pixel ? 0 : line[i - pixel], upper = above[i], corner = i < pixel ? 0 : above[i - pixel];
                line[i] = (byte)(encoded[i + 1] + encoded[0] switch
                {
                    0 => 0,
                    1 => left,
                    2 => upper,
                    3 => (left + upper) / 2,
                    4 => Paeth(left, upper, corner),
                    _ => throw new PdfFormatException("A stream's predictor is not supported."),
                });
            }

            length += line.Length;
        }

        return plain.AsMemory(0, length);
    }

    static int Paeth(int left, int upper, int corner)
    {
        var estimate = left + upper - corner;
        var (toLeft, toUpper, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - upper), Math.Abs(estimate - corner));
        return toLeft <= toUpper && toLeft <= toCorner ? left : toUpper <= toCorner ? upper : corner;
    }

    static int Number(PdfDictionary parameters, string key, int otherwise) => parameters[key] is PdfNumber { Value: >= 0 and <= int.MaxValue } number ? (int)number.Value : otherwise;
}
