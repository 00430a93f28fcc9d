namespace Portal.Reports.Pdf;

/// <summary>The bytes are no PDF file that this reader accepts: malformed, encrypted, or beyond its limits.</summary>
public sealed class PdfFormatException : Exception
{
    public PdfFormatException() : this("Not a readable PDF file.") { }

    public PdfFormatException(string message) : base(message) { }

    public PdfFormatException(string message, Exception inner) : base(message, inner) { }

    public PdfFault Fault { get; init; }
}

/// <summary>Of what sort a fault is.</summary>
public enum PdfFault
{
    /// <summary>It breaks the format's rules.</summary>
    Malformed = 0,

    /// <summary>It does not begin as a PDF file.</summary>
    NotPdf = 1,

    Encrypted = 2,

    /// <summary>It would take more time or memory than any file may.</summary>
    TooCostly = 3,
}

/// <summary>What one file may cost its reader; whoever goes beyond is refused.</summary>
/// <param name="fileLength">A longer file may take more work.</param>
sealed class PdfLimits(int fileLength)
{
    public const int FileSize = 64 << 20;
    public const int Depth = 64;
    public const int Revisions = 100;
    public const int Objects = 200_000;
    const int MostValues = 1_000_000;
    const int MostInflated = 64 << 20;

    long work = (16L << 20) + (8L * fileLength);
    int inflated = MostInflated;
    int values = MostValues;
    int entries = Objects;

    /// <summary>Bytes looked at.</summary>
    public void Work(int bytes)
    {
        if ((work -= bytes) < 0) throw new PdfFormatException("The file takes too much work to read.") { Fault = PdfFault.TooCostly };
    }

    public void Value()
    {
        if (--values < 0) throw new PdfFormatException("The file has too many values.") { Fault = PdfFault.TooCostly };
    }

    /// <summary>An entry of a cross-reference table.</summary>
    public void Entry()
    {
        if (--entries < 0) throw new PdfFormatException("The file has too many objects.") { Fault = PdfFault.TooCostly };
    }

    public void Inflated(int bytes)
    {
        if ((inflated -= bytes) < 0) throw new PdfFormatException("The file's streams inflate to too much.") { Fault = PdfFault.TooCostly };
    }
}
