using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Portal.Cameras;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Identity.Account;
using Portal.Identity.Keys;
using Portal.Tenants;
using Radzen;

namespace Portal.Shell;

static class ShellModule
{
    // The portal notices a lost connection within seconds; so does the page (wwwroot-assets/js/portal.js).
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(4);

    static readonly TimeSpan BriefTime = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents(o => o.DetailedErrors = false)
            .AddHubOptions(o => (o.KeepAliveInterval, o.ClientTimeoutInterval) = (KeepAlive, 4 * KeepAlive));
        services.AddRadzenComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>().AddScoped<CircuitHandler, ZoneOfCircuit>().AddScoped<CircuitHandler, SessionOfCircuit>().AddScoped<CircuitHandler, SupportOfCircuit>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, o =>
        {
            (o.Cookie.Name, o.Cookie.HttpOnly, o.Cookie.SameSite, o.Cookie.SecurePolicy) = ("portal.session", true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            (o.LoginPath, o.ReturnUrlParameter, o.ExpireTimeSpan, o.SlidingExpiration) = ("/sign-in", "return", TimeSpan.FromHours(12), true);
            o.Events.OnValidatePrincipal = SessionOfCookie.ValidateAsync;
        });
        // What a browser is asked and has not answered yet; the second is of the framework, for passkeys.
        services.AddAuthentication().AddCookie(SignInService.HalfwayScheme, o => Brief(o, "portal.halfway")).AddCookie(IdentityConstants.TwoFactorUserIdScheme, o => Brief(o, "portal.passkey"));
        services.Configure<IdentityPasskeyOptions>(o => (o.UserVerificationRequirement, o.ResidentKeyRequirement, o.AuthenticatorTimeout) = ("required", "required", BriefTime));
        services.AddOptions<IdentityPasskeyOptions>().Configure<IConfiguration>((o, settings) => o.ServerDomain = settings["Portal:Domain"] ?? SiteAddress.NameOf(settings));
        services.AddDoorLimits().AddApi();
        services.AddAuthorization(o =>
        {
            o.FallbackPolicy = o.DefaultPolicy;
            foreach (var permission in ZoneRoles.AllPermissions) o.AddPolicy(permission, p => p.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)));
        });
        services.AddScoped<IAuthorizationHandler, PermissionHandler>().AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedIsNotFound>();
        services.AddHealthChecks().AddCheck<ReadyCheck>("database", tags: [ReadyCheck.Tag]);
        services.AddProblemDetails();
        services.AddAntiforgery(o => (o.SuppressXFrameOptionsHeader, o.Cookie.Name) = (true, "portal.form")); // frames are refused by SecurityHeaders
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SupportedCultures = o.SupportedUICultures = [.. Languages.All.Select(l => new CultureInfo(Preferences.CultureOf(l)))];
            o.DefaultRequestCulture = new(Preferences.CultureOf("nl"));
            // The browser says "nl" or "nl-NL"; both are Dutch.
            o.RequestCultureProviders = [new Preferences.Culture(), new BrowserLanguage()];
        });
        services.AddSingleton(s => AccountMailWords.ComposerFor(SiteAddress.Of(s.GetRequiredService<IConfiguration>())));
        services.AddSingleton(s => NoticeMails.ComposerFor(SiteAddress.Of(s.GetRequiredService<IConfiguration>())));
        services.AddSingleton(s => AccessWords.InvitationsFor(SiteAddress.Of(s.GetRequiredService<IConfiguration>()))).AddSingleton<WriteRefusal>(AccessWords.WriteRefusal);
        return services.AddScoped<ErrorReport>();
    }

    static void Brief(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions o, string name)
    {
        (o.Cookie.Name, o.Cookie.HttpOnly, o.Cookie.SameSite, o.Cookie.SecurePolicy) = (name, true, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        (o.ExpireTimeSpan, o.SlidingExpiration, o.Cookie.MaxAge) = (BriefTime, false, BriefTime);
    }

    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseProxies();
        app.UseMiddleware<CookieNames>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRequestLocalization();
        app.UseDoorLimits();
        app.UseAuthentication();
        app.UseMiddleware<ZoneOfRequest>();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapPreferences();
        app.MapIdentity();
        app.MapCamerasApi();
        app.MapDirectoryApi();
        app.MapOpenApi();
        app.MapDevMail();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = c => c.Tags.Contains(ReadyCheck.Tag), ResponseWriter = ReadyCheck.WriteAsync }).AllowAnonymous();
    }
}
