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
        return services.AddSingleton<IServer>(s => new Server((IServer)(server.ImplementationInstance
            ?? server.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, server.ImplementationType!))));
    }

    static void Hide(IFeatureCollection features)
    {
        if (features.Get<IHttpRequestFeature>() is not { } request || !request.Path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return;
        var slash = request.Path.IndexOf('/', Prefix.Length);
        if (slash < 0) return;
        features.Set(new HiddenSourceKey(request.Path[(slash + 1)..]));
        request.Path = request.Path[..(slash + 1)] + Shown;
        request.RawTarget = request.Path;
        request.QueryString = "";
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
