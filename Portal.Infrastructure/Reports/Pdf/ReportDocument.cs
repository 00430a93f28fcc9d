namespace Portal.Reports.Pdf;

/// <summary>A report as its template describes it; <see cref="ReportWriter"/> makes the file.</summary>
/// <param name="Title">First heading of the report and title of the file.</param>
/// <param name="Language">For instance <c>nl-BE</c>: a screen reader chooses its voice by it.</param>
/// <param name="Organisation">Who issues the report: author of the file, and in the head of each page.</param>
/// <param name="CreatedAt">Goes into the file; the same report at the same instant is the same file.</param>
public sealed record ReportDocument(string Title, string Language, string Organisation, DateTimeOffset CreatedAt)
{
    /// <summary>What it is without whom it is about, for lists that are seen without a purpose.</summary>
    public string ListTitle { get => field ?? Title; init; }

    /// <summary>A line below the title.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>In the head of each page, at the right.</summary>
    public string Number { get; init; } = "";

    /// <summary>In the foot of each page, at the left.</summary>
    public string FooterLine { get; init; } = "";

    /// <summary>What the foot of a page says of its number and of how many there are, in the language of the report.</summary>
    public Func<int, int, string> PageLabel { get; init; } = (page, pages) => $"{page} / {pages}";

    /// <summary>Stands across each page of what is not issued; empty for a report.</summary>
    public string DraftMark { get; init; } = "";

    public IReadOnlyList<ReportBlock> Blocks { get; init; } = [];

    public IReadOnlyList<ReportAttachment> Attachments { get; init; } = [];
}

/// <summary>What a report is made of, from the top down.</summary>
public abstract record ReportBlock
{
    private protected ReportBlock() { }
}

/// <summary>Keeps with what follows.</summary>
/// <param name="Level">1 to 3, below the title of the report.</param>
public sealed record Heading(int Level, string Text) : ReportBlock;

/// <summary>A part with its heading, one level below the part that it stands in.</summary>
public sealed record Section(string Title, params IReadOnlyList<ReportBlock> Blocks) : ReportBlock;

/// <summary>Text that wraps; a line feed in it begins a line.</summary>
public sealed record Paragraph(RichText Text) : ReportBlock;

/// <summary>Items below each other, with bullets or numbers.</summary>
public sealed record ItemList(params IReadOnlyList<Item> Items) : ReportBlock
{
    public bool IsNumbered { get; init; }
}

/// <summary>An item of a list.</summary>
public sealed record Item(RichText Text)
{
    public static implicit operator Item(string text) => new((RichText)text);

    /// <summary>Below it, one step further to the right.</summary>
    public ItemList? Below { get; init; }
}

/// <summary>A framed remark.</summary>
public sealed record Note(params IReadOnlyList<RichText> Paragraphs) : ReportBlock;

/// <summary>Labels and their values.</summary>
public sealed record FactList(params IReadOnlyList<Fact> Facts) : ReportBlock
{
    /// <summary>How many facts stand side by side.</summary>
    public int Columns { get; init; } = 1;
}

public sealed record Fact(string Label, RichText Value);

/// <summary>A table whose head comes back on every page.</summary>
/// <param name="Rows">Each with a cell for each column.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<RichText>> Rows) : ReportBlock
{
    public string Caption { get; init; } = "";
}

/// <param name="Width">In relation to the other columns.</param>
/// <param name="AlignRight">For amounts.</param>
public sealed record Column(string Title, double Width = 1, bool AlignRight = false);

/// <param name="AlternativeText">What the picture shows, for who cannot see it.</param>
public sealed record Picture(ReportImage Image, string AlternativeText) : ReportBlock
{
    /// <summary>In points, 72 of which are an inch.</summary>
    public double MaxHeight { get; init; } = 260;

    /// <summary>In points; the width of the page where it is larger.</summary>
    public double MaxWidth { get; init; } = double.MaxValue;

    public string Caption { get; init; } = "";
}

/// <summary>Pictures beside each other.</summary>
public sealed record PictureRow(params IReadOnlyList<Picture> Pictures) : ReportBlock;

/// <summary>A QR code, and what is said beside it.</summary>
/// <param name="Content">What a telephone reads in it.</param>
/// <param name="AlternativeText">What it is for, for who cannot see it.</param>
public sealed record QrCode(string Content, string AlternativeText, params IReadOnlyList<RichText> Beside) : ReportBlock
{
    /// <summary>Of a side, in points, with the light rim that belongs to the code.</summary>
    public double Size { get; init; } = 84;
}

/// <param name="Height">In points.</param>
public sealed record Spacer(double Height) : ReportBlock;

/// <summary>What follows begins on a new page.</summary>
public sealed record PageBreak : ReportBlock;

/// <summary>Stands on one page if a page can hold it.</summary>
public sealed record KeepTogether(params IReadOnlyList<ReportBlock> Blocks) : ReportBlock;

/// <summary>Boxes in which signatures will be, two beside each other.</summary>
public sealed record SignatureBoxes(params IReadOnlyList<SignatureBox> Fields) : ReportBlock;

/// <param name="Name">By which the signer finds the field; no other of the document has it.</param>
/// <param name="Tooltip">What the field is for, as a reader of PDF files says it.</param>
/// <param name="Title">Stands above the box: in what quality somebody signs.</param>
public sealed record SignatureBox(string Name, string Tooltip, string Title)
{
    /// <summary>Below the title: who will sign.</summary>
    public string Person { get; init; } = "";

    /// <summary>In the box, where it is known beforehand who signs and when: a seal. The box must be high enough for it.</summary>
    public string Inside { get; init; } = "";

    /// <summary>Of the box, in points.</summary>
    public double Height { get; init; } = 64;
}

/// <summary>A file that the report carries.</summary>
/// <param name="MediaType">For instance <c>text/csv</c>.</param>
public sealed record ReportAttachment(string Name, string MediaType, ReadOnlyMemory<byte> Content, string Description, AttachmentRelation Relation = AttachmentRelation.Supplement);

/// <summary>What an attached file is to the report (ISO 19005-3, 6.8).</summary>
public enum AttachmentRelation
{
    Source,
    Data,
    Alternative,
    Supplement,
    Unspecified,
}
