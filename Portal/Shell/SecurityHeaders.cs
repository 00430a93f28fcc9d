namespace Portal.Shell;

/// <summary>What a browser may do with the portal's pages: scripts of this site alone, no frame around them, no address told to others.</summary>
sealed class SecurityHeaders(RequestDelegate next)
{
    // 'unsafe-inline' for styles: the component library sets style attributes.
    const string Policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        // At the last moment: a fault empties the headers before the page that tells of it is written.
        http.Response.OnStarting(static response => Add((HttpResponse)response), http.Response);
        return next(http);
    }

    static Task Add(HttpResponse response)
    {
        var headers = response.Headers;
        // Not for this machine's own name: it would bar every other program that is tried there.
        if (response.HttpContext.Request.IsHttps && !CookieNames.IsLoopback(response.HttpContext)) headers.StrictTransportSecurity = "max-age=31536000";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
