using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Common;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Shell;

/// <summary>Asks each minute, and when it is told to, whether a circuit's person still has the account and a role in the zone; rights follow what has changed.</summary>
sealed class CircuitAuthentication(
    ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> identity, CurrentTenant tenant, CurrentUser user, ZoneAccess access, SessionCheck sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var principal = authenticationState.User;
        if (principal.PersonId() is not { } id) return false;
        if (principal.SessionId() is not { } session || !await sessions.GoesOnAsync(session, id, asked: true, cancellationToken))
        {
            user.Leave();
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var valid = await users.FindByIdAsync(id.ToString()) is { } person
            && await users.GetSecurityStampAsync(person) == principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType)
            && (tenant.CodeOrNone is not { } zone || await access.EnterAsync(id, person.DisplayName, zone, principal.SignInFacts(), cancellationToken));
        if (!valid) user.Leave();
        return valid;
    }

    /// <summary>Asks now, and shows the door when the answer is no.</summary>
    public async Task AskNowAsync()
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.Identity?.IsAuthenticated != true || await ValidateAuthenticationStateAsync(state, CancellationToken.None)) return;
        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
    }
}
