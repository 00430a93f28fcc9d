using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Reports.Pdf;

/// <summary>Objects to append to a file (7.5.6): new ones, or others in place of those it has. What the file contains stays as it is.</summary>
sealed class IncrementalUpdate(PdfFile file)
{
    readonly SortedDictionary<int, Action<PdfOutput>> bodies = [];
    int next = file.Revisions.Max(r => Math.Max(Size(r), r.Entries.Count == 0 ? 0 : r.Entries.Keys.Max() + 1));

    /// <summary>A number for a new object.</summary>
    public PdfReference Reserve() => new(next++);

    public void Set(PdfReference target, PdfValue value) => Set(target, output => output.Write(value));

    /// <param name="body">Writes the object's value; positions are those of the whole file.</param>
    public void Set(PdfReference target, Action<PdfOutput> body) => bodies[target.Number] = body;

    public byte[] Write()
    {
        var newest = file.Revisions[^1];
        var output = new PdfOutput();
        output.Write(file.Bytes.Span);
        if (file.Bytes.Span[^1] is not ((byte)'\n' or (byte)'\r')) output.Write("\n");
        var entries = new SortedDictionary<int, PdfEntry>();
        foreach (var (number, body) in bodies)
        {
            var generation = file.Newest.Find(number) is { Kind: PdfEntryKind.InFile } known ? known.Second : 0;
            entries[number] = new(PdfEntryKind.InFile, output.Position, generation);
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{number} {generation} obj\n"));
            body(output);
            output.Write("\nendobj\n");
        }

        var at = output.Position;
        if (newest.IsStream) WriteStream(output, entries, newest);
        else WriteTable(output, entries, newest);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"startxref\n{at}\n%%EOF\n"));
        return output.ToArray();
    }

    void WriteTable(PdfOutput output, SortedDictionary<int, PdfEntry> entries, PdfRevision newest)
    {
        output.Write("xref\n");
        foreach (var (first, count) in Ranges(entries.Keys))
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{first} {count}\n"));
            for (var number = first; number < first + count; number++) output.Write(string.Create(CultureInfo.InvariantCulture, $"{entries[number].Place:D10} {entries[number].Second:D5} n \n"));
        }

        output.Write("trailer\n");
        output.Write(Trailer(newest, output));
        output.Write("\n");
    }

    void WriteStream(PdfOutput output, SortedDictionary<int, PdfEntry> entries, PdfRevision newest)
    {
        var number = Reserve().Number;
        entries[number] = new(PdfEntryKind.InFile, output.Position, 0);
        var data = new byte[entries.Count * 7];
        var row = data.AsSpan();
        foreach (var entry in entries.Values)
        {
            row[0] = 1;
            BinaryPrimitives.WriteInt32BigEndian(row[1..], entry.Place);
            BinaryPrimitives.WriteUInt16BigEndian(row[5..], (ushort)entry.Second);
            row = row[7..];
        }

        var dictionary = Trailer(newest, output);
        dictionary.Add("Type", "XRef");
        dictionary.Add("W", new PdfArray(1, 4, 2));
        dictionary.Add("Index", new PdfArray(Ranges(entries.Keys).SelectMany(r => new PdfValue[] { r.First, r.Count })));
        output.WriteObject(number, new PdfStream(dictionary, data));
    }

    PdfDictionary Trailer(PdfRevision newest, PdfOutput output)
    {
        var fresh = new PdfString(SHA256.HashData(output.ToArray())[..16], hexadecimal: true);
        return new()
        {
            { "Size", next },
            { "Prev", newest.CrossReference },
            { "Root", newest.Trailer["Root"] },
            { "Info", newest.Trailer["Info"] },
            { "ID", new PdfArray(file.Newest.Resolve(newest.Trailer["ID"]) is PdfArray { Items: [PdfString first, ..] } ? first : fresh, fresh) },
        };
    }

    static int Size(PdfRevision revision) => revision.Trailer["Size"] is PdfNumber { Value: > 0 and <= 10 * PdfLimits.Objects } size ? (int)size.Value : 1;

    static List<(int First, int Count)> Ranges(IEnumerable<int> numbers)
    {
        var ranges = new List<(int First, int Count)>();
        foreach (var number in numbers)
        {
            if (ranges.Count > 0 && ranges[^1].First + ranges[^1].Count == number) ranges[^1] = (ranges[^1].First, ranges[^1].Count + 1);
            else ranges.Add((number, 1));
        }

        return ranges;
    }
}
