using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Tests.Shell;

/// <summary>A portal that stops while pages are open stops without a fault in its log.</summary>
public sealed class ShutdownTests(Cluster cluster)
{
    sealed class Stopped(Cluster cluster, ILoggerProvider log) : PortalServices(cluster)
    {
        protected override void Configure(WebApplicationBuilder builder) => builder.Logging.AddProvider(log);
    }

    // The question of the minute, asked now.
    static readonly MethodInfo Ask = typeof(RevalidatingServerAuthenticationStateProvider).GetMethod("ValidateAuthenticationStateAsync", BindingFlags.Instance | BindingFlags.NonPublic)!;

    [Fact]
    public async Task A_circuit_that_is_open_at_the_end_asks_nothing_any_more()
    {
        using var log = new MemoryLog();
        var portal = new Stopped(cluster, log);
        var stopped = false;
        try
        {
            await portal.InitializeAsync();
            var who = TestPeople.Of("5340", ZoneRole.Member);
            var state = new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, who.Id.ToString()), new(PersonClaimTypes.Session, Guid.NewGuid().ToString())], "test")));
            var circuit = portal.Root.CreateAsyncScope(); // as a circuit's: nobody disposes it in time
            var provider = circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
            ((ServerAuthenticationStateProvider)provider).SetAuthenticationState(Task.FromResult(state));
            Assert.False(await AskAsync(provider, state)); // no such session: while the portal runs, the question is asked
            stopped = true;
            await portal.DisposeAsync();
            Assert.True(await AskAsync(provider, state));
            Assert.True((await provider.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
            Assert.DoesNotContain(log.Lines, l => l.Level >= LogLevel.Error);
        }
        finally
        {
            if (!stopped) await portal.DisposeAsync();
        }
    }

    static Task<bool> AskAsync(AuthenticationStateProvider provider, AuthenticationState state) => (Task<bool>)Ask.Invoke(provider, [state, CancellationToken.None])!;
}
