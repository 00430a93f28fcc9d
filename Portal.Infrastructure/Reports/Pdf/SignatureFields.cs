namespace Portal.Reports.Pdf;

/// <summary>A signature field.</summary>
/// <param name="Name">With its parents' names before it, joined by full stops.</param>
/// <param name="Reference">Null for a field that is no object of its own.</param>
/// <param name="Value">The signature; null as long as there is none.</param>
sealed record SignatureField(string Name, PdfReference? Reference, PdfDictionary Dictionary, PdfValue? Value);

/// <summary>The signature fields of a file: those of its form, and widgets on pages that the form does not name (some signers leave it at that).</summary>
sealed class SignatureFields
{
    const int Most = 10_000;

    readonly PdfSnapshot file;
    readonly List<SignatureField> all = [];
    readonly HashSet<int> seen = [];
    int steps;

    public SignatureFields(PdfSnapshot file)
    {
        this.file = file;
        foreach (var field in file.Items(file.Dictionary(file.Root["AcroForm"])?["Fields"])) AddField(field, "", new(null, null), 0);
        AddPages(file.Root["Pages"], 0);
    }

    public IReadOnlyList<SignatureField> All => all;

    /// <summary>What the certifying signature allows: 1 nothing, 2 signatures and forms, 3 annotations too; null where nothing is certified.</summary>
    public int? Permission
    {
        get
        {
            var certifying = file.Dictionary(file.Dictionary(file.Root["Perms"])?["DocMDP"]);
            if (certifying is null) return null;
            var parameters = file.Items(certifying["Reference"]).Select(file.Dictionary).FirstOrDefault(r => file.Resolve(r?["TransformMethod"]) is PdfName { Text: "DocMDP" })?["TransformParams"];
            return file.Resolve(file.Dictionary(parameters)?["P"]) is PdfNumber { Value: 1 or 2 or 3 } number ? (int)number.Value : 2;
        }
    }

    /// <summary>What a field takes from its parents.</summary>
    sealed record Inherited(PdfValue? Type, PdfValue? Value);

    void AddField(PdfValue value, string prefix, Inherited inherited, int depth)
    {
        if (depth > PdfLimits.Depth || ++steps > Most) throw new PdfFormatException("The form has too many fields.") { Fault = PdfFault.TooCostly };
        if (file.Dictionary(value) is not { } field || (value is PdfReference reference && !seen.Add(reference.Number))) return;
        inherited = new(field["FT"] ?? inherited.Type, field["V"] ?? inherited.Value);
        var name = file.Resolve(field["T"]) is PdfString own ? (prefix.Length == 0 ? "" : prefix + ".") + PdfText.Decode(own) : prefix;
        var kids = file.Items(field["Kids"]);
        if ((steps += kids.Count) > Most) throw new PdfFormatException("The form has too many fields.") { Fault = PdfFault.TooCostly };
        var fields = new List<PdfValue>();
        foreach (var kid in kids)
        {
            if (file.Dictionary(kid)?["T"] is not null) fields.Add(kid);
            else if (kid is PdfReference widget) seen.Add(widget.Number); // without a name it is the field's widget, not a field
        }

        if (fields.Count == 0 && file.Resolve(inherited.Type) is PdfName { Text: "Sig" }) all.Add(new(name, value as PdfReference, field, Present(inherited.Value)));
        foreach (var kid in fields) AddField(kid, name, inherited, depth + 1);
    }

    void AddPages(PdfValue? value, int depth)
    {
        if (depth > PdfLimits.Depth || ++steps > 10 * Most) throw new PdfFormatException("The file has too many pages.") { Fault = PdfFault.TooCostly };
        if (file.Dictionary(value) is not { } node || (value is PdfReference reference && !seen.Add(reference.Number))) return;
        foreach (var annotation in file.Items(node["Annots"]))
        {
            if (++steps > 10 * Most) throw new PdfFormatException("The file has too many annotations.") { Fault = PdfFault.TooCostly };
            if (file.Dictionary(annotation) is { } widget && (annotation is not PdfReference own || seen.Add(own.Number))) AddWidget(widget, annotation as PdfReference);
        }

        foreach (var kid in file.Items(node["Kids"])) AddPages(kid, depth + 1);
    }

    void AddWidget(PdfDictionary widget, PdfReference? reference)
    {
        var parent = file.Dictionary(widget["Parent"]);
        if (file.Resolve(widget["FT"] ?? parent?["FT"]) is not PdfName { Text: "Sig" }) return;
        all.Add(new(file.Resolve(widget["T"] ?? parent?["T"]) is PdfString name ? PdfText.Decode(name) : "", reference, widget, Present(widget["V"] ?? parent?["V"])));
    }

    PdfValue? Present(PdfValue? value) => value is null || file.Resolve(value) is PdfNull ? null : value;
}
