using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Portal.Common;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Shell;

/// <summary>Language and display, kept in cookies; the language also with the person.</summary>
static class Preferences
{
    public const string ThemeCookie = "portal.theme";
    public const string LanguageCookie = "portal.language";

    static readonly CookieOptions Kept = new() { MaxAge = TimeSpan.FromDays(365), IsEssential = true, SameSite = SameSiteMode.Lax, HttpOnly = true, Path = "/" };

    public static bool IsDark(HttpContext http) => http.Request.Cookies[ThemeCookie] == "dark";

    /// <summary>Culture of a language: Belgian habits for dates and numbers.</summary>
    public static string CultureOf(string language) => language == "en" ? "en-GB" : language + "-BE";

    public static void Speak(HttpContext http, string language) => http.Response.Cookies.Append(LanguageCookie, language, Kept);

    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        app.MapGet("/language/{language}", async (string language, string? @return, HttpContext http, UserManager<Person> users) =>
        {
            if (!Languages.Knows(language)) return Results.NotFound();
            Speak(http, language);
            if (await users.GetUserAsync(http.User) is { } person && person.Language != language)
            {
                person.Speak(language);
                await users.UpdateAsync(person);
            }

            return Results.LocalRedirect(LocalPath(@return));
        }).AllowAnonymous();
        app.MapGet("/theme/{theme:regex(^(dark|light)$)}", (string theme, string? @return, HttpContext http) =>
        {
            http.Response.Cookies.Append(ThemeCookie, theme, Kept);
            return Results.LocalRedirect(LocalPath(@return));
        }).AllowAnonymous();
    }

    /// <summary>An address of this site to go back to; the start page when the given one leads elsewhere.</summary>
    public static string LocalPath(string? path) => path is { Length: > 0 } && path[0] == '/' && (path.Length == 1 || (path[1] is not ('/' or '\\') && !path.Any(char.IsControl))) ? path : "/";

    /// <summary>The person's choice, then the zone's language; the browser's follows.</summary>
    public sealed class Culture : RequestCultureProvider
    {
        public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            if (httpContext.Request.Cookies[LanguageCookie] is { } chosen && Languages.Knows(chosen)) return new(CultureOf(chosen));
            if (ZoneInAddress.Of(httpContext.Request.Path.Value ?? "") is not { } code) return null;
            var zone = await httpContext.RequestServices.GetRequiredService<ZoneDirectory>().FindAsync(code, httpContext.RequestAborted);
            return zone is null ? null : new(CultureOf(zone.DefaultLanguage));
        }
    }
}
