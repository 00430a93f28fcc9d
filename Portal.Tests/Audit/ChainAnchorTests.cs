using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Audit;
using Portal.Audit.Jobs;
using Portal.Common.Notices;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;
using Portal.Tests.Reports;

namespace Portal.Tests.Audit;

/// <summary>Each day with lines is closed once, signed and mailed; a fault of one zone stays its own.</summary>
public sealed partial class ChainAnchorTests(ChainAnchorTests.Fixture portal) : IClassFixture<ChainAnchorTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<List<AuditAnchor>> AnchorsAsync(string zone)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<AuditAnchor>().IgnoreQueryFilters().AsNoTracking().Where(a => a.Tenant == zone).OrderBy(a => a.Day).ToListAsync(Stop);
    }

    Task<long> MailsAsync(string zone) => portal.AskAsync<long>("""select count(*) from outbox_mails where "Tenant" = $1 and "Kind" = 'audit_anchored'""", zone);

    [Fact]
    public async Task Missed_days_are_made_up_for_once_and_every_mail_proves_its_day_by_itself()
    {
        await portal.AddAsync([.. new[] { 5, 5, 3, 1 }.Select(d => ChainSetup.Line("5344", ChainSetup.DaysAgo(d)))]); // nothing was done four and two days ago
        await portal.GiveSealAsync("5344"); // a line of today, which is not over
        // Two nodes at once.
        await Task.WhenAll(portal.AnchorAsync("5344"), portal.AnchorAsync("5344"));
        var anchors = await AnchorsAsync("5344");
        Assert.Equal([(ChainSetup.Today.AddDays(-5), 2L), (ChainSetup.Today.AddDays(-3), 3L), (ChainSetup.Today.AddDays(-1), 4L)], anchors.Select(a => (a.Day, a.Sequence)));
        Assert.Equal(3, await MailsAsync("5344")); // one data protection officer
        Assert.Equal(0, await portal.AnchorAsync("5344"));
        Assert.Equal(3, await MailsAsync("5344"));
        Assert.True((await portal.VerifyAsync("5344")).Holds);

        var officer = TestPeople.Of("5344", ZoneRole.DataProtectionOfficer);
        await Eventually.TrueAsync("the mails are sent", () => MailFile.Latest(portal.MailFolder, 100).Count(m => m.To.Contains(officer.Email, StringComparison.OrdinalIgnoreCase)) >= 3);
        foreach (var mail in MailFile.Latest(portal.MailFolder, 100).Where(m => m.To.Contains(officer.Email, StringComparison.OrdinalIgnoreCase)))
        {
            var found = Proof().Match(mail.Body);
            Assert.True(found.Success, mail.Body);
            var folder = Directory.CreateTempSubdirectory("portal-anchor-").FullName;
            try
            {
                await File.WriteAllBytesAsync(folder + "/statement", Encoding.UTF8.GetBytes(found.Groups["statement"].Value), Stop);
                await File.WriteAllBytesAsync(folder + "/signature", Convert.FromBase64String(found.Groups["signature"].Value), Stop);
                await File.WriteAllTextAsync(folder + "/ca.pem", TestSeals.Authority.Root.Pem(), Stop);
                var (code, output) = await ExternalTool.RunAsync("openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", folder + "/signature", "-content", folder + "/statement", "-CAfile", folder + "/ca.pem", "-purpose", "any", "-out", "/dev/null");
                Assert.True(code == 0, output);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public async Task Without_a_seal_a_day_is_closed_unsigned_and_that_is_told()
    {
        await portal.AddAsync(ChainSetup.Line(TestPeople.Organisation, ChainSetup.DaysAgo(1)));
        Assert.Equal(1, await portal.AnchorAsync(TestPeople.Organisation));
        Assert.Null(Assert.Single(await AnchorsAsync(TestPeople.Organisation)).Signature);
        // An organisation has no data protection officer: who decides on access gets it.
        Assert.Equal(TestPeople.Of(TestPeople.Organisation, ZoneRole.OrganisationAdministrator).Id, await portal.AskAsync<Guid>("""select "PersonId" from outbox_mails where "Tenant" = $1 and "Kind" = 'audit_anchored'""", TestPeople.Organisation));
    }

    [Fact]
    public async Task The_job_goes_on_after_a_zone_whose_seal_does_not_open()
    {
        await portal.GiveSealAsync("5291");
        await portal.ListAsync("""update seal_keys set "ProtectedPkcs12" = decode('00', 'hex') where "Tenant" = '5291'""");
        await portal.AddAsync(ChainSetup.Line("5291", ChainSetup.DaysAgo(1)), ChainSetup.Line("5340", ChainSetup.DaysAgo(1)));
        var job = new AnchorAuditJob(portal.Root.GetRequiredService<IServiceScopeFactory>(), portal.Root.GetRequiredService<ZoneDirectory>(), NullLogger<AnchorAuditJob>.Instance);
        Assert.Single((await Assert.ThrowsAsync<AggregateException>(async () => await job.Execute(null!, Stop))).InnerExceptions);
        Assert.Empty(await AnchorsAsync("5291"));
        Assert.Equal(0, await MailsAsync("5291"));
        Assert.Single(await AnchorsAsync("5340"));
    }

    [GeneratedRegex(@"(?<statement>audit-anchor-1\nzone: 5344\nday: \S+\nsequence: \d+\nsha256: [0-9a-f]{64}\n)\n(?<signature>(?:[A-Za-z0-9+/=]+\n)+)", RegexOptions.None, 1000)]
    private static partial Regex Proof();
}
