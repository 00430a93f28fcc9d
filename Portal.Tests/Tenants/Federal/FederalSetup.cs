using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Audit;
using Portal.Tenants;

namespace Portal.Tests.Tenants.Federal;

/// <summary>What tests of the federal side share.</summary>
static class FederalSetup
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static TestPerson Administrator => TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator);

    public static TestPerson Auditor => TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAuditor);

    /// <summary>Roles of the federal tenant that manage no zone.</summary>
    public static readonly ZoneRole[] Others = [ZoneRole.Member, ZoneRole.FederalAuditor, ZoneRole.DataProtectionOfficer, ZoneRole.Magistrate];

    public static async Task<int> OwnerAsync(this PortalServices portal, string sql)
    {
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(Stop);
    }

    public static async Task<object?> ScalarAsync(this PortalServices portal, string sql)
    {
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }

    public static async Task<TenantInfo> ZoneAsync(this ActingScope scope, string code)
    {
        await using var db = scope.Context();
        return await db.Set<TenantInfo>().AsNoTracking().SingleAsync(z => z.Code == code, Stop);
    }

    /// <summary>Lines of the scope's tenant about one zone, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditLine>> LinesAsync(this ActingScope scope, string code)
    {
        await using var db = scope.Context();
        var id = TenantInfo.AuditIdOf(code);
        return await db.Set<AuditLine>().AsNoTracking().Where(l => l.ObjectKind == nameof(TenantInfo) && l.ObjectId == id).OrderBy(l => l.DoneAt).ToListAsync(Stop);
    }
}
