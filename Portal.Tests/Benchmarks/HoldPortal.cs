using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Anpr.Hits;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Benchmarks;

/// <summary>
/// The portal in a process of its own, to be killed or put under load: makes a zone (<see cref="HeldZone"/>) at its first start, and writes "ready", its address and the owner's
/// connection. With the setting Hold:Confirm=true somebody confirms each hit as soon as it comes.
/// </summary>
static class HoldPortal
{
    public static async Task<int> RunAsync(string data, string contentRoot, string[] settings)
    {
        await using var portal = await global::Program.BuildAsync(
        [
            "--applicationName=Portal", "--environment=Development", "--contentRoot=" + contentRoot, "--urls=http://127.0.0.1:0", "--Database:Directory=" + data, "--Logging:LogLevel:Default=Error", .. settings,
        ]);
        var owner = portal.Services.GetRequiredService<DatabaseStart>().Database.OwnerConnection;
        await HeldZone.MakeAsync(owner, data + ".key");
        await portal.StartAsync();
        Console.WriteLine($"ready {portal.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()} {owner}");
        if (portal.Configuration["Hold:Confirm"] == "true") _ = ConfirmAsync(portal.Services, await HeldZone.PersonAsync(owner));
        await portal.WaitForShutdownAsync();
        return 0;
    }

    static async Task ConfirmAsync(IServiceProvider services, Guid person)
    {
        while (true)
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<ZoneAccess>().EnterAsync(person, "", HeldZone.Code))
                {
                    foreach (var hit in await scope.ServiceProvider.GetRequiredService<HitQueries>().ListAsync(new()))
                        await scope.ServiceProvider.GetRequiredService<HitService>().DecideAsync(hit.Id, HitState.Confirmed, DecisionReason.PlateAgrees, null);
                }
            }
            catch (Exception e)
            {
                Console.WriteLine("waits: " + e.Message); // the database was killed: that is the test
            }

            await Task.Delay(20);
        }
    }
}
