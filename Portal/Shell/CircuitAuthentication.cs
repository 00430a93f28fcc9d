using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Common;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Shell;

/// <summary>Asks each minute whether a circuit's person still has the account and a role in the zone; rights follow what has changed.</summary>
sealed class CircuitAuthentication(
    ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> identity, CurrentTenant tenant, CurrentUser user, ZoneAccess access) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var principal = authenticationState.User;
        if (principal.PersonId() is not { } id) return false;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var valid = await users.FindByIdAsync(id.ToString()) is { } person
            && await users.GetSecurityStampAsync(person) == principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType)
            && (tenant.CodeOrNone is not { } zone || await access.EnterAsync(id, person.DisplayName, zone, principal.SignInFacts(), cancellationToken));
        if (!valid) user.Leave();
        return valid;
    }
}
