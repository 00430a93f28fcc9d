using System.Globalization;
using System.Security.Cryptography;
using Portal.Reports.Pdf;

namespace Portal.Reports.Signing;

/// <summary>What a seal says of itself. The time is a claim, not a proof.</summary>
public sealed record SealDetails(string Name, string Reason, string Location, DateTimeOffset SignedAt, string? ContactInfo = null);

/// <summary>Fills a signature field of a PDF file with a PAdES B-B signature, in a revision appended to the file.</summary>
public static class PdfSigner
{
    /// <summary>Bytes kept for the signature; PDF/A allows no string longer than 32,767.</summary>
    public const int Reserve = 16 << 10;

    const int ByteRangeWidth = 44;

    /// <summary>Flags of an annotation that is printed, if it were to be seen, and locked.</summary>
    const int HiddenAndLocked = 4 | 128;

    /// <param name="fieldName">Of an empty signature field that the file has; nested names are joined with full stops.</param>
    /// <param name="certify">Where the file has no signature yet: this one forbids changes other than further signatures and filled forms (DocMDP 2).</param>
    /// <exception cref="PdfFormatException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">There is no such field, it is signed, a signature forbids it, or the signature is larger than the reserve.</exception>
    public static async Task<byte[]> SealAsync(ReadOnlyMemory<byte> pdf, string fieldName, ISigningKey key, SealDetails details, CancellationToken stop, bool certify = true)
    {
        var file = PdfFile.Read(pdf);
        var forms = new SignatureFields(file.Newest);
        if (forms.Permission == 1) throw new InvalidOperationException("A signature in the file forbids any change.");
        var field = forms.All.FirstOrDefault(f => f.Name == fieldName) ?? throw new InvalidOperationException($"The file has no signature field '{fieldName}'.");
        if (field.Value is not null) throw new InvalidOperationException($"The field '{fieldName}' is signed already.");
        if (field.Reference is null) throw new InvalidOperationException($"The field '{fieldName}' is no object of its own.");

        var update = new IncrementalUpdate(file);
        var signature = update.Reserve();
        var filled = field.Dictionary.Copy();
        filled["V"] = signature;
        update.Set(field.Reference, filled);
        var certifies = certify && forms.All.All(f => f.Value is null);
        SetCatalog(update, file, certifies ? signature : null);
        return await FillAsync(update, signature, key, details, certifies, stop);
    }

    /// <summary>As <see cref="SealAsync"/>, of a file of somebody else: an invisible field is added in the same revision, so that signatures which are there already stay whole.</summary>
    /// <exception cref="PdfFormatException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">A signature in the file forbids any change, or the signature is larger than the reserve.</exception>
    public static async Task<byte[]> AddSealAsync(ReadOnlyMemory<byte> pdf, ISigningKey key, SealDetails details, CancellationToken stop)
    {
        var file = PdfFile.Read(pdf);
        var forms = new SignatureFields(file.Newest);
        if (forms.Permission == 1) throw new InvalidOperationException("A signature in the file forbids any change.");
        var update = new IncrementalUpdate(file);
        var (field, signature) = (update.Reserve(), update.Reserve());
        var certifies = forms.All.All(f => f.Value is null);
        var page = file.Newest.FirstPage();
        update.Set(field, new PdfDictionary
        {
            { "Type", "Annot" },
            { "Subtype", "Widget" },
            { "FT", "Sig" },
            { "T", PdfString.Text(NewName(forms)) },
            { "V", signature },
            { "F", HiddenAndLocked },
            { "Rect", new PdfArray(0, 0, 0, 0) },
            { "P", page },
        });
        if (page is not null)
        {
            var shown = file.Newest.Dictionary(page)!.Copy();
            shown["Annots"] = new PdfArray([.. file.Newest.Items(shown["Annots"]), field]);
            update.Set(page, shown);
        }

        SetCatalog(update, file, certifies ? signature : null, field);
        return await FillAsync(update, signature, key, details, certifies, stop);
    }

    static string NewName(SignatureFields forms) => Enumerable.Range(1, int.MaxValue).Select(n => string.Create(CultureInfo.InvariantCulture, $"PortalSeal{n}")).First(name => forms.All.All(f => f.Name != name));

