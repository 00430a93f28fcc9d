using System.Globalization;
using Portal.Common;

namespace Portal.Audit;

/// <summary>Where a zone's chain stood at the end of a day, signed with the zone's seal and mailed to its data protection officer. Never changed.</summary>
public sealed class AuditAnchor : ITenantOwned
{
    AuditAnchor() { }

    public AuditAnchor(string tenant, DateOnly day, long sequence, byte[] chainHash, byte[]? signature, DateTimeOffset now) =>
        (Tenant, Day, Sequence, ChainHash, Signature, MadeAt) = (tenant, day, sequence, chainHash, signature, now);

    public string Tenant { get; private set; } = null!;

    /// <summary>The day in Belgium that it closes.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Number of the last line.</summary>
    public long Sequence { get; private set; }

    /// <summary>Hash of the chain up to that line.</summary>
    public byte[] ChainHash { get; private set; } = null!;

    /// <summary>Detached CMS signature (CAdES) over the UTF-8 bytes of the <see cref="Statement"/>; null when the zone had no seal.</summary>
    public byte[]? Signature { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>The text that is signed and mailed.</summary>
    public string Statement => StatementOf(Tenant, Day, Sequence, ChainHash);

    public static string StatementOf(string tenant, DateOnly day, long sequence, byte[] chainHash) =>
        string.Create(CultureInfo.InvariantCulture, $"audit-anchor-1\nzone: {tenant}\nday: {day:yyyy-MM-dd}\nsequence: {sequence}\nsha256: {Convert.ToHexStringLower(chainHash)}\n");
}
