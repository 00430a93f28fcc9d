using System.Security.Claims;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Identity.Access;
using Portal.Identity.Account;
using Portal.Identity.Keys;
using Portal.Identity.Keys.Jobs;
using Portal.Identity.Reviews;
using Portal.Identity.Reviews.Jobs;
using Portal.Identity.Roles;
using Portal.Persistence;
using Quartz;

namespace Portal.Identity;

public static class IdentityModule
{
    /// <summary>Wrong passwords after which an account is locked, and for how long.</summary>
    public const int TriesBeforeLock = 5;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddPortalIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(o =>
        {
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            o.User.RequireUniqueEmail = true;
            (o.Password.RequiredLength, o.Password.RequireNonAlphanumeric, o.Password.RequireDigit, o.Password.RequireUppercase) = (AccountErrors.ShortestPassword, false, false, false);
            (o.Lockout.MaxFailedAccessAttempts, o.Lockout.DefaultLockoutTimeSpan) = (TriesBeforeLock, LockedFor);
        }).AddEntityFrameworkStores<PortalDbContext>().AddSignInManager().AddDefaultTokenProviders().AddClaimsPrincipalFactory<PersonClaims>();
        // The validator makes the principal anew now and then and forgets what the cookie says of the session.
        services.Configure<SecurityStampValidatorOptions>(o => o.OnRefreshingPrincipal = context =>
        {
            if (context is { CurrentPrincipal: { } before, NewPrincipal.Identity: ClaimsIdentity after }) after.AddClaims(Sessions.OwnClaims(before));
            return Task.CompletedTask;
        });
        services.Configure<DataProtectionTokenProviderOptions>(o => o.TokenLifespan = PasswordForgotten.Lifetime);
        services.AddDataProtection().SetApplicationName("portal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = new KeysInDatabase(s.GetRequiredService<IServiceScopeFactory>())));
        return services.AddScoped<SignInService>().AddScoped<Sessions>().AddScoped<Administrators>().AddScoped<RoleService>().AddScoped<CustomRoleService>().AddScoped<RoleQueries>().AddAccess().AddSingleton<SessionCheck>()
            .AddScoped<SecondFactor>().AddScoped<AccountNews>().AddScoped<AccountScope>().AddScoped<AccountService>().AddScoped<PasskeyService>().AddScoped<AccountQueries>().AddScoped<ApiKeyService>().AddScoped<ApiKeyDoor>().AddSingleton<PasswordForgotten>()
            .AddScoped<ReviewOpening>().AddScoped<ReviewKeeping>().AddScoped<ReviewService>().AddScoped<ReviewQueries>().AddIdentitySteps();
    }

    public static void AddAccessJobs(this IQuartzBuilder jobs)
    {
        AccessModule.AddJobs(jobs);
        jobs.AddJob<TellExpiryJob>(j => j.WithIdentity(nameof(TellExpiryJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(TellExpiryJob)).WithIdentity(nameof(TellExpiryJob)).WithCronSchedule("0 0 5 * * ?"));
        jobs.AddJob<KeepReviewsJob>(j => j.WithIdentity(nameof(KeepReviewsJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(KeepReviewsJob)).WithIdentity(nameof(KeepReviewsJob)).WithCronSchedule("0 20 5 * * ?"));
    }

    /// <summary>The key ring in the database: every node has the same, and a restart signs nobody out.</summary>
    sealed class KeysInDatabase(IServiceScopeFactory scopes) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var scope = scopes.CreateScope();
            using var db = scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
            return [.. db.Set<ProtectionKey>().AsNoTracking().Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var scope = scopes.CreateScope();
            using var db = scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
            db.Add(new ProtectionKey(friendlyName, element.ToString(SaveOptions.DisableFormatting)));
            // The interface is synchronous and is called a few times a year, never from a request that waits on this thread's context.
            Task.Run(() => db.SaveChangesAsync()).Wait();
        }
    }
}
