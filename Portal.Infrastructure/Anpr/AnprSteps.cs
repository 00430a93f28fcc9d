using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Retention;

namespace Portal.Anpr;

/// <summary>What becomes of reads, hits, lists and quarantine at their limits.</summary>
static class AnprSteps
{
    public static IServiceCollection AddAnprSteps(this IServiceCollection services) => services
        .AddRetention<ReadsStep>().AddRetention<HitCopiesStep>().AddRetention<DraftsStep>()
        .AddRetention(RetentionKinds.Hits, new PurgedRows<Hit>(h => h.Id, (p, _) => h => h.State != HitState.Confirmed && h.CapturedAt < p.Limit))
        .AddRetention(RetentionKinds.Quarantine, new PurgedRows<QuarantinedMessage>(m => m.Id, (p, _) => m => m.LastReceivedAt < p.Limit))
        .AddRetention(RetentionKinds.HotlistEntries, new PurgedRows<HotlistEntry>(e => e.Id, (p, _) => e => e.EndsAt < p.Limit, db => e => db.Set<Hit>().Any(h => h.EntryId == e.Id)))
        .AddRetention(RetentionKinds.HotlistImports, new PurgedRows<HotlistImport>(i => i.Id, (p, _) => i => i.CreatedAt < p.Limit && i.State != ImportState.Queued && i.State != ImportState.Running));
}
