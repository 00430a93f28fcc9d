using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Portal.Shell;

/// <summary>The proxies in front of the portal, whose word on a visitor's address and on TLS counts; nobody else's does.</summary>
static class Proxies
{
    const string Setting = "Portal:Proxies";

    /// <summary>Addresses and networks separated by commas, such as <c>10.1.2.3, 10.2.0.0/16</c>; none by default.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var named = (app.Configuration[Setting] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Length == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in named)
        {
            if (IPAddress.TryParse(proxy, out var address)) options.KnownProxies.Add(address);
            else options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        app.UseForwardedHeaders(options);
    }
}
