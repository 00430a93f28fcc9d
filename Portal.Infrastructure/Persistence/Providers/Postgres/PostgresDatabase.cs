using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Retention;
using Portal.Tenants;
using Portal.Tenants.Federal;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>The PostgreSQL that holds the portal's data: one pool for the application's role, one for the ingest's.</summary>
public sealed class PostgresDatabase : IDatabaseProvider, IAsyncDisposable
{
    readonly string owner;

    public PostgresDatabase(string owner, string application, string ingest)
    {
        this.owner = owner;
        ApplicationConnection = application;
        Application = Source(application);
        Ingest = Source(ingest);
    }

    public NpgsqlDataSource Application { get; }

    public NpgsqlDataSource Ingest { get; }

    public string OwnerConnection => owner;

    public string ApplicationConnection { get; }

    // Times are compared with literals in UTC and partitions begin at midnight UTC, whatever the server's own zone.
    static NpgsqlDataSource Source(string connection) => new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connection) { Timezone = "UTC" }.ConnectionString).Build();

    /// <summary>Brings tables, functions, rights and policies to this version. Several nodes may do it at once: EF holds a lock.</summary>
    public static async Task MigrateAsync(string owner, CancellationToken stop)
    {
        await using var context = PostgresPortalDbContext.ForOwner(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        await context.Database.MigrateAsync(stop);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(stop);
        await using (var alone = new NpgsqlCommand("select pg_advisory_lock(5340)", connection)) await alone.ExecuteNonQueryAsync(stop);
        await PostgresRights.ApplyAsync(connection, context.Model, stop);
        if (await context.Set<TenantInfo>().AnyAsync(z => z.Code == TenantInfo.FederalCode, stop)) return;
        context.Add(TenantInfo.Create(TenantInfo.FederalCode, "Federale politie", "Police fédérale", "Föderale Polizei", "nl fr de", kind: TenantKind.FederalPolice));
        await context.SaveChangesAsync(stop);
    }

    public DbCommand TellTenant(DbConnection connection, string code, string reach)
    {
        var command = connection.CreateCommand();
        command.CommandText = "select set_config('portal.tenant', $1, false), set_config('portal.reach', $2, false)";
        command.Parameters.Add(new NpgsqlParameter { Value = code });
        command.Parameters.Add(new NpgsqlParameter { Value = reach });
        return command;
    }

    public async Task<IReadOnlyList<string>> ZonesOfAsync(Guid personId, DateOnly today, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select zones_of($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = personId });
        command.Parameters.Add(new NpgsqlParameter { Value = today });
        return await ListAsync(command, r => r.GetString(0), stop);
    }

    public async Task<IReadOnlyList<string>> ZonesToEnterAsync(Guid personId, DateOnly today, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select zones_of($1, $2) union select zones_let_into($1, $3) order by 1");
        command.Parameters.Add(new NpgsqlParameter { Value = personId });
        command.Parameters.Add(new NpgsqlParameter { Value = today });
        command.Parameters.Add(new NpgsqlParameter { Value = now.ToUniversalTime() });
        return await ListAsync(command, r => r.GetString(0), stop);
    }

    public async Task<IReadOnlyList<string>> TenantsWithMailAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select tenants_with_mail($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = now.ToUniversalTime() });
        return await ListAsync(command, r => r.GetString(0), stop);
    }

    public async Task<IReadOnlyList<string>> TenantsWithReportOrdersAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select tenants_with_report_orders($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = now.ToUniversalTime() });
        return await ListAsync(command, r => r.GetString(0), stop);
    }

    public Task<IssuedReport?> IssuedReportAsync(string zone, int year, int number, CancellationToken stop) => IssuedAsync("select * from issued_report($1, $2, $3)", stop, zone, year, number);

    public Task<IssuedReport?> IssuedFileAsync(byte[] sha256, CancellationToken stop) => IssuedAsync("select i.* from issued_file($1) f, issued_report(f.zone, f.of_year, f.of_number) i", stop, sha256);

    public async Task<int> CompareReportAsync(string zone, int year, int number, byte[] file, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select compare_report($1, $2, $3, $4)");
        foreach (var value in (object[])[zone, year, number, file]) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    async Task<IssuedReport?> IssuedAsync(string question, CancellationToken stop, params object[] values)
    {
        await using var command = Application.CreateCommand(question);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (await ListAsync(command, r => new IssuedReport(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetString(3), At(r, 4)!.Value, At(r, 5), At(r, 6)), stop)) is [var one, ..] ? one : null;
    }

    static DateTimeOffset? At(NpgsqlDataReader row, int field) => row.IsDBNull(field) ? null : row.GetFieldValue<DateTimeOffset>(field);

    public async Task<IReadOnlyList<string>> TenantsWithAdministratorAsync(DateOnly today, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select tenants_with_administrator($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = today });
        return await ListAsync(command, r => r.GetString(0), stop);
    }

    public async Task KeepReadDaysAsync(DateOnly first, int days, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select keep_read_days($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = first });
        command.Parameters.Add(new NpgsqlParameter { Value = days });
        await command.ExecuteNonQueryAsync(stop);
    }

    public async Task<IReadOnlyList<DateOnly>> ReadDaysAsync(CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select read_days()");
        return await ListAsync(command, r => r.GetFieldValue<DateOnly>(0), stop);
    }

    public async Task<IReadOnlyDictionary<string, long>?> DropReadDayAsync(DateOnly day, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select drop_read_day($1)::text");
        command.Parameters.Add(new NpgsqlParameter { Value = day });
        return await command.ExecuteScalarAsync(stop) is string rows ? JsonSerializer.Deserialize<Dictionary<string, long>>(rows) : null;
    }

    public Task<PurgeCount> OldAccountsAsync(PortalDbContext db, DateTimeOffset since, CancellationToken stop) => LongAsync<PurgeCount>(
        db, $"""select count(*) filter (where not held and not named) as "Removed", count(*) filter (where held) as "Held", count(*) filter (where not held and named) as "Left" from old_accounts({since.ToUniversalTime()})""", stop);

    public Task<long> RemoveAccountsAsync(PortalDbContext db, DateTimeOffset since, int most, CancellationToken stop) =>
        LongAsync<long>(db, $"""select remove_accounts({since.ToUniversalTime()}, {most}) as "Value" """, stop);

    public Task<string> EraseZoneAsync(PortalDbContext db, string code, Guid decision, CancellationToken stop) =>
        LongAsync<string>(db, $"""select erase_zone({code}, {decision})::text as "Value" """, stop);

    public async Task<IReadOnlyList<(string Zone, long Lines)>> ChainAuditAsync(int most, CancellationToken stop)
    {
        await using var command = Application.CreateCommand("select zone, chained from chain_audit($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = most });
        return await ListAsync(command, r => (r.GetString(0), r.GetInt64(1)), stop);
    }

    public Task<AuditPurge> CutAuditAsync(PortalDbContext db, DateOnly day, CancellationToken stop) =>
        LongAsync<AuditPurge>(db, $"""select removed as "Removed", held as "Held" from cut_audit({day})""", stop);

    public Task<AuditPurge> EraseAuditContentsAsync(PortalDbContext db, DateTimeOffset before, CancellationToken stop) =>
        LongAsync<AuditPurge>(db, $"""select removed as "Removed", held as "Held" from erase_audit_contents({before.ToUniversalTime()})""", stop);

    public async Task<IReadOnlyList<ZoneFigures>> ZoneFiguresAsync(PortalDbContext db, string? only, DateTimeOffset now, CancellationToken stop) =>
        await db.Database.SqlQuery<ZoneFigures>($"select * from zone_figures({only}, {now})").ToListAsync(stop);

    public async Task LockAsync(PortalDbContext db, string name, CancellationToken stop) => await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, 5340))", stop);

    public bool IsDuplicate(Exception exception) => Find<PostgresException>(exception) is { SqlState: PostgresErrorCodes.UniqueViolation };

    public bool IsUnavailable(Exception exception) =>
        Find<PostgresException>(exception) is { } answered ? answered.IsTransient : Find<NpgsqlException>(exception) is not null || exception is TimeoutException;

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        await Ingest.DisposeAsync();
    }

    static T? Find<T>(Exception? exception) where T : Exception => exception is null or T ? exception as T : Find<T>(exception.InnerException);

    /// <summary>One answer of a function that goes through millions of rows.</summary>
    static async Task<T> LongAsync<T>(PortalDbContext db, FormattableString question, CancellationToken stop)
    {
        var usual = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        try
        {
            return (await db.Database.SqlQuery<T>(question).ToListAsync(stop)).Single();
        }
        finally
        {
            db.Database.SetCommandTimeout(usual);
        }
    }

    static async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken stop)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) rows.Add(row(reader));
        return rows;
    }
}
