namespace Portal.Reports.Pdf;

/// <summary>The bytes are no PDF file that this reader accepts: malformed, encrypted, or beyond its limits.</summary>
public sealed class PdfFormatException : Exception
{
    public PdfFormatException() : this("Not a readable PDF file.") { }

    public PdfFormatException(string message) : base(message) { }

    public PdfFormatException(string message, Exception inner) : base(message, inner) { }
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
        if ((work -= bytes) < 0) throw new PdfFormatException("The file takes too much work to read.");
    }

    public void Value()
    {
        if (--values < 0) throw new PdfFormatException("The file has too many values.");
    }

    /// <summary>An entry of a cross-reference table.</summary>
    public void Entry()
    {
        if (--entries < 0) throw new PdfFormatException("The file has too many objects.");
    }

    public void Inflated(int bytes)
    {
        if ((inflated -= bytes) < 0) throw new PdfFormatException("The file's streams inflate to too much.");
    }
}
