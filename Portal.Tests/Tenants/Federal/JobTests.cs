using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hotlists.Jobs;
using Portal.Audit;
using Portal.Common;
using Portal.Tenants;
using Portal.Tenants.Federal;
using Portal.Tenants.Jobs;
using Quartz;

namespace Portal.Tests.Tenants.Federal;

public sealed class JobTests(JobTests.Fixture portal) : IClassFixture<JobTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_run_is_found_shown_and_run_again_with_what_it_was_given()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var queries = scope.Get<JobQueries>();
        var scheduler = await portal.Root.GetRequiredService<ISchedulerFactory>().GetScheduler(Stop);
        // An import of a zone that does not exist fails.
        await scheduler.TriggerJob(new JobKey(nameof(ImportHotlistJob)), new ImportHotlist("not a zone", Guid.Empty), Stop);
        async Task<IReadOnlyList<JobRunRow>> RunsAsync() => (await queries.ListAsync(new(nameof(ImportHotlistJob)), stop: Stop)).Rows;
        await Eventually.TrueAsync("the run is in the history", async () => (await RunsAsync()).Count > 0);
        var run = (await RunsAsync())[^1];
        var detail = (await queries.FindAsync(run.Id, Stop))!;
        Assert.Contains("not a zone", detail.Input, StringComparison.Ordinal);
        var before = (await RunsAsync()).Count;

        Assert.True((await scope.Get<JobService>().RunAgainAsync(run.Id, Stop)).Succeeded);
        await Eventually.TrueAsync("it ran again", async () => (await RunsAsync()).Count > before);
        var again = (await RunsAsync())[0];
        Assert.Contains("not a zone", (await queries.FindAsync(again.Id, Stop))!.Input, StringComparison.Ordinal);
        await using var db = scope.Context();
        var line = await db.Set<AuditLine>().SingleAsync(l => l.Action == JobActions.RunAgain, Stop);
        Assert.Contains(nameof(ImportHotlistJob), line.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_job_says_when_it_ran_and_when_it_runs_next()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        await Eventually.TrueAsync("the job at start has run", async () => (await scope.Get<JobQueries>().StandingsAsync(Stop)).Any(s => s.Job == nameof(ApplyZoneStatesJob) && s.LastAt is not null));
        var standing = (await scope.Get<JobQueries>().StandingsAsync(Stop)).Single(s => s.Job == nameof(ApplyZoneStatesJob));
        Assert.Equal((JobRunResult.Succeeded, 0), (standing.LastResult, standing.FailuresInARow));
        Assert.InRange(standing.NextAt!.Value - standing.LastAt!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(16));
        Assert.Contains(await scope.Get<JobQueries>().StandingsAsync(Stop), s => s.Job == nameof(ImportHotlistJob) && s.NextAt is null);
    }

    [Fact]
    public async Task What_is_not_there_is_neither_listed_nor_run()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        Assert.Empty((await scope.Get<JobQueries>().ListAsync(new("NoSuchJob"), stop: Stop)).Rows);
        Assert.Null(await scope.Get<JobQueries>().FindAsync("no such run", Stop));
        Assert.Equal(Error.NotFound, (await scope.Get<JobService>().RunAgainAsync("no such run", Stop)).Error);
    }

    [Fact]
    public async Task Jobs_are_for_who_manages_them()
    {
        foreach (var (tenant, role) in FederalSetup.Others.Select(r => (TenantInfo.FederalCode, r)).Append(("5340", ZoneRole.ZoneAdministrator)))
        {
            await using var scope = await portal.AsAsync(tenant, role);
            Assert.Empty((await scope.Get<JobQueries>().ListAsync(new(), stop: Stop)).Rows);
            Assert.Null(await scope.Get<JobQueries>().FindAsync("x", Stop));
            Assert.Equal(Error.Forbidden, (await scope.Get<JobService>().RunAgainAsync("x", Stop)).Error);
            Assert.Equal(role == ZoneRole.FederalAuditor, (await scope.Get<JobQueries>().StandingsAsync(Stop)).Count > 0);
        }
    }
}
