using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Shell;

/// <summary>A cookie opens nothing without a session that goes on.</summary>
static class SessionOfCookie
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionCheck>();
        if (context.Principal?.PersonId() is not { } person || context.Principal.SessionId() is not { } session || !await sessions.GoesOnAsync(session, person, stop: context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }
}

/// <summary>An open page ends with the session, at once.</summary>
sealed class SessionOfCircuit(AuthenticationStateProvider authentication, ChangeFeed changes, ErrorReport report) : CircuitHandler, IDisposable
{
    IDisposable? subscription;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (authentication is not CircuitAuthentication own || (await own.GetAuthenticationStateAsync()).User.PersonId()?.ToString() is not { } person) return;
        subscription = changes.Subscribe(c =>
        {
            if (c.Concerns(ChangeTopics.Sessions, person)) _ = AskAsync(own);
        });
    }

    async Task AskAsync(CircuitAuthentication own)
    {
        try
        {
            await own.AskNowAsync();
        }
        catch (Exception fault) // the question is asked again within the minute
        {
            report.Note(fault);
        }
    }

    public void Dispose() => subscription?.Dispose();
}
