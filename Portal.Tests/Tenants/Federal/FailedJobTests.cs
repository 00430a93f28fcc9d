using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Tenants;
using Portal.Tenants.Federal;
using Portal.Tenants.Jobs;
using Quartz;

namespace Portal.Tests.Tenants.Federal;

/// <summary>A job that truly fails, in a portal of its own: every other run there goes well.</summary>
public sealed class FailedJobTests(FailedJobTests.Fixture portal) : IClassFixture<FailedJobTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_failures_are_listed_when_asked_with_their_error_and_a_failed_run_is_run_again()
    {
        const string zone = "5291";
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var queries = scope.Get<JobQueries>();
        await Eventually.TrueAsync("a run that went well", async () => (await queries.ListAsync(new(nameof(ApplyZoneStatesJob)), stop: Stop)).Rows.Any(r => r.Result == JobRunResult.Succeeded));
        Assert.Empty((await queries.ListAsync(new(FailedOnly: true), stop: Stop)).Rows);
        var today = Brussels.DayOf(TimeProvider.System.GetUtcNow());
        Assert.True((await scope.Get<ZoneStateService>().DecideAsync(zone, (await scope.ZoneAsync(zone)).Version, ZoneState.ReadOnly, today.AddDays(3), "merger", Stop)).Succeeded);
        await portal.OwnerAsync($"""create function stuck() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$; create trigger stuck before update on zones for each row when (new."Code" = '{zone}') execute function stuck(); update zone_state_changes set "EffectiveOn" = '{today:yyyy-MM-dd}'""");
        var scheduler = await portal.Root.GetRequiredService<ISchedulerFactory>().GetScheduler(Stop);
        await scheduler.TriggerJob(new JobKey(nameof(ApplyZoneStatesJob)), Stop);
        // It is tried again by itself, and given up at last.
        await Eventually.TrueAsync("it has failed", async () => (await queries.ListAsync(new(FailedOnly: true), stop: Stop)).Rows.Any(r => !r.RetryScheduled));
        var failed = (await queries.ListAsync(new(FailedOnly: true), stop: Stop)).Rows;
        Assert.All(failed, r => Assert.Equal((nameof(ApplyZoneStatesJob), JobRunResult.Failed), (r.Job, r.Result)));
        Assert.All(failed, r => Assert.Contains(zone, r.Failure, StringComparison.Ordinal));
        var all = (await queries.ListAsync(new(nameof(ApplyZoneStatesJob)), stop: Stop)).Rows;
        Assert.Equal(all.Where(r => r.Result == JobRunResult.Failed).Select(r => r.Id), failed.Select(r => r.Id));
        Assert.Contains(all, r => r.Result == JobRunResult.Succeeded);
        Assert.Equal(ZoneState.Active, (await scope.ZoneAsync(zone)).State);

        await portal.OwnerAsync("drop function stuck cascade");
        Assert.True((await scope.Get<JobService>().RunAgainAsync(failed.First(r => !r.RetryScheduled).Id, Stop)).Succeeded);
        await Eventually.TrueAsync("it ran again", async () => (await queries.ListAsync(new(nameof(ApplyZoneStatesJob)), stop: Stop)).Rows is [{ Result: JobRunResult.Succeeded, Manual: true }, ..]);
        Assert.Equal(ZoneState.ReadOnly, (await scope.ZoneAsync(zone)).State);
        Assert.Equal(failed.Select(r => r.Id), (await queries.ListAsync(new(FailedOnly: true), stop: Stop)).Rows.Select(r => r.Id));
    }
}
