using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Reports;

/// <summary>Seals what was ordered, when something was ordered and when something is due. Every node does it: an order belongs to who saved its claim first.</summary>
public sealed class ReportSealing(IServiceScopeFactory scopes, ChangeFeed changes, IDatabaseProvider database, TimeProvider clock, ILogger<ReportSealing> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Orders of one zone before it is the others' turn: a thousand of one must not hold up the single one of another.</summary>
    const int Batch = 10;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changed = new ChangeSignal();
        using var subscription = changes.Subscribe(c =>
        {
            if (c.Topic is null or ChangeTopics.ReportOrders) changed.Set("");
        });
        changed.Set("");
        using var timer = clock.CreateTimer(_ => changed.Set(""), null, Pause, Pause);
        await changed.HandleAsync((_, stop) => SealDueAsync(stop), log, stoppingToken);
    }

    /// <summary>Tries every order that is due now: zones beside each other, the orders of one zone one after the other, for each waits for the number of the one before.</summary>
    /// <returns>Number of reports that were sealed.</returns>
    public async Task<int> SealDueAsync(CancellationToken stop)
    {
        var (done, more) = (0, true);
        while (more)
        {
            more = false;
            await Parallel.ForEachAsync(
                await database.TenantsWithReportOrdersAsync(clock.GetUtcNow(), stop), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop },
                async (code, token) =>
                {
                    var due = await DueAsync(code, token);
                    foreach (var order in due)
                    {
                        await using var scope = scopes.CreateAsyncScope();
                        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(code);
                        if (await scope.ServiceProvider.GetRequiredService<ReportService>().SealAsync(order, token)) Interlocked.Increment(ref done);
                    }

                    if (due.Count == Batch) Volatile.Write(ref more, true);
                });
        }

        return done;
    }

    async Task<IReadOnlyList<Guid>> DueAsync(string code, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(code);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        return await db.Set<ReportOrder>().Where(o => o.State == ReportOrderState.Waiting && o.NextTryAt <= now).OrderBy(o => o.OrderedAt).ThenBy(o => o.Id).Select(o => o.Id).Take(Batch).ToListAsync(stop);
    }
}
