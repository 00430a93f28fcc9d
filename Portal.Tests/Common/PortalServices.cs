using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Tests;

/// <summary>The whole portal on a database of its own and a free port, for one class of tests: real services, real HTTP, real pages.</summary>
public class PortalServices(Cluster cluster) : IAsyncLifetime
{
    readonly ClassDatabase database = new(cluster);
    WebApplication portal = null!;

    /// <summary>Such as <c>http://127.0.0.1:43210</c>.</summary>
    public string Address { get; private set; } = "";

    public IServiceProvider Root => portal.Services;

    public Task<string> ConnectionAsync(string role) => database.ConnectionAsync(role);

    /// <summary>Where this portal's mails go.</summary>
    public string MailFolder { get; } = Path.Combine(Path.GetTempPath(), "portal-mail-" + Guid.NewGuid().ToString("N"));

    /// <summary>Settings beside the usual ones, as <c>--Section:Key=value</c>.</summary>
    protected virtual IEnumerable<string> Settings => [];

    /// <summary>Has the last word on services and logging before the portal is built.</summary>
    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    public virtual async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        portal = await Program.BuildAsync(
        [
            "--applicationName=Portal", "--environment=Development", "--contentRoot=" + Path.Combine(Repository.Root, "Portal"), "--urls=http://127.0.0.1:0",
            "--Database:Owner=" + await database.ConnectionAsync("portal_owner"), "--Database:Application=" + await database.ConnectionAsync("portal_app"),
            "--Database:Ingest=" + await database.ConnectionAsync("portal_ingest"), "--Logging:LogLevel:Default=Warning", "--Mail:Folder=" + MailFolder,
            "--Portal:Limits:PerAddress=100000", "--Portal:Limits:PerAccount=100000", "--Portal:Limits:PerKey=100000", "--Portal:Limits:PerVerifier=100000", .. Settings, // every test comes from the same address
        ], Configure);
        await portal.StartAsync();
        Address = portal.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    /// <summary>A scope in which a person acts in the zone, as a request or a circuit would make it; dispose it.</summary>
    public async Task<ActingScope> AsAsync(TestPerson person, string? zone = null)
    {
        var scope = portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ZoneAccess>().EnterAsync(person.Id, person.Name, zone ?? person.Zone);
        return new(scope);
    }

    public Task<ActingScope> AsAsync(string zone, ZoneRole role) => AsAsync(TestPeople.Of(zone, role));

    public virtual async ValueTask DisposeAsync()
    {
        await portal.StopAsync();
        await portal.DisposeAsync();
        await database.DisposeAsync();
        if (Directory.Exists(MailFolder)) Directory.Delete(MailFolder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>Services as one person in one zone has them.</summary>
public sealed class ActingScope(AsyncServiceScope scope) : IAsyncDisposable
{
    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>A context under the zone's filter and policies; dispose it.</summary>
    public PortalDbContext Context() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
