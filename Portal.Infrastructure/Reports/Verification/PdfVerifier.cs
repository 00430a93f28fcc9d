using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Reports.Pdf;

namespace Portal.Reports.Verification;

/// <summary>Judges the signatures of a PDF file, from its bytes alone.</summary>
public static class PdfVerifier
{
    /// <summary>A longer file is refused.</summary>
    public const int MostBytes = PdfLimits.FileSize;

    const long MostCovered = 512L << 20;

    static readonly string[] NotJudged = ["revocation", "timeStamps", "qualifiedStatus"];

    /// <summary>Signatures in the order of the file's newest state, then those that it hides.</summary>
    /// <exception cref="PdfFormatException">The bytes are no file that can be read.</exception>
    public static PdfVerdict Verify(ReadOnlyMemory<byte> bytes, TrustAnchors anchors, DateTimeOffset now)
    {
        var file = PdfFile.Read(bytes);
        var changes = new LaterChanges(file);
        var covered = 0L;
        var verdicts = new List<SignatureVerdict>();
        foreach (var (snapshot, field, signature) in Signatures(file))
        {
            var found = new SignaturePlace(file, snapshot, field.Value);
            if (found.Covered is { } range && (covered += range.Length) > MostCovered) throw new PdfFormatException("The file has too many signatures.");
            verdicts.Add(Judge(file, changes, snapshot, field, signature, found, anchors, now));
        }

        return new(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), verdicts);
    }

    /// <summary>Of the newest state, and of earlier ones what the newest does not show.</summary>
    static IEnumerable<(PdfSnapshot Snapshot, SignatureField Field, PdfDictionary Signature)> Signatures(PdfFile file)
    {
        var seen = new HashSet<PdfEntry>();
        for (var i = file.Revisions.Count - 1; i >= 0; i--)
        {
            if (file.Revisions[i].Entries.Count == 0) continue;
            var snapshot = file.At(i);
            foreach (var field in new SignatureFields(snapshot).All)
            {
                var place = field.Value is PdfReference reference ? snapshot.Find(reference.Number) : null;
                if (field.Value is null || (place is { } known && !seen.Add(known))) continue;
                if (place is null && i < file.Revisions.Count - 1) continue;
                var signature = snapshot.Dictionary(field.Value) ?? [];
                if (!IsTimeStamp(snapshot, signature)) yield return (snapshot, field, signature);
            }
        }
    }

    /// <summary>A document time stamp vouches for a time, not for a content's author.</summary>
    static bool IsTimeStamp(PdfSnapshot snapshot, PdfDictionary signature) =>
        snapshot.Resolve(signature["Type"]) is PdfName { Text: "DocTimeStamp" } && snapshot.Resolve(signature["SubFilter"]) is PdfName { Text: "ETSI.RFC3161" };

    static SignatureVerdict Judge(PdfFile file, LaterChanges changes, PdfSnapshot snapshot, SignatureField field, PdfDictionary signature, SignaturePlace place, TrustAnchors anchors, DateTimeOffset now)
    {
        var problems = new List<string>();
        var form = (snapshot.Resolve(signature["SubFilter"]) as PdfName)?.Text;
        var cms = new CmsVerdict(false, false, null, []);
        (string Says, LaterFinding Finding)? changed = null;
        if (place.Covered is not { } covered) problems.Add(place.Problem!);
        else
        {
            cms = CmsVerifier.Verify(place.Contents, covered, problems);
            changed = changes.After(place.Revision, place.End);
            if (changed is { } found) problems.Add(found.Says);
        }

        var isPades = form == "ETSI.CAdES.detached";
        var intact = cms.Intact;
        if (isPades ? cms is { Intact: true, NamesItsCertificate: false } : form != "adbe.pkcs7.detached")
        {
            intact = false;
            problems.Add(isPades ? "The signature does not name its certificate." : "The signature is of a kind that is not accepted.");
        }

        var (trusted, expired) = cms.Signer is { } signer ? CertificateTrust.Judge(signer, cms.Certificates, anchors, now, problems) : (false, false);
        return new(field.Name, intact, place.Covered is not null && place.End == file.Bytes.Length, place.Covered is null || changed is not null, trusted, expired,
            Part(cms.Signer?.SubjectName, "2.5.4.3"), Part(cms.Signer?.SubjectName, "2.5.4.10"), Part(cms.Signer?.IssuerName, "2.5.4.3") ?? cms.Signer?.Issuer,
            snapshot.Resolve(signature["M"]) is PdfString date ? PdfText.Date(date) : null, form, intact && isPades ? "B-B" : null, problems, NotJudged)
        { Later = changed?.Finding };
    }

    static string? Part(X500DistinguishedName? name, string type)
    {
        try { return name?.EnumerateRelativeDistinguishedNames().FirstOrDefault(p => !p.HasMultipleElements && p.GetSingleElementType().Value == type)?.GetSingleElementValue(); }
        catch (CryptographicException) { return null; } // a name in an encoding that nobody reads
    }
}

