using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Anpr.Ingest;

/// <summary>The key that stood in the address of an ingest request.</summary>
sealed record HiddenSourceKey(string Key);

/// <summary>
/// Takes the source's key out of the address before anything that logs or traces has seen the request: hosting, routing and
/// static files write the path at some level, and a key in a log is a key given away.
/// </summary>
static class HiddenSourceKeys
{
    const string Prefix = "/api/v1/anpr/ingest/";
    const string Shown = "hidden";

    public static IServiceCollection HideSourceKeys(this IServiceCollection services)
    {
        var server = services.Last(s => s.ServiceType == typeof(IServer));
        services.Remove(server);
        // The server itself quotes a request line that it cannot read.
        services.AddLogging(l => l.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Warning));
        return services.AddSingleton<IServer>(s => new Server((IServer)(server.ImplementationInstance
            ?? server.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, server.ImplementationType!))));
    }

    static void Hide(IFeatureCollection features)
    {
        if (features.Get<IHttpRequestFeature>() is not { } request || !ConcernsIngest(request)) return;
        // The dialect stays for routing to find; of an address that is not quite the right one nothing stays, because the key may stand anywhere in it.
        var path = Prefix + Shown;
        if (request.Path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && request.Path[Prefix.Length..].Trim('/').Split('/') is [{ Length: > 0 and <= 20 } dialect, { Length: > 0 } key])
        {
            features.Set(new HiddenSourceKey(key));
            path = $"{Prefix}{dialect}/{Shown}";
        }

        request.Path = request.RawTarget = path;
        request.QueryString = "";
    }

    static bool ConcernsIngest(IHttpRequestFeature request)
    {
        var target = request.RawTarget;
        for (var round = 0; round < 3 && target.Contains('%', StringComparison.Ordinal); round++) target = Uri.UnescapeDataString(target);
        // A page that bears such a name is nobody's mistake for the ingest address.
        return !request.Path.StartsWith("/zones/", StringComparison.OrdinalIgnoreCase)
            && (target.Contains("/ingest", StringComparison.OrdinalIgnoreCase) || (target.Contains("/api", StringComparison.OrdinalIgnoreCase) && target.Contains("anpr", StringComparison.OrdinalIgnoreCase)));
    }

    sealed class Server(IServer inner) : IServer
    {
        public IFeatureCollection Features => inner.Features;

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull =>
            inner.StartAsync(new Application<TContext>(application), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

        public void Dispose() => inner.Dispose();
    }

    sealed class Application<TContext>(IHttpApplication<TContext> inner) : IHttpApplication<TContext> where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            Hide(contextFeatures);
            return inner.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => inner.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => inner.DisposeContext(context, exception);
    }
}
