using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Persistence.Providers;

namespace Portal.Audit;

/// <summary>Has the database chain the lines of the audit that were saved since the last second. Every node does it; the database lets one at a time at a zone.</summary>
public sealed class AuditChaining(IDatabaseProvider database, TimeProvider clock, ILogger<AuditChaining> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Lines of one zone in one transaction.</summary>
    const int Most = 2000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ChainAllAsync(stoppingToken);
                if (failing) log.LogInformation("The audit is chained again");
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Lines wait, and nobody has to do anything: they are chained when the database is back.
                if (!failing) log.LogWarning(e, "The audit is not chained for the moment");
                failing = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Chains until nothing waits that another node is not at.</summary>
    /// <returns>Number of lines chained.</returns>
    public async Task<long> ChainAllAsync(CancellationToken stop)
    {
        var all = 0L;
        while (true)
        {
            var chained = await database.ChainAuditAsync(Most, stop);
            all += chained.Sum(c => c.Lines);
            if (chained.All(c => c.Lines < Most)) return all;
        }
    }
}
