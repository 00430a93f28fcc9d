using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Common.Notices;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Identity.Access;

/// <summary>Ten thousand people in one decision, as when a whole zone asks at once.</summary>
public sealed class AccessRunLoadTests(AccessRunLoadTests.Fixture portal, ITestOutputHelper output) : IClassFixture<AccessRunLoadTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        // What is measured is the decision; what leaves, leaves afterwards at the server's pace.
        protected override IEnumerable<string> Settings => ["--environment=Production"];
    }

    const int Count = 10_000;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_requests_are_approved_with_progress_to_see()
    {
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"))) await AccessLoad.CertainAsync(owner, "5340", "mass", Count, Stop);
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var queries = scope.Get<AccessQueries>();
        Assert.Equal(new AccessCounts(Count, Count), await queries.CountAsync(new(), Stop));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var started = await scope.Get<AccessService>().ApproveAllAsync(new(), [new(ZoneRole.Member)], "Personeelslijst van maandag", Stop);
        Assert.True(started.Succeeded, started.Error?.Code);
        var steps = new HashSet<int>();
        var most = 0L;
        AccessRunRow run;
        do
        {
            await Task.Delay(100, Stop);
            run = (await queries.FindRunAsync(started.Value, Stop))!;
            steps.Add(run.Done);
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }
        while (run.IsUnderWay && clock.Elapsed < TimeSpan.FromMinutes(3));

        output.WriteLine($"{Count} requests in {clock.Elapsed.TotalSeconds:0.0} s, progress seen {steps.Count} times, {(most - before) / 1_000_000.0:0} MB more in memory at most");
        Assert.Equal((Count, 0), (run.Done, run.Skipped));
        Assert.False(run.IsUnderWay); // within three minutes, however busy the machine; the line above says how long it took
        Assert.True(steps.Count > 5);
        await using var db = scope.Context();
        Assert.Equal((Count, Count), (await db.Set<Invitation>().CountAsync(Stop), await db.Set<OutboxMail>().CountAsync(m => m.State == MailState.Waiting, Stop)));
    }
}
