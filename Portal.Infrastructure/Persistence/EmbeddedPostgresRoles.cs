using Npgsql;

namespace Portal.Persistence;

/// <summary>The roles of the portal and its database, made by the cluster's superuser.</summary>
static class EmbeddedPostgresRoles
{
    static readonly string[] Roles = ["portal_owner", "portal_app", "portal_ingest"];

    public static async Task EnsureAsync(EmbeddedPostgres server, string database, CancellationToken stop)
    {
        await using (var admin = await OpenAsync(server, "postgres", stop))
        {
            foreach (var role in Roles)
            {
                if (!await ExistsAsync(admin, "select exists (select from pg_roles where rolname = $1)", role, stop))
                    await ExecuteAsync(admin, $"create role {role} login nosuperuser nocreatedb nocreaterole nobypassrls", stop);
            }
            if (!await ExistsAsync(admin, "select exists (select from pg_database where datname = $1)", database, stop))
                await ExecuteAsync(admin, $"create database {Quote(database)} owner portal_owner", stop);
        }
        // on public, everybody may create before PostgreSQL 15 and only the database's owner since; the grant makes both alike
        await using var inside = await OpenAsync(server, database, stop);
        await ExecuteAsync(inside, $"""
            revoke create on schema public from public;
            grant usage, create on schema public to portal_owner;
            revoke all on database {Quote(database)} from public;
            grant connect on database {Quote(database)} to portal_app, portal_ingest;
            """, stop);
    }

    // not pooled: a connection kept open would make the database useless as a template
    static async Task<NpgsqlConnection> OpenAsync(EmbeddedPostgres server, string database, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(server.ConnectionString("portal_admin", database) + ";Pooling=false");
        await connection.OpenAsync(stop);
        return connection;
    }

    static async Task<bool> ExistsAsync(NpgsqlConnection connection, string sql, string name, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = name } } };
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
#pragma warning disable CA2100 // the names are constants, or quoted
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(stop);
    }

    static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
