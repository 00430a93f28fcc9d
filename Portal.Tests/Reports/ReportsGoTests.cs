using Microsoft.Extensions.DependencyInjection;
using Portal.Retention;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>A report is kept to its last day and not a day longer; its number is not given again.</summary>
public sealed class ReportsGoTests(ReportsGoTests.Fixture portal) : IClassFixture<ReportsGoTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_goes_after_its_last_day_with_its_file()
    {
        var hit = await portal.ConfirmedHitAsync("5340");
        var (old, last) = (await portal.IssueAsync(hit, "5340", "nl"), await portal.IssueAsync(hit, "5340", "fr"));
        await portal.ListAsync("""update reports set "KeptUntilOn" = (now() at time zone 'Europe/Brussels')::date - 1 where "Id" = $1""", old.Id);
        await portal.ListAsync("""update reports set "KeptUntilOn" = (now() at time zone 'Europe/Brussels')::date where "Id" = $1""", last.Id);
        await portal.Root.GetRequiredService<Purges>().RunAsync(RetentionKinds.Reports, Stop);
        Assert.Equal([[last.Id]], await portal.ListAsync("""select "Id" from reports"""));
        Assert.Equal([[last.Id]], await portal.ListAsync("""select "ReportId" from report_files"""));
        Assert.Equal(3, (await portal.IssueAsync(hit, "5340", "nl")).Number);
    }

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.GiveSealAsync("5340");
        }
    }
}
