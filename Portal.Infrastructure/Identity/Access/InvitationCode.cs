using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>The word of a link: the tenant's code, so that it is looked for in that tenant alone, and 32 characters by chance (160 bits) that the portal keeps as their hash.</summary>
public sealed record InvitationCode(string Tenant, string Secret)
{
    const int Length = 32;

    // Without letters and digits that are read for one another.
    const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    public static InvitationCode Create(string tenant) => new(tenant, RandomNumberGenerator.GetString(Alphabet, Length));

    public static InvitationCode? Parse(string? text) =>
        text is { Length: TenantInfo.CodeLength + 1 + Length } && text[TenantInfo.CodeLength] == '-' && TenantInfo.IsCode(text[..TenantInfo.CodeLength]) && !text.AsSpan(TenantInfo.CodeLength + 1).ContainsAnyExcept(Letters)
            ? new(text[..TenantInfo.CodeLength], text[(TenantInfo.CodeLength + 1)..]) : null;

    public byte[] Hash() => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    public override string ToString() => Tenant + "-" + Secret;
}
