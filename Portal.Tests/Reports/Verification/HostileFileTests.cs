using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Portal.Reports.Pdf;
using Portal.Reports.Signing;
using Portal.Reports.Verification;

namespace Portal.Tests.Reports.Verification;

/// <summary>Files made to hurt the reader, and thousands of damaged ones.</summary>
public sealed class HostileFileTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TrustAnchors Anchors = new(TestSeals.Authority.Root);

    const string Catalog = "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [3 0 R]>>>>";
    const string Pages = "<</Type /Pages /Kids [] /Count 0>>";

    public static TheoryData<string> Names { get; } = [.. Files().Select(f => f.Name)];

    static IEnumerable<(string Name, byte[] Pdf)> Files()
    {
        static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
        static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
        yield return ("empty", []);
        yield return ("header alone", Latin("%PDF-1.7\n"));
        yield return ("no table", Latin("%PDF-1.7\nstartxref\n5\n%%EOF\n"));
        yield return ("table beyond the end", Latin("%PDF-1.7\nstartxref\n500000\n%%EOF\n"));
        yield return ("huge numbers", Latin("%PDF-1.7\nxref\n0 99999999999\ntrailer<<>>\nstartxref\n9\n%%EOF\n"));
        yield return ("many entries announced", Latin("%PDF-1.7\nxref\n0 2000000000\n" + Repeat("0000000009 00000 n \n", 300_000) + "trailer<<>>\nstartxref\n9\n%%EOF\n"));
        yield return ("table that is its own predecessor", Latin("%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9 /Root 1 0 R>>\nstartxref\n9\n%%EOF\n"));
        yield return ("nested arrays", SamplePdf.Write(Catalog, Pages, Repeat("[", 100_000)));
        yield return ("nested dictionaries", SamplePdf.Write(Catalog, Pages, Repeat("<</A ", 100_000)));
        yield return ("values without end", SamplePdf.Write(Catalog, Pages, "[" + Repeat("0 ", 4_000_000) + "]"));
        yield return ("arrays without end", SamplePdf.Write(Catalog, Pages, "[" + Repeat("[]", 4_000_000) + "]"));
        yield return ("numbers that might be references", SamplePdf.Write(Catalog, Pages, "[" + Repeat("1" + new string(' ', 10_000), 2_000) + "]"));
        yield return ("field that is its own child", SamplePdf.Write(Catalog, Pages, "<</FT /Sig /T (a) /Kids [3 0 R]>>"));
        yield return ("fields that branch", SamplePdf.Write(Catalog, Pages, "<</T (a) /Kids [<</T (a) /Kids [4 0 R 4 0 R]>> <</T (b) /Kids [4 0 R 4 0 R]>>]>>", "<</T (a) /Kids [<</T (b) /Kids [3 0 R 3 0 R 4 0 R]>>]>>"));
        yield return ("direct fields that branch", SamplePdf.Write(Catalog, Pages, Branching(3, 40), Pages, Pages));
        yield return ("pages that are their own children", SamplePdf.Write(Catalog, "<</Type /Pages /Kids [2 0 R 2 0 R]>>", "<</Kids [3 0 R]>>"));
        yield return ("references in a circle", SamplePdf.Write("<</Type /Catalog /AcroForm 2 0 R>>", "3 0 R", "2 0 R"));
        yield return ("length in a circle", SamplePdf.Write("<</Type /Catalog /AcroForm 2 0 R>>", "<</Length 2 0 R>>\nstream\nx\nendstream"));
        yield return ("encrypted", Latin(Encoding.Latin1.GetString(SamplePdf.Create()).Replace("/Root", "/Encrypt 5 0 R /Root", StringComparison.Ordinal)));
        yield return ("inflates without end", TableAsStream(Bomb(1_000), "/W [1 4 2] /Index [0 100000000]"));
        yield return ("predictor with wide rows", TableAsStream(Bomb(40), "/W [1 4 2] /Index [0 10] /DecodeParms <</Predictor 15 /Columns 1048576 /Colors 32 /BitsPerComponent 16>>"));
        yield return ("entries without width", TableAsStream(Bomb(1), "/W [0 0 0] /Index [0 100000000]"));
        yield return ("widths that overflow", TableAsStream(Bomb(1), "/W [2147483647 2147483647 2] /Index [0 10]"));
        yield return ("many revisions", Revisions(5_000));
        yield return ("object stream inside itself", ObjectStreams("1 0 "));
        yield return ("object stream with many members", ObjectStreams(Repeat("1 0 ", 200_000)));
        yield return ("larger than allowed", new byte[(64 << 20) + 1]);
        yield return ("large and empty", Latin("%PDF-1.7\n" + new string('%', 60 << 20) + "\nxref\n0 0\ntrailer<<>>\nstartxref\n10\n%%EOF\n"));
    }

    /// <summary>Each level refers twice to the next.</summary>
    static string Branching(int first, int levels) => levels == 0 ? "<</T (z) /FT /Sig>>" : $"<</T (a) /Kids [{Branching(first, levels - 1)} {first} 0 R]>>";

    static byte[] Bomb(int megabytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < megabytes; i++) zlib.Write(zeros);
        }

        return packed.ToArray();
    }

    static byte[] TableAsStream(byte[] data, string entries)
    {
        var head = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"%PDF-1.7\n1 0 obj\n<</Type /XRef /Filter /FlateDecode {entries} /Size 10 /Root 1 0 R /Length {data.Length}>>\nstream\n"));
        return [.. head, .. data, .. "\nendstream\nendobj\nstartxref\n9\n%%EOF\n"u8];
    }

    static byte[] Revisions(int count)
    {
        var pdf = new StringBuilder(Encoding.Latin1.GetString(SamplePdf.Create()));
        var previous = int.Parse(pdf.ToString().Split("startxref\n")[^1].Split('\n')[0], CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            var at = pdf.Length;
            pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 0\ntrailer<</Root 1 0 R /Prev {previous}>>\nstartxref\n{at}\n%%EOF\n");
            previous = at;
        }

        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    /// <summary>The catalog is in object stream 2, and so is, in vain, that stream.</summary>
    static byte[] ObjectStreams(string header)
    {
        var body = header + "<</Type /Catalog /AcroForm 5 0 R>>";
        var start = "%PDF-1.7\n" + string.Create(CultureInfo.InvariantCulture, $"2 0 obj\n<</Type /ObjStm /N {header.Length / 4} /First {header.Length} /Length {body.Length}>>\nstream\n{body}\nendstream\nendobj\n");
        byte[] table = [0, 0, 0, 0, 0, 2, 0, 2, 0, 0, 1, 0, 9, 0, 1, 0, 0, 0, 0, 0, 2, 0, 4, 0, 2, 0, 5, 0];
        var head = start + string.Create(CultureInfo.InvariantCulture, $"3 0 obj\n<</Type /XRef /W [1 2 1] /Index [0 7] /Size 7 /Root 1 0 R /Length {table.Length}>>\nstream\n");
        return [.. Encoding.Latin1.GetBytes(head), .. table, .. Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\nendstream\nendobj\nstartxref\n{start.Length}\n%%EOF\n"))];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_file_is_refused_soon_and_cheaply(string name)
    {
        var pdf = Files().Single(f => f.Name == name).Pdf;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try { Assert.False(PdfVerifier.Verify(pdf, Anchors, TestSeals.Now).IsSound); }
        catch (PdfFormatException) { } // the one that is promised
        Assert.True(clock.Elapsed < Patience, $"{clock.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512L << 20);
    }

    [Fact]
    public async Task Damaged_files_are_never_sound_and_never_upset_the_reader()
    {
        const int seed = 20261120;
        var random = new Random(seed);
        var once = await TestSeals.SealAsync(SamplePdf.Create());
        using var folder = new TemporaryFolder();
        await ExternalTool.RunAsync("qpdf", "--object-streams=generate", await folder.WriteAsync("plain.pdf", SamplePdf.Create()), folder.File("made.pdf"));
        var streams = await TestSeals.SealAsync(await File.ReadAllBytesAsync(folder.File("made.pdf"), TestContext.Current.CancellationToken));
        foreach (var pdf in new[] { once, await TestSeals.SealAsync(once, "Second"), streams })
        {
            Assert.True(PdfVerifier.Verify(pdf, Anchors, TestSeals.Now).IsSound);
            // The empty room behind a signature is most of the file: look there less often than elsewhere.
            var rooms = SignedParts.Of(pdf).Select(p => (Start: p.GapStart + (2 * p.Cms.Length), p.GapEnd)).ToList();
            for (var i = 0; i < 3_000; i++)
            {
                var at = random.Next(pdf.Length);
                if (i % 10 != 0 && rooms.Any(r => at > r.Start && at < r.GapEnd)) continue;
                var changed = (byte[])pdf.Clone();
                switch (i % 4)
                {
                    case 0: changed[at] ^= (byte)(1 << random.Next(8)); break;
                    case 1: changed[at] = (byte)random.Next(256); break;
                    case 2: changed = [.. pdf[..at], (byte)random.Next(256), .. pdf[at..]]; break;
                    default: changed = pdf[..at]; break;
                }

                var isSound = IsSound(changed);
                Assert.False(isSound && !changed.AsSpan().SequenceEqual(pdf) && !changed.AsSpan().SequenceEqual(once), $"variant {i} at {at}");
            }
        }
    }

    /// <summary>Every byte of the signature itself, which the signature does not cover.</summary>
    [Fact]
    public async Task No_bit_of_the_signature_may_be_another()
    {
        var pdf = await PdfSigner.SealAsync(SamplePdf.Create(), "Seal", TestSeals.Key, TestSeals.Details, TestContext.Current.CancellationToken);
        var parts = SignedParts.Of(pdf)[0];
        var digits = 2 * parts.Cms.Length;
        var sound = new List<int>();
        Parallel.For(0, digits, i =>
        {
            var changed = (byte[])pdf.Clone();
            var at = parts.GapStart + 1 + i;
            var value = Convert.ToInt32(((char)pdf[at]).ToString(), 16);
            changed[at] = (byte)"0123456789ABCDEF"[value ^ (1 << (i % 4))];
            if (IsSound(changed)) lock (sound) sound.Add(i / 2);
        });
        Assert.Empty(sound);
    }

    static bool IsSound(byte[] pdf)
    {
        try { return PdfVerifier.Verify(pdf, Anchors, TestSeals.Now).IsSound; }
        catch (PdfFormatException) { return false; }
    }
}
