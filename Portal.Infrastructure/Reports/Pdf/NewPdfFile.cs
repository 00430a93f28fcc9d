using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Portal.Reports.Pdf;

/// <summary>A new file: its objects are numbered as they come and written at the end.</summary>
sealed class NewPdfFile
{
    readonly List<PdfValue?> objects = [];

    /// <summary>A number for an object that others must name before it is complete.</summary>
    public PdfReference Reserve()
    {
        objects.Add(null);
        return new(objects.Count);
    }

    public PdfReference Add(PdfValue value)
    {
        objects.Add(value);
        return new(objects.Count);
    }

    public void Set(PdfReference reference, PdfValue value) => objects[reference.Number - 1] = value;

    public static PdfStream Compressed(PdfDictionary dictionary, ReadOnlySpan<byte> data)
    {
        using var packed = new MemoryStream();
        using (var packer = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) packer.Write(data);
        dictionary.Add("Filter", "FlateDecode");
        return new(dictionary, packed.ToArray());
    }

    public byte[] ToArray(PdfReference catalog, PdfReference information)
    {
        var output = new PdfOutput();
        output.Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
        var starts = objects.Select((value, i) => output.WriteObject(i + 1, value ?? throw new InvalidOperationException($"Object {i + 1} was never set."))).ToList();
        var identifier = new PdfString(SHA256.HashData(output.ToArray())[..16], hexadecimal: true); // of the content: the same report is the same file
        var table = output.Position;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (var start in starts) output.Write(string.Create(CultureInfo.InvariantCulture, $"{start:D10} 00000 n \n"));
        output.Write("trailer\n");
        output.Write(new PdfDictionary { { "Size", objects.Count + 1 }, { "Root", catalog }, { "Info", information }, { "ID", new PdfArray(identifier, identifier) } });
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\nstartxref\n{table}\n%%EOF\n"));
        return output.ToArray();
    }
}
