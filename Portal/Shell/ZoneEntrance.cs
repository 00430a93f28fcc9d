using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Common;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Shell;

/// <summary>A request enters the zone of its address before rights are asked for. Who lacks only what the zone asks of a sign-in is led there.</summary>
sealed class ZoneOfRequest(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, ZoneAccess access, CurrentUser user)
    {
        // A circuit has no request of its own: it knows the address from the principal of the connection that opened it.
        if (http.Connection.RemoteIpAddress is { } address)
        {
            var text = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
            http.User.AddIdentity(new ClaimsIdentity([new(PersonClaimTypes.Address, text)]));
            user.CameFrom(text);
        }

        if (http.User.PersonId() is { } person
            && !await access.EnterAsync(person, http.User.PersonName(), ZoneInAddress.Of(http.Request.Path.Value ?? "") ?? "", http.User.SignInFacts(), http.RequestAborted)
            && access.Refusal is { } refusal && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect(WayIn(refusal, http.Request.Path + http.Request.QueryString));
            return;
        }

        await next(http);
    }

    /// <summary>Where somebody with a role finds what the zone asks for, and from where the way leads back.</summary>
    static string WayIn(EntryRefusal refusal, string back) =>
        (refusal == EntryRefusal.SessionTooOld ? "/sign-in?why=age&return=" : "/account/stronger?return=") + Uri.EscapeDataString(back);
}

/// <summary>A circuit enters the zone of the page it starts with, once for its whole life.</summary>
sealed class ZoneOfCircuit(AuthenticationStateProvider authentication, NavigationManager navigation, ZoneAccess access, CurrentUser user) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        user.CameFrom(principal.CameFrom());
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
