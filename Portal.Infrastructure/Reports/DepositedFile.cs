using System.IO.Compression;
using Portal.Common;
using Portal.Reports.Pdf;

namespace Portal.Reports;

/// <summary>What is found in a file that another application deposits.</summary>
/// <param name="Signatures">Seals and signatures that it has already; they are kept.</param>
public sealed record DepositedFacts(int Signatures);

/// <summary>Judges files of other applications before they are taken in: quickly, and with no more memory than a few times their size.</summary>
public static class DepositedFile
{
    /// <summary>What all streams together may inflate to: a page of 300 dots an inch has 26 MB.</summary>
    const long MostInflated = 512L << 20;

    public static Result<DepositedFacts> Judge(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var file = PdfFile.Read(bytes);
            var forms = new SignatureFields(file.Newest);
            if (forms.Permission == 1) return ReportErrors.FileClosed;
            Inflate(file);
            return new DepositedFacts(forms.All.Count(f => f.Value is not null));
        }
        catch (PdfFormatException refused)
        {
            return refused.Fault switch
            {
                PdfFault.NotPdf => ReportErrors.FileNotPdf,
                PdfFault.Encrypted => ReportErrors.FileEncrypted,
                PdfFault.TooCostly => ReportErrors.FileTooCostly,
                _ => ReportErrors.FileUnreadable,
            };
        }
    }

    /// <summary>Inflates every stream into nothing: who opens the file later must not be the first to find out what it holds.</summary>
    static void Inflate(PdfFile file)
    {
        var (left, nothing) = (MostInflated, new byte[64 * 1024]);
        foreach (var number in file.Revisions.SelectMany(r => r.Entries.Keys).Distinct())
        {
            if (file.Newest.InFile(number)?.Value is not PdfStream stream) continue;
            IReadOnlyList<PdfValue> filters = file.Newest.Resolve(stream.Dictionary["Filter"]) is PdfArray several ? [.. several.Items] : [file.Newest.Resolve(stream.Dictionary["Filter"])];
            Stream read = new MemoryStream(stream.Data.ToArray(), writable: false);
            foreach (var _ in filters.TakeWhile(f => file.Newest.Resolve(f) is PdfName { Text: "FlateDecode" or "Fl" })) read = new ZLibStream(read, CompressionMode.Decompress);
            if (read is MemoryStream) continue;
            using (read)
            {
                try
                {
                    for (int count; (count = read.Read(nothing)) > 0;)
                    {
                        if ((left -= count) < 0) throw new PdfFormatException("The file's streams inflate to too much.") { Fault = PdfFault.TooCostly };
                    }
                }
                catch (InvalidDataException)
                {
                    // A damaged stream shows nothing, and costs nothing.
                }
            }
        }
    }
}
