using System.Net;

namespace Portal.Shell;

/// <summary>
/// Over TLS every cookie of the portal is called <c>__Host-…</c>: a browser takes such a one from this very site alone, over TLS alone. The code behind knows the plain names;
/// this outermost step renames in both directions, and a plain name that arrives over TLS is dropped: a neighbouring site may have planted it.
/// </summary>
/// <remarks>Without TLS the plain names serve at this machine itself (loopback). Elsewhere cookies are marked Secure, so that a browser keeps none and nothing is given away.</remarks>
sealed class CookieNames(RequestDelegate next)
{
    public const string Prefix = "__Host-";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.IsHttps)
        {
            http.Request.Headers.Cookie = string.Join("; ", http.Request.Headers.Cookie.SelectMany(h => (h ?? "").Split(';')).Select(c => c.Trim()).Where(c => c.StartsWith(Prefix, StringComparison.Ordinal)).Select(c => c[Prefix.Length..]));
            // The first to be registered is the last to run: what others set at the last moment is renamed too.
            http.Response.OnStarting(static response => Rewrite((HttpResponse)response, Prefix), http.Response);
        }
        else if (!IsLoopback(http))
        {
            http.Response.OnStarting(static response => Rewrite((HttpResponse)response, ""), http.Response);
        }

        return next(http);
    }

    /// <summary>True when nobody between browser and portal can listen: TLS, or the same machine.</summary>
    public static bool IsPrivate(HttpContext http) => http.Request.IsHttps || IsLoopback(http);

    public static bool IsLoopback(HttpContext http)
    {
        var host = http.Request.Host.Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }

    static Task Rewrite(HttpResponse response, string prefix)
    {
        if (response.Headers.SetCookie is { Count: > 0 } cookies) response.Headers.SetCookie = cookies.Select(c => Secure(c!, prefix)).ToArray();
        return Task.CompletedTask;
    }

    static string Secure(string cookie, string prefix)
    {
        var parts = cookie.Split(';', StringSplitOptions.TrimEntries);
        var kept = parts.Skip(1).Where(p => !p.StartsWith("path", StringComparison.OrdinalIgnoreCase) && !p.StartsWith("domain", StringComparison.OrdinalIgnoreCase) && !p.Equals("secure", StringComparison.OrdinalIgnoreCase));
        return string.Join("; ", [prefix + parts[0], "path=/", "secure", .. kept]);
    }
}
