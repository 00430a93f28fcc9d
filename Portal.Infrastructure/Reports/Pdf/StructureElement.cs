namespace Portal.Reports.Pdf;

/// <summary>A part of the document as a screen reader meets it (ISO 32000-1, 14.7).</summary>
sealed class StructureElement(string type, PdfDictionary? attributes = null)
{
    readonly List<object> kids = [];

    public string Type { get; } = type;

    public PdfDictionary? Attributes { get; set; } = attributes;

    public string? AlternativeText { get; init; }

    /// <summary>Set when it is written.</summary>
    public PdfReference? Reference { get; private set; }

    public StructureElement Add(string type, PdfDictionary? attributes = null) => Add(new StructureElement(type, attributes));

    public StructureElement Add(StructureElement kid)
    {
        kids.Add(kid);
        return kid;
    }

    public void AddContent(PdfPage page, int number) => kids.Add((page, number));

    public void AddField(PlacedField field) => kids.Add(field);

    /// <param name="kind">For instance <c>Disc</c>.</param>
    public static PdfDictionary Numbering(string kind) => new() { { "O", "List" }, { "ListNumbering", kind } };

    public static PdfDictionary Scope(string scope) => new() { { "O", "Table" }, { "Scope", scope } };

    public PdfReference Write(NewPdfFile file, PdfReference parent)
    {
        Reference = file.Reserve();
        var page = kids.Select(k => k switch { ValueTuple<PdfPage, int> content => content.Item1, PlacedField field => field.Page, _ => null }).FirstOrDefault(p => p is not null);
        var dictionary = new PdfDictionary
        {
            { "Type", "StructElem" },
            { "S", Type },
            { "P", parent },
            { "Pg", page?.Reference },
            { "Alt", AlternativeText is null ? null : PdfString.Text(AlternativeText) },
            { "A", Attributes },
        };
        if (kids.Count > 0) dictionary.Add("K", new PdfArray(kids.Select(k => Kid(k, page, file)).ToList()));
        file.Set(Reference, dictionary);
        return Reference;
    }

    PdfValue Kid(object kid, PdfPage? page, NewPdfFile file) => kid switch
    {
        StructureElement element => element.Write(file, Reference!),
        PlacedField field => new PdfDictionary { { "Type", "OBJR" }, { "Pg", field.Page.Reference }, { "Obj", field.Reference } },
        ValueTuple<PdfPage, int> content when content.Item1 == page => content.Item2,
        ValueTuple<PdfPage, int> content => new PdfDictionary { { "Type", "MCR" }, { "Pg", content.Item1.Reference }, { "MCID", content.Item2 } },
        _ => throw new InvalidOperationException($"No form for {kid.GetType().Name}."),
    };
}

/// <summary>A signature field with its place on a page, from the left and from the top.</summary>
sealed record PlacedField(SignatureBox Field, PdfPage Page, double X, double Y, double Width, StructureElement Element)
{
    public required PdfReference Reference { get; init; }
}
