using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Audit;

/// <summary>The arithmetic of the chain, as the database does it when it chains, as the portal does it when it verifies, and as anybody can do it from an export.</summary>
/// <remarks>
/// A field is its length in bytes of UTF-8, a colon, its text and a semicolon; a missing one is <c>-;</c>. So no two lists of fields give the same bytes.
/// Times are microseconds since 1970, identifiers and hashes lower case.
/// </remarks>
public static class AuditChain
{
    /// <summary>First field of every line: the way of counting.</summary>
    public const string Form = "audit-line-1";

    public const int HashLength = 32;

    /// <summary>What stands before the first line.</summary>
    public static byte[] Beginning => new byte[HashLength];

    public static byte[] HashOf(AuditContent content) =>
        SHA256.HashData([.. content.Salt, .. Fields(content.Address, content.Reason, content.Details, content.CaseNumber)]);

    /// <summary>Hash of the line without its place.</summary>
    public static byte[] HashOf(AuditLine line) => SHA256.HashData(Fields(
        Form, line.Tenant, Text(line.Id), Text(line.DoneAt), Text(line.PersonId), Text(line.OnBehalfOf), Text(line.KeyId), Text(line.SupportAccessId), line.Action, line.ObjectKind, Text(line.ObjectId),
        line.Purpose is { } purpose ? ((int)purpose).ToString(CultureInfo.InvariantCulture) : null, line.ContentHash is { } hash ? Convert.ToHexStringLower(hash) : null));

    /// <summary>Hash of the chain up to and with a line.</summary>
    /// <param name="previous">That of the line before.</param>
    public static byte[] Next(ReadOnlySpan<byte> previous, long sequence, ReadOnlySpan<byte> line)
    {
        Span<byte> all = stackalloc byte[HashLength + sizeof(long) + HashLength];
        previous.CopyTo(all);
        BinaryPrimitives.WriteInt64BigEndian(all[HashLength..], sequence);
        line.CopyTo(all[(HashLength + sizeof(long))..]);
        return SHA256.HashData(all);
    }

    static byte[] Fields(params ReadOnlySpan<string?> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            if (field is null) text.Append("-;");
            else text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field};");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static string? Text(Guid? id) => id?.ToString("D");

    static string Text(DateTimeOffset at) => ((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
}
