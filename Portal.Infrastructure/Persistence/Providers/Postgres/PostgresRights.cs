using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Portal.Common;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>Rights, policies and triggers of every table, from the model; run by the owner after each migration, harmless when run again.</summary>
/// <remarks>
/// No default privileges and no "on all tables": a partition has no policy of its own, so a right on it would open every zone.
/// No FORCE: the owner must see rows in data migrations and dumps; nobody else logs in as the owner.
/// </remarks>
static class PostgresRights
{
    /// <summary>Tables whose changes other nodes must hear of, and the word they hear.</summary>
    static readonly (string Table, string Topic)[] Announced =
    [
        ("hotlists", ChangeTopics.Hotlists), ("hotlist_entries", ChangeTopics.Hotlists), ("hotlist_imports", ChangeTopics.Imports), ("read_sources", ChangeTopics.Sources),
        ("source_cameras", ChangeTopics.Sources), ("hits", ChangeTopics.Hits), ("quarantined_messages", ChangeTopics.Quarantine), ("memberships", ChangeTopics.Memberships),
        ("work_purposes", ChangeTopics.Purposes),
    ];

    public static async Task ApplyAsync(NpgsqlConnection owner, IModel model, CancellationToken stop)
    {
        var sql = new StringBuilder("grant usage on schema public to portal_app, portal_ingest;");
        foreach (var entity in model.GetEntityTypes().Where(e => e.GetTableName() is not null).DistinctBy(e => e.GetTableName()))
        {
            var table = $"\"{entity.GetTableName()}\"";
            sql.Append(CultureInfo.InvariantCulture, $"revoke all on {table} from portal_app, portal_ingest; grant {(entity.IsAppendOnly() ? "select, insert" : "select, insert, update, delete")} on {table} to portal_app;");
            if (!typeof(ITenantOwned).IsAssignableFrom(entity.ClrType)) continue;
            const string zone = """ "Tenant" = current_setting('portal.tenant', true) """;
            sql.Append(CultureInfo.InvariantCulture, $"alter table {table} enable row level security; drop policy if exists tenant on {table}; create policy tenant on {table} to portal_app using ({zone}) with check ({zone});");
        }

        foreach (var (table, topic) in Announced)
        {
            foreach (var (verb, rows) in new[] { ("insert", "new"), ("update", "new"), ("delete", "old") })
                sql.Append(CultureInfo.InvariantCulture, $"create or replace trigger announce_{verb} after {verb} on \"{table}\" referencing {rows} table as changed for each statement execute function announce('{topic}');");
        }

        await using var command = new NpgsqlCommand(PostgresFunctions.Sql + sql + PostgresFunctions.IngestRights, owner);
        await command.ExecuteNonQueryAsync(stop);
    }
}
