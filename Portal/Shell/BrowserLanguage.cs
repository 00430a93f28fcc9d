using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.Localization;
using Portal.Common;

namespace Portal.Shell;

/// <summary>The first of the browser's languages that the portal speaks, whatever the country.</summary>
sealed class BrowserLanguage : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var language = new RequestHeaders(httpContext.Request.Headers).AcceptLanguage.Take(10).OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value?.Split('-')[0].ToLowerInvariant()).FirstOrDefault(Languages.Knows);
        return Task.FromResult(language is null ? null : new ProviderCultureResult(Preferences.CultureOf(language)));
    }
}
