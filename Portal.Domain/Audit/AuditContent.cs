using System.Security.Cryptography;
using Portal.Common;

namespace Portal.Audit;

/// <summary>What a line of the audit says in words and of people. May go before the line: the line keeps its hash, and the salt goes with the words, so that they cannot be guessed from it.</summary>
public sealed class AuditContent : ITenantOwned
{
    public const int AddressLength = 45;
    public const int ReasonLength = 500;
    public const int DetailsLength = 4000;
    public const int SaltLength = 16;

    AuditContent() { }

    internal AuditContent(string tenant, Guid lineId, string? address, string? reason, string? details, string? caseNumber) =>
        (Tenant, LineId, Salt, Address, Reason, Details, CaseNumber) =
        (tenant, lineId, RandomNumberGenerator.GetBytes(SaltLength), Cut(address, AddressLength), Cut(reason, ReasonLength), details, caseNumber);

    public string Tenant { get; private set; } = null!;

    public Guid LineId { get; private set; }

    public byte[] Salt { get; private set; } = null!;

    /// <summary>Internet address that the request came from; null for jobs.</summary>
    public string? Address { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Criteria, or before and after, as JSON.</summary>
    public string? Details { get; private set; }

    public string? CaseNumber { get; private set; }

    static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
