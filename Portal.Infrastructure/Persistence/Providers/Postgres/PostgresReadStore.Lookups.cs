using Npgsql;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;

namespace Portal.Persistence.Providers.Postgres;

/// <content>What the ingest must know before it can place and match a read.</content>
sealed partial class PostgresReadStore
{
    public async Task<IReadOnlyList<KnownSource>> SourcesAsync(CancellationToken stop)
    {
        await using var connection = await database.Ingest.OpenConnectionAsync(stop);
        var cameras = new Dictionary<(string, Guid), Dictionary<string, Guid>>();
        await using (var command = new NpgsqlCommand("""select "Tenant", "SourceId", "Code", "CameraId" from source_cameras""", connection))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var key = (reader.GetString(0), reader.GetGuid(1));
                if (!cameras.TryGetValue(key, out var codes)) cameras[key] = codes = new(StringComparer.OrdinalIgnoreCase);
                codes[reader.GetString(2)] = reader.GetGuid(3);
            }
        }

        var sources = new List<KnownSource>();
        await using (var command = new NpgsqlCommand("""
            select s."Tenant", s."Id", s."Dialect", k.hash, s."Enabled" and z."State" = 0, z."ReadsKeptDays", least(k.ends, ("ExpiresOn" + 1)::timestamp at time zone 'Europe/Brussels')
            from read_sources s join zones z on z."Code" = s."Tenant"
            cross join lateral (values (s."KeyHash", null::timestamptz), (s."PreviousKeyHash", s."PreviousKeyEndsAt")) k(hash, ends) where k.hash is not null
            """, connection))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                var (tenant, id) = (reader.GetString(0), reader.GetGuid(1));
                sources.Add(new(tenant, id, reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetBoolean(4), reader.GetInt32(5), cameras.GetValueOrDefault((tenant, id)) ?? [],
                    reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6)));
            }
        }

        return sources;
    }

    public async Task NoteUseAsync(IReadOnlyCollection<Guid> sources, DateTimeOffset at, CancellationToken stop)
    {
        await using var command = database.Ingest.CreateCommand("""update read_sources set "LastUsedAt" = $2 where "Id" = any($1)""");
        command.Parameters.Add(new NpgsqlParameter { Value = sources.ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = at });
        await command.ExecuteNonQueryAsync(stop);
    }

    public async Task<IReadOnlyList<string>> ZonesWithEntriesAsync(CancellationToken stop)
    {
        await using var command = database.Ingest.CreateCommand("""select z."Code" from zones z where exists (select 1 from hotlist_entries e where e."Tenant" = z."Code")""");
        var zones = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) zones.Add(reader.GetString(0));
        return zones;
    }

    public async Task<IReadOnlyList<ActiveEntry>> ActiveEntriesAsync(string zone, DateTimeOffset since, CancellationToken stop)
    {
        await using var command = database.Ingest.CreateCommand("""
            select e."Id", e."Plate", e."Country", l."Tolerant", e."EndsAt", e."HotlistId", e."Priority"
            from hotlist_entries e join hotlists l on l."Tenant" = e."Tenant" and l."Id" = e."HotlistId" where e."Tenant" = $1 and e."EndsAt" > $2
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = zone });
        command.Parameters.Add(new NpgsqlParameter { Value = since });
        var entries = new List<ActiveEntry>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var country = reader.GetString(2);
            entries.Add(new(
                new(reader.GetGuid(0), reader.GetString(1), country == "" ? null : country, reader.GetBoolean(3), reader.GetFieldValue<DateTimeOffset>(4)),
                reader.GetGuid(5), (EntryPriority)reader.GetInt32(6)));
        }

        return entries;
    }
}