    static async Task<byte[]> FillAsync(IncrementalUpdate update, PdfReference signature, ISigningKey key, SealDetails details, bool certifies, CancellationToken stop)
    {
        var (contents, byteRange) = (0, 0);
        update.Set(signature, output => (contents, byteRange) = WriteSignature(output, details, certifies));
        var bytes = update.Write();
        var gapEnd = contents + (2 * Reserve) + 2;
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {contents} {gapEnd} {bytes.Length - gapEnd}]").PadRight(ByteRangeWidth);
        System.Text.Encoding.ASCII.GetBytes(range, bytes.AsSpan(byteRange, ByteRangeWidth));

        using var hash = IncrementalHash.CreateHash(key.Hash);
        hash.AppendData(bytes, 0, contents);
        hash.AppendData(bytes, gapEnd, bytes.Length - gapEnd);
        var cms = await CmsBuilder.SignAsync(key, hash.GetHashAndReset(), stop);
        if (cms.Length > Reserve) throw new InvalidOperationException($"The signature has {cms.Length} bytes, the reserve {Reserve}.");
        System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(cms), bytes.AsSpan(contents + 1));
        return bytes;
    }

    static (int Contents, int ByteRange) WriteSignature(PdfOutput output, SealDetails details, bool certifies)
    {
        var dictionary = new PdfDictionary
        {
            { "Type", "Sig" },
            { "Filter", "Adobe.PPKLite" },
            { "SubFilter", "ETSI.CAdES.detached" },
            { "M", PdfString.Date(details.SignedAt) },
            { "Name", PdfString.Text(details.Name) },
            { "Reason", PdfString.Text(details.Reason) },
            { "Location", PdfString.Text(details.Location) },
            { "ContactInfo", details.ContactInfo is { } contact ? PdfString.Text(contact) : null },
        };
        if (certifies)
        {
            var parameters = new PdfDictionary { { "Type", "TransformParams" }, { "P", (PdfValue)2 }, { "V", "1.2" } };
            dictionary.Add("Reference", new PdfArray(new PdfDictionary { { "Type", "SigRef" }, { "TransformMethod", "DocMDP" }, { "TransformParams", parameters } }));
        }

        output.Write("<<");
        foreach (var (name, value) in dictionary)
        {
            output.Write($"/{name} ");
            output.Write(value);
            output.Write("\n");
        }

        output.Write("/ByteRange ");
        var byteRange = output.Position;
        output.Write(new string(' ', ByteRangeWidth));
        output.Write("\n/Contents ");
        var contents = output.Position;
        output.Write("<" + new string('0', 2 * Reserve) + ">\n>>");
        return (contents, byteRange);
    }

    /// <summary>The catalog names the certifying signature; the form says that it has signatures and that only appending keeps them.</summary>
    /// <param name="added">A field that the form gets; null where it has it.</param>
    static void SetCatalog(IncrementalUpdate update, PdfFile file, PdfReference? certifying, PdfReference? added = null)
    {
        const int signedAndAppendOnly = 3;
        var snapshot = file.Newest;
        var (root, form) = (snapshot.Root.Copy(), snapshot.Dictionary(snapshot.Root["AcroForm"])?.Copy() ?? (added is null ? throw new InvalidOperationException("The file has no form.") : []));
        var changed = false;
        if (certifying is not null)
        {
            var permissions = snapshot.Dictionary(root["Perms"])?.Copy() ?? [];
            permissions["DocMDP"] = certifying;
            (root["Perms"], changed) = (permissions, true);
        }

        if (added is not null) form["Fields"] = new PdfArray([.. snapshot.Items(form["Fields"]), added]);
        if (added is not null || form["SigFlags"] is not PdfNumber { Value: signedAndAppendOnly })
        {
            form["SigFlags"] = signedAndAppendOnly;
            if (root["AcroForm"] is PdfReference reference && snapshot.Dictionary(reference) is not null) update.Set(reference, form);
            else (root["AcroForm"], changed) = (form, true);
        }

        if (changed) update.Set((PdfReference)snapshot.Trailer["Root"]!, root);
    }
}
