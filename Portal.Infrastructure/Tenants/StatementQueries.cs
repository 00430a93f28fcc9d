using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Tenants;

/// <summary>A statement as its editor sees it; version null where nothing was said yet.</summary>
public sealed record StatementView(PublicStatementKind Kind, int? Version, string? Nl, string? Fr, string? De, string? En, string? Feedback, DateOnly? TestedOn, DateTimeOffset? ChangedAt);

/// <summary>A statement as everybody sees it.</summary>
/// <param name="Own">The tenant's words in the language asked for; null where the portal's own text stands.</param>
public sealed record StatementPage(TenantInfo Tenant, string? Own, string? Feedback, DateOnly? TestedOn, DateTimeOffset? ChangedAt);

/// <summary>What tenants tell the public. Reading needs no sign-in.</summary>
public sealed class StatementQueries(IDbContextFactory<PortalDbContext> contexts, TenantScopes scopes, ZoneDirectory zones, CurrentUser user)
{
    static readonly HashSet<string> Nothing = [];

    public async Task<IReadOnlyList<StatementView>> AllAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManagePolicy)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var said = await db.Set<PublicStatement>().AsNoTracking().ToDictionaryAsync(s => s.Kind, stop);
        return [.. Enum.GetValues<PublicStatementKind>().Select(k => said.TryGetValue(k, out var s)
            ? new StatementView(k, s.Version, s.TextNl, s.TextFr, s.TextDe, s.TextEn, s.Feedback, s.TestedOn, s.ChangedAt) : new(k, null, null, null, null, null, null, null, null))];
    }

    /// <summary>For everybody: in a scope of that tenant in which nobody may do anything, and of which this row alone is read.</summary>
    /// <returns>Null where there is no such tenant (any more).</returns>
    public async Task<StatementPage?> ReadAsync(string code, PublicStatementKind kind, string language, CancellationToken stop = default)
    {
        if (!TenantInfo.IsCode(code) || await zones.FindAsync(code, stop) is not { State: not ZoneState.Erased } zone) return null;
        var said = await scopes.InAsync(code, Nothing, async services =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            return await db.Set<PublicStatement>().AsNoTracking().SingleOrDefaultAsync(s => s.Kind == kind, stop);
        });
        return new(zone, said?.In(language), said?.Feedback, said?.TestedOn, said?.ChangedAt);
    }
}
