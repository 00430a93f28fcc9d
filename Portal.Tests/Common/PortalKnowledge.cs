using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;

namespace Portal.Tests;

/// <summary>What the portal hears of within moments of a commit is waited for, not assumed.</summary>
static class PortalKnowledge
{
    public static Task KnowsAsync(this PortalServices portal, string key, bool source) =>
        Eventually.TrueAsync("the portal knows the source", async () => await portal.Root.GetRequiredService<SourceIndex>().FindAsync(key, CancellationToken.None) is not null == source);

    public static Task MatchesAsync(this PortalServices portal, string zone, string plate) =>
        Eventually.TrueAsync("the portal matches the entry", () => portal.Root.GetRequiredService<HotlistIndexes>().Match(zone, new(plate, null, TimeProvider.System.GetUtcNow(), [], [])).Count > 0);
}
