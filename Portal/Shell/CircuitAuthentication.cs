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
sealed class CircuitAuthentication : RevalidatingServerAuthenticationStateProvider
{
    readonly IServiceScopeFactory scopes;
    readonly IOptions<IdentityOptions> identity;
    readonly CurrentTenant tenant;
    readonly CurrentUser user;
    readonly ZoneAccess access;
    readonly SessionCheck sessions;
    readonly CancellationToken stopping;
    readonly CancellationTokenRegistration atStop;

    public CircuitAuthentication(
        ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> identity, CurrentTenant tenant, CurrentUser user, ZoneAccess access, SessionCheck sessions, IHostApplicationLifetime lifetime) : base(logs)
    {
        (this.scopes, this.identity, this.tenant, this.user, this.access, this.sessions) = (scopes, identity, tenant, user, access, sessions);
        stopping = lifetime.ApplicationStopping;
        // Circuits outlive the services they ask: the minute's question ends with the portal.
        atStop = stopping.Register(((IDisposable)this).Dispose);
    }

    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>A portal that stops has nobody to show the door: what it would ask is gone, or goes in the middle of the question.</summary>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (stopping.IsCancellationRequested) return true;
        try
        {
            return await AskAsync(authenticationState, cancellationToken);
        }
        catch (Exception fault) when (fault is ObjectDisposedException && stopping.IsCancellationRequested || fault is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    async Task<bool> AskAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
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

    protected override void Dispose(bool disposing)
    {
        atStop.Dispose();
        base.Dispose(disposing);
    }
}
