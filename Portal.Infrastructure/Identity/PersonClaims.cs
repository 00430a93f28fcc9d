using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

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
}
