using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Tenants;
using Portal.Tenants.Support;

namespace Portal.Shell;

/// <summary>Who is let in for support loses the rights of an open page in the moment in which that ends: when the zone ends it, and when its time has passed.</summary>
sealed class SupportOfCircuit(
    AuthenticationStateProvider authentication, ZoneAccess access, SupportService support, CurrentTenant tenant, CurrentUser user, ChangeFeed changes, TimeProvider clock, ErrorReport report) : CircuitHandler, IDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    IDisposable? subscription;
    ITimer? timer;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (access.Support is not { } open || tenant.CodeOrNone is not { } zone) return;
        subscription = changes.Subscribe(c =>
        {
            if (c.Concerns(ChangeTopics.Support, zone)) _ = EnterAgainAsync();
        });
        timer = clock.CreateTimer(_ =>
        {
            if (user.Support is not null && clock.GetUtcNow() >= open.EndsAt) _ = EnterAgainAsync();
        }, null, Tick, Tick);
        await support.EnteredAsync(cancellationToken);
    }

    async Task EnterAgainAsync()
    {
        try
        {
            var principal = (await authentication.GetAuthenticationStateAsync()).User;
            if (principal.PersonId() is { } person && tenant.CodeOrNone is { } zone && user.IdOrNone == person) await access.EnterAsync(person, user.Name, zone, principal.SignInFacts());
        }
        catch (Exception fault) // nobody keeps rights because a question could not be asked
        {
            user.Leave();
            report.Note(fault);
        }
    }

    public void Dispose()
    {
        subscription?.Dispose();
        timer?.Dispose();
    }
}
