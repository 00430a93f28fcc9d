using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Tenants;

namespace Portal.Identity;

/// <summary>Puts the display name into the cookie, so that pages show it without a query.</summary>
sealed class PersonClaims(UserManager<Person> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Person>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(PersonClaimTypes.DisplayName, user.DisplayName));
        return identity;
    }
}

/// <summary>Reads the portal's claims.</summary>
public static class PersonClaimTypes
{
    public const string DisplayName = "portal:name";

    /// <summary>The person's identifier; null when nobody is signed in.</summary>
    public static Guid? PersonId(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public static string PersonName(this ClaimsPrincipal principal) => principal.FindFirstValue(DisplayName) ?? "";

    /// <summary>Identifier of the <see cref="PersonSession"/>.</summary>
    public const string Session = "portal:session";

    /// <summary>The session that the cookie belongs to; null for a cookie that does not say so, which is none.</summary>
    public static Guid? SessionId(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(Session), out var id) ? id : null;

    /// <summary>Number of the <see cref="SignInMethod"/>.</summary>
    public const string Method = "portal:method";

    /// <summary>When the person signed in, in seconds since 1970.</summary>
    public const string Since = "portal:since";

    /// <summary>The account's stamp when the password was shown.</summary>
    public const string Stamp = "portal:stamp";

    /// <summary>Internet address that the request came from; put there by the request itself, never by the cookie.</summary>
    public const string Address = "portal:address";

    public static string? CameFrom(this ClaimsPrincipal principal) => principal.FindFirstValue(Address);

    /// <summary>How and when the person signed in; a cookie that does not say so is weak and old.</summary>
    public static SignInFacts SignInFacts(this ClaimsPrincipal principal) => new(
        int.TryParse(principal.FindFirstValue(Method), CultureInfo.InvariantCulture, out var method) && (SignInMethod)method != SignInMethod.Password,
        long.TryParse(principal.FindFirstValue(Since), CultureInfo.InvariantCulture, out var since) ? DateTimeOffset.FromUnixTimeSeconds(since) : DateTimeOffset.UnixEpoch,
        principal.SessionId(), (SignInMethod)method);
}
