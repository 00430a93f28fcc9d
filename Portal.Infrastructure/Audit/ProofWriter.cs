using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Audit;

/// <summary>Writes the export that proves itself, one JSON object a line; tools/verify_audit.py reads it.</summary>
sealed class ProofWriter : IDisposable
{
    const int Full = 256 * 1024;

    readonly Stream file;
    readonly IReadOnlyList<byte[]> certificates;
    readonly ArrayBufferWriter<byte> buffer = new(2 * Full);
    readonly Utf8JsonWriter json;

    /// <param name="certificates">Of the zone's seals.</param>
    public ProofWriter(Stream file, IReadOnlyList<byte[]> certificates)
    {
        (this.file, this.certificates) = (file, certificates);
        json = new(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public bool IsFull => buffer.WrittenCount > Full;

    public void Header(string zone, string name, ProofRange range) => Row("header", () =>
    {
        json.WriteString("format", AuditProof.Format);
        json.WriteString("lineForm", AuditChain.Form);
        json.WriteString("zone", zone);
        json.WriteString("name", name);
        json.WriteString("from", Day(range.From));
        json.WriteString("to", Day(range.To));
        json.WriteNumber("first", range.First);
        json.WriteNumber("last", range.Last);
        json.WriteString("previous", Convert.ToHexStringLower(range.Previous));
    });

    public void Line(AuditLine line) => Row("line", () =>
    {
        json.WriteNumber("sequence", line.Sequence!.Value);
        json.WriteString("zone", line.Tenant);
        json.WriteString("id", line.Id);
        json.WriteString("doneAt", line.DoneAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        Id("person", line.PersonId);
        Id("onBehalfOf", line.OnBehalfOf);
        Id("key", line.KeyId);
        Id("supportAccess", line.SupportAccessId);
        json.WriteString("action", line.Action);
        json.WriteString("objectKind", line.ObjectKind);
        json.WriteString("object", line.ObjectId);
        if (line.Purpose is { } purpose) json.WriteNumber("purpose", (int)purpose);
        else json.WriteNull("purpose");
        json.WriteString("purposeName", line.Purpose?.ToString());
        if (line.Content is { } content)
        {
            json.WriteStartObject("content");
            json.WriteString("salt", Convert.ToHexStringLower(content.Salt));
            json.WriteString("address", content.Address);
            json.WriteString("reason", content.Reason);
            json.WriteString("details", content.Details);
            json.WriteString("caseNumber", content.CaseNumber);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("content");
        }

        json.WriteString("contentHash", line.ContentHash is { } hash ? Convert.ToHexStringLower(hash) : null);
        json.WriteString("lineHash", Convert.ToHexStringLower(AuditChain.HashOf(line)));
        json.WriteString("chainHash", Convert.ToHexStringLower(line.ChainHash ?? []));
    });

    public void Anchor(AuditAnchor anchor) => Row("anchor", () =>
    {
        json.WriteString("day", Day(anchor.Day));
        json.WriteNumber("sequence", anchor.Sequence);
        json.WriteString("chainHash", Convert.ToHexStringLower(anchor.ChainHash));
        json.WriteString("madeAt", anchor.MadeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("statement", anchor.Statement);
        json.WriteString("signature", anchor.Signature is { } signature ? Convert.ToBase64String(signature) : null);
        json.WriteString("certificate", CertificateOf(anchor.Signature) is { } certificate ? Convert.ToBase64String(certificate) : null);
    });

    public void End(long lines, long last, byte[] hash) => Row("end", () =>
    {
        json.WriteNumber("lines", lines);
        json.WriteNumber("last", last);
        json.WriteString("chainHash", Convert.ToHexStringLower(hash));
    });

    public async Task FlushAsync(CancellationToken stop)
    {
        await file.WriteAsync(buffer.WrittenMemory, stop);
        buffer.ResetWrittenCount();
    }

    public void Dispose() => json.Dispose();

    void Row(string kind, Action fields)
    {
        json.Reset();
        json.WriteStartObject();
        json.WriteString("kind", kind);
        fields();
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
    }

    void Id(string name, Guid? id)
    {
        if (id is { } known) json.WriteString(name, known);
        else json.WriteNull(name);
    }

    /// <summary>The certificate of the zone whose key signed; null when it is none of the zone's.</summary>
    byte[]? CertificateOf(byte[]? signature)
    {
        if (signature is null) return null;
        try
        {
            var cms = new SignedCms();
            cms.Decode(signature);
            return certificates.FirstOrDefault(c => c.AsSpan().SequenceEqual(cms.SignerInfos[0].Certificate?.RawData));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
