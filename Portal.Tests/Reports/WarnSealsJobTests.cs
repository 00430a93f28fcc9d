using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Portal.Reports;
using Portal.Reports.Jobs;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>Who hears that a seal ends, and when.</summary>
public sealed class WarnSealsJobTests(WarnSealsJobTests.Fixture portal) : IClassFixture<WarnSealsJobTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_warning_comes_once_and_a_new_key_ends_them()
    {
        await AddAsync(100);
        var told = new List<int>();
        foreach (var day in Enumerable.Range(0, 104))
        {
            using var later = portal.Clock.Later(TimeSpan.FromDays(day));
            for (var again = 0; again < 2; again++)
            {
                var before = await NoticesAsync();
                await RunAsync();
                if (await NoticesAsync() > before) told.Add(100 - day);
            }
        }

        Assert.Equal([60, 30, 14, 7, 1, -1], told);
        var people = await portal.ListAsync("""select distinct "PersonId" from notifications where "Kind" = 'seal_expires' and "Tenant" = '5340'""");
        Assert.Equal(new[] { ZoneRole.ZoneAdministrator, ZoneRole.DataProtectionOfficer }.Select(r => TestPeople.Of("5340", r).Id).Order(), people.Select(p => (Guid)p[0]!).Order());
        Assert.Equal(6L, await portal.AskAsync<long>("""select count(*) from audit_lines where "Action" = 'seal_key.ends' and "Tenant" = '5340'"""));

        using var after = portal.Clock.Later(TimeSpan.FromDays(110));
        await AddAsync(200);
        var last = await NoticesAsync();
        await RunAsync();
        Assert.Equal(last, await NoticesAsync());
    }

    Task<long> NoticesAsync() => portal.AskAsync<long>("""select count(*) from notifications where "Kind" = 'seal_expires'""");

    async Task RunAsync()
    {
        await using var scope = portal.Root.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<WarnSealsJob>(scope.ServiceProvider).Execute(null!, Stop);
    }

    async Task AddAsync(int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Seal", key, HashAlgorithmName.SHA256).CreateSelfSigned(portal.Clock.GetUtcNow().AddDays(-1), portal.Clock.GetUtcNow().AddDays(days));
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var added = await scope.Get<SealKeyService>().AddAsync(certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, ""), "", Stop);
        Assert.True(added.Succeeded, added.Error?.Code);
    }

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }
}