/// <summary>Where a signature stands in its file, and what it covers.</summary>
sealed class SignaturePlace
{
    static readonly SearchValues<byte> Upper = SearchValues.Create("0123456789ABCDEF"u8);
    static readonly SearchValues<byte> Lower = SearchValues.Create("0123456789abcdef"u8);

    public SignaturePlace(PdfFile file, PdfSnapshot snapshot, PdfValue? value)
    {
        Problem = "The signature does not cover what it must: ";
        if (value is not PdfReference reference || snapshot.InFile(reference.Number) is not { Value: PdfDictionary } found)
        {
            Problem += "it is no object of its own.";
            return;
        }

        var places = new Dictionary<string, PdfToken>(StringComparer.Ordinal);
        var signature = new PdfParser(file.Bytes, file.Limits) { Position = found.BodyStart }.Dictionary(places);
        if (!places.TryGetValue("Contents", out var gap) || signature["Contents"] is not PdfString { Hexadecimal: true } contents || contents.Bytes.Length * 2 != gap.End - gap.Start - 2
            || !AreDigits(file.Bytes.Span[(gap.Start + 1)..(gap.End - 1)]))
        {
            Problem += "its contents are malformed.";
            return;
        }

        if (signature["ByteRange"] is not PdfArray { Items: [PdfNumber { Value: 0 }, PdfNumber first, PdfNumber second, PdfNumber length] }
            || !first.Value.Equals(gap.Start) || !second.Value.Equals(gap.End) || length.Value < 0 || second.Value + length.Value > file.Bytes.Length)
        {
            Problem += "its byte range leaves out something else than its contents.";
            return;
        }

        End = gap.End + (int)length.Value;
        Revision = file.Revisions.ToList().FindIndex(r => r.MarkerEnd == End || r.End == End);
        if (Revision < 0 || !length.Value.Equals((int)length.Value) || file.At(Revision).Find(reference.Number) != snapshot.Find(reference.Number))
        {
            Problem += string.Create(CultureInfo.InvariantCulture, $"its byte range does not end with a revision, but at byte {End}.");
            return;
        }

        (Problem, Contents) = (null, contents.Bytes);
        Covered = [.. file.Bytes.Span[..gap.Start], .. file.Bytes.Span[gap.End..End]];
    }

    /// <summary>Hexadecimal digits without anything between them, and A not mixed with a: a byte that may be either is one that may be changed.</summary>
    static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(Upper) || !text.ContainsAnyExcept(Lower);

    public string? Problem { get; }

    public byte[] Contents { get; } = [];

    /// <summary>Null where the byte range is not sound.</summary>
    public byte[]? Covered { get; }

    /// <summary>The revision that the signature closes.</summary>
    public int Revision { get; }

    public int End { get; }
}
