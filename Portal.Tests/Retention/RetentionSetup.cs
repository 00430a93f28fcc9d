using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Persistence.Providers.Postgres;
using Portal.Reports;
using Portal.Tenants;
using Portal.Tests.Reports;

namespace Portal.Tests.Retention;

static class RetentionSetup
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>A seal for any tenant, also for those whose administrator may not give one.</summary>
    public static async Task GiveAnySealAsync(this PortalServices portal, string tenant)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Portal.Common.CurrentTenant>().Choose(tenant);
        var seal = scope.ServiceProvider.GetRequiredService<SealKeyService>().Read(tenant, TestSeals.Authority.IssueSeal(new($"Zone {tenant}", "NTRBE-0999" + tenant + "99"), "secret"), "secret", null);
        Assert.True(seal.Succeeded, seal.Error?.Code);
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.Add(seal.Value);
        await owner.SaveChangesAsync(CancellationToken.None);
    }

    public static async Task StateAsync(this PortalServices portal, string zone, ZoneState state)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await owner.Set<TenantInfo>().Where(z => z.Code == zone).ExecuteUpdateAsync(z => z.SetProperty(x => x.State, state), Stop);
    }
}
