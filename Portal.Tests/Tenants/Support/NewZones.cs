using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Identity;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Tenants.Support;

/// <summary>A zone of its own for a test that counts.</summary>
static class NewZones
{
    /// <returns>Its administrator.</returns>
    public static async Task<TestPerson> NewZoneAsync(this PortalServices portal, string code)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.Add(TenantInfo.Create(code, "Zone " + code, null, null, "nl"));
        await owner.SaveChangesAsync(TestContext.Current.CancellationToken);
        portal.Root.GetRequiredService<ZoneDirectory>().Forget();
        return await portal.NewPersonAsync(code, ZoneRole.ZoneAdministrator);
    }

    /// <summary>Somebody more, with the usual password.</summary>
    public static async Task<TestPerson> NewPersonAsync(this PortalServices portal, string zone, params ZoneRole[] roles)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var now = TimeProvider.System.GetUtcNow();
        var word = Guid.NewGuid().ToString("N")[..8];
        var known = await owner.Set<Person>().Where(p => p.PasswordHash != null).Select(p => p.PasswordHash).FirstAsync(TestContext.Current.CancellationToken);
        var person = new Person($"{word}@{zone}.test", $"Person {word}", null, now) { SecurityStamp = Guid.NewGuid().ToString("N"), PasswordHash = known };
        (person.NormalizedEmail, person.NormalizedUserName) = (person.Email!.ToUpperInvariant(), person.Email.ToUpperInvariant());
        owner.Add(person);
        owner.AddRange(roles.Select(r => new Membership(zone, person.Id, r, now)));
        await owner.SaveChangesAsync(TestContext.Current.CancellationToken);
        return new(person.Id, person.Email, person.DisplayName, zone, roles.FirstOrDefault());
    }
}
