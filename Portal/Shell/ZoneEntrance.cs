using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Shell;

/// <summary>A request enters the zone of its address before rights are asked for.</summary>
sealed class ZoneOfRequest(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, ZoneAccess access)
    {
        if (http.User.PersonId() is { } person)
            await access.EnterAsync(person, http.User.PersonName(), ZoneInAddress.Of(http.Request.Path.Value ?? "") ?? "", http.User.SignInFacts(), http.RequestAborted);
        await next(http);
    }
}

/// <summary>A circuit enters the zone of the page it starts with, once for its whole life.</summary>
sealed class ZoneOfCircuit(AuthenticationStateProvider authentication, NavigationManager navigation, ZoneAccess access) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        try
        {
            if (principal.PersonId() is { } person)
                await access.EnterAsync(person, principal.PersonName(), ZoneInAddress.Of(navigation.ToBaseRelativePath(navigation.Uri)) ?? "", principal.SignInFacts(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page was left before its circuit had opened: nobody is in, nobody sees anything.
        }
    }
}
