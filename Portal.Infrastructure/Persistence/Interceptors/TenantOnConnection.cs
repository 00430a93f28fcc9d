using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Common;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Persistence.Interceptors;

/// <summary>Tells the database the zone whenever a connection leaves the pool; without a zone every policy compares with nothing and no row is seen.</summary>
/// <remarks>PostgreSQL: the provider's DISCARD ALL takes it away at return; never set "No Reset On Close", multiplexing or a transaction pooler.</remarks>
public sealed class TenantOnConnection(CurrentTenant tenant, CurrentUser user, IDatabaseProvider provider) : DbConnectionInterceptor
{
    /// <summary>The readings across all zones that permissions give, in the federal tenant alone.</summary>
    string Reach => tenant.CodeOrNone != TenantInfo.FederalCode ? "" : string.Join(' ', Words.Where(w => user.May(w.Permission)).Select(w => w.Word));

    static readonly (string Permission, string Word)[] Words = [(FederalPermissions.ReadAudit, SharedSubjects.Audit), (FederalPermissions.ReadFigures, SharedSubjects.Figures)];

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (tenant.CodeOrNone is not { } code) return;
        await using var command = provider.TellTenant(connection, code, Reach);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (tenant.CodeOrNone is not { } code) return;
        using var command = provider.TellTenant(connection, code, Reach);
        command.ExecuteNonQuery();
    }
}
