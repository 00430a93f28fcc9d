namespace Portal.Reports.Pdf;

/// <summary>A PDF file of whatever origin, read within limits. Everything wrong with it is a <see cref="PdfFormatException"/>.</summary>
sealed class PdfFile
{
    readonly Dictionary<int, PdfObject?> objects = [];
    readonly PdfSnapshot?[] snapshots;

    PdfFile(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Limits = new(bytes.Length);
        Revisions = new PdfRevisions(bytes, Limits).Read();
        snapshots = new PdfSnapshot?[Revisions.Count];
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public PdfLimits Limits { get; }

    /// <summary>From the oldest to the newest; at least one.</summary>
    public IReadOnlyList<PdfRevision> Revisions { get; }

    /// <summary>The file as it is now.</summary>
    public PdfSnapshot Newest => At(Revisions.Count - 1);

    public static PdfFile Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > PdfLimits.FileSize) throw new PdfFormatException("The file is larger than 64 MiB.") { Fault = PdfFault.TooCostly };
        if (!bytes.Span.StartsWith("%PDF-"u8)) throw new PdfFormatException("The file does not begin as a PDF file.") { Fault = PdfFault.NotPdf };
        return new(bytes);
    }

    /// <summary>The file as it was after a revision.</summary>
    public PdfSnapshot At(int revision) => snapshots[revision] ??= new(this, revision);

    /// <summary>The object that begins at a byte; null where there is none.</summary>
    public PdfObject? ObjectAt(int offset, Func<PdfValue, PdfValue> resolve)
    {
        if (objects.TryGetValue(offset, out var known)) return known;
        var parser = new PdfParser(Bytes, Limits) { Position = offset };
        var start = parser.TryInteger() is null || parser.TryInteger() is null || !parser.TryWord("obj"u8);
        parser.Position = offset;
        var found = start ? null : PdfObjects.ReadAt(Bytes, Limits, parser, resolve);
        if (found is null or { IsSelfContained: true }) objects[offset] = found;
        return found;
    }
}
