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
        ("work_purposes", ChangeTopics.Purposes), ("outbox_mails", ChangeTopics.Outbox), ("notifications", ChangeTopics.Notifications), ("access_requests", ChangeTopics.Access),
        ("access_runs", ChangeTopics.Access), ("api_keys", ChangeTopics.Keys), ("support_accesses", ChangeTopics.Support), ("break_glass_accounts", ChangeTopics.Support),
        ("rights_review_items", ChangeTopics.Reviews), ("report_orders", ChangeTopics.ReportOrders),
    ];

    public static async Task ApplyAsync(NpgsqlConnection owner, IModel model, CancellationToken stop)
    {
        var sql = new StringBuilder("grant usage on schema public to portal_app, portal_ingest;");
        foreach (var entity in model.GetEntityTypes().Where(e => e.GetTableName() is not null).DistinctBy(e => e.GetTableName()))
        {
            var table = $"\"{entity.GetTableName()}\"";
            sql.Append(CultureInfo.InvariantCulture, $"revoke all on {table} from portal_app, portal_ingest; grant {(entity.IsAppendOnly() ? "select, " + Insert(entity) : "select, insert, update, delete")} on {table} to portal_app;");
            if (!typeof(ITenantOwned).IsAssignableFrom(entity.ClrType)) continue;
            sql.Append(Policies(entity, table));
        }

        foreach (var (table, topic) in Announced)
        {
            foreach (var (verb, rows) in new[] { ("insert", "new"), ("update", "new"), ("delete", "old") })
                sql.Append(CultureInfo.InvariantCulture, $"create or replace trigger announce_{verb} after {verb} on \"{table}\" referencing {rows} table as changed for each statement execute function announce('{topic}');");
        }

        foreach (var verb in new[] { "insert", "update" })
            sql.Append(CultureInfo.InvariantCulture, $"create or replace trigger announce_{verb} after {verb} on zones referencing new table as changed for each statement execute function announce_zone();");
        sql.Append("create or replace trigger announce_update after update on person_sessions referencing new table as changed for each statement execute function announce_session();");

        await using var command = new NpgsqlCommand(PostgresFunctions.Sql + PostgresAudit.Sql + PostgresErasure.Function(model) + PostgresRetention.Functions(model) + PostgresFigures.Sql + PostgresSupport.Sql + PostgresReports.Sql + sql + PostgresFunctions.IngestRights, owner);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The columns that the database alone fills are not for the application.</summary>
    static string Insert(IEntityType entity)
    {
        var written = entity.GetProperties().Where(p => p.GetBeforeSaveBehavior() != PropertySaveBehavior.Ignore).ToList();
        return written.Count == entity.GetProperties().Count() ? "insert" : $"insert ({string.Join(", ", written.Select(p => $"\"{p.GetColumnName()}\""))})";
    }

    /// <summary>One policy a command. Where others may read, the clause stands inside the policy for reading; a second policy would be joined by OR and lose the index.</summary>
    static string Policies(IEntityType entity, string table)
    {
        const string own = """ "Tenant" = current_setting('portal.tenant', true) """;
        var drop = string.Concat(new[] { "tenant", "tenant_reads", "tenant_adds", "tenant_changes", "tenant_removes" }.Select(p => $"drop policy if exists {p} on {table}; "));
        var enable = $"alter table {table} enable row level security; {drop}";
        var reads = (entity.ReadAcross(), entity.SeenBy()) switch
        {
            ({ } subject, _) => $""" "Tenant" = any(array(select current_setting('portal.tenant', true) union all select unnest(granted_zones('{subject}')))) """,
            (_, { } column) => $"""{own} or "{column}" = current_setting('portal.tenant', true) """,
            _ => null,
        };
        return enable + (reads is null
            ? $"create policy tenant on {table} to portal_app using ({own}) with check ({own}); "
            : $"create policy tenant_reads on {table} for select to portal_app using ({reads}); create policy tenant_adds on {table} for insert to portal_app with check ({own}); "
                + $"create policy tenant_changes on {table} for update to portal_app using ({own}) with check ({own}); create policy tenant_removes on {table} for delete to portal_app using ({own}); ");
    }
}
