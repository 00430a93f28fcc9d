using Npgsql;
using Portal.Anpr.Hits;
using Portal.Anpr.Ingest;
using Portal.Anpr.Pictures;
using Portal.Anpr.Plates;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>Writes reads of any zones as the ingest role. PostgreSQL refuses COPY on a table with row-level security, and COPY knows no ON CONFLICT: hence arrays.</summary>
sealed partial class PostgresReadStore(PostgresDatabase database, PictureFiles files) : IReadStore
{
    // A read that was believed when it first came may have grown too old by the time it is sent again.
    const string InsertServerTimed = """
        insert into server_timed_reads ("Tenant", "CameraId", "SourceKey", "CapturedAt")
        select t, c, k, a from unnest($1, $2, $3, $4, $5) as u(t, c, k, a, claimed)
        where not exists (select 1 from reads r where r."Tenant" = t and r."CapturedAt" = claimed and r."CameraId" = c and r."SourceKey" = k)
        on conflict do nothing returning "Tenant", "CameraId", "SourceKey"
        """;

    // A read from a clock that ran ahead may be believed by the time it is sent again; 3 is ClockTrust.Server, whose keys have just been written.
    const string InsertReads = """
        insert into reads ("Tenant", "CapturedAt", "CameraId", "SourceKey", "SourceId", "PlateRaw", "Plate", "Country", "Confidence", "CharacterConfidence", "Candidates", "ClockTrust", "ClaimedAt",
          "ReceivedAt", "Lane", "Direction", "SpeedKmh", "VehicleMake", "VehicleModel", "VehicleColour", "VehicleKind", "Retransmitted")
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
          as u(t, a, c, k, s, raw, plate, country, sure, each, others, trust, claimed, received, lane, direction, speed, make, model, colour, kind, again)
        where trust = 3 or not exists (select 1 from server_timed_reads r where r."Tenant" = t and r."CameraId" = c and r."SourceKey" = k)
        on conflict do nothing returning "Tenant", "CapturedAt", "CameraId", "SourceKey"
        """;

    const string InsertQuarantine = """
        insert into quarantined_messages as q ("Tenant", "Id", "Version", "SourceId", "Kind", "Reason", "Detail", "CameraCode", "Body", "BodyLength", "BodyHash", "Count", "FirstReceivedAt", "LastReceivedAt")
        select t, i, 0, s, k, r, d, c, b, l, h, n, f, f from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as u(t, i, s, k, r, d, c, b, l, h, n, f)
        on conflict ("Tenant", "SourceId", "BodyHash") do update set "Count" = q."Count" + excluded."Count", "LastReceivedAt" = excluded."LastReceivedAt"
        """;

    // Last in the transaction, in the order of the keys: two nodes wait for each other no longer than a commit, and never in a ring.
    const string CountReceived = """
        insert into received_batches as b ("Tenant", "SourceId", "HourAt", "Stored", "Repeated", "Quarantined", "FirstAt", "LastAt")
        select t, s, h, n, r, q, f, l from unnest($1, $2, $3, $4, $5, $6, $7, $8) as u(t, s, h, n, r, q, f, l)
        on conflict ("Tenant", "SourceId", "HourAt") do update set "Stored" = b."Stored" + excluded."Stored", "Repeated" = b."Repeated" + excluded."Repeated",
          "Quarantined" = b."Quarantined" + excluded."Quarantined", "FirstAt" = least(b."FirstAt", excluded."FirstAt"), "LastAt" = greatest(b."LastAt", excluded."LastAt")
        """;

    public async Task<StoredBatch> StoreAsync(ReadBatch batch, CancellationToken stop)
    {
        try
        {
            return await StoreOnceAsync(batch, stop);
        }
        catch (UnstorableException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null or "" }) // no partition for a day
        {
            foreach (var day in batch.Reads.Select(r => DateOnly.FromDateTime(r.CapturedAt.UtcDateTime)).Distinct()) await database.KeepReadDaysAsync(day, 1, stop);
            return await StoreOnceAsync(batch, stop);
        }
    }

    async Task<StoredBatch> StoreOnceAsync(ReadBatch batch, CancellationToken stop)
    {
        try
        {
            return await WriteAsync(batch, stop);
        }
        catch (PostgresException e) when (e.SqlState is ['2', '2' or '3', ..]) // data exception, constraint violation: the content, not the moment
        {
            throw new UnstorableException(e.MessageText, e);
        }
        catch (System.Text.EncoderFallbackException e) // half a character: the driver refuses what the database would
        {
            throw new UnstorableException(e.Message, e);
        }
    }

    async Task<StoredBatch> WriteAsync(ReadBatch batch, CancellationToken stop)
    {
        var inFolder = await WriteFilesAsync(batch.Reads);
        await using var connection = await database.Ingest.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var fresh = batch.Reads.Count == 0 ? [] : await InsertReadsAsync(connection, batch.Reads, stop);
        var hits = await RecordHitsAsync(connection, batch.Reads, fresh, stop);
        await InsertPicturesAsync(connection, [.. batch.Reads.Where((_, i) => fresh[i])], inFolder, stop);
        if (batch.Quarantine.Count > 0) await InsertQuarantineAsync(connection, batch.Quarantine, stop);
        await CountAsync(connection, batch, fresh, stop);
        await transaction.CommitAsync(stop);
        return new(fresh, hits);
    }

    /// <summary>For the audit: what each source brought in which hour.</summary>
    static async Task CountAsync(NpgsqlConnection connection, ReadBatch batch, bool[] fresh, CancellationToken stop)
    {
        var brought = batch.Reads.Select((r, i) => (r.Tenant, r.SourceId, At: r.RecordedAt, New: fresh[i] ? 1 : 0, Known: fresh[i] ? 0 : 1, Refused: 0))
            .Concat(batch.Quarantine.Select(q => (q.Tenant, q.SourceId, At: q.ReceivedAt, New: 0, Known: 0, Refused: 1)));
        var rows = brought.GroupBy(b => (b.Tenant, b.SourceId, Hour: HourOf(b.At))).OrderBy(g => g.Key.Tenant, StringComparer.Ordinal).ThenBy(g => g.Key.SourceId).ThenBy(g => g.Key.Hour)
            .Select(g => (g.Key, New: g.Sum(b => b.New), Known: g.Sum(b => b.Known), Refused: g.Sum(b => b.Refused), First: g.Min(b => b.At), Last: g.Max(b => b.At))).ToList();
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand(CountReceived, connection);
        new ArrayColumns<((string Tenant, Guid SourceId, DateTimeOffset Hour) Key, int New, int Known, int Refused, DateTimeOffset First, DateTimeOffset Last)>(command, rows)
            .Text(r => r.Key.Tenant).Id(r => r.Key.SourceId).Time(r => r.Key.Hour).Number(r => r.New).Number(r => r.Known).Number(r => r.Refused).Time(r => r.First).Time(r => r.Last);
        await command.ExecuteNonQueryAsync(stop);
    }

    static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    static async Task<bool[]> InsertReadsAsync(NpgsqlConnection connection, IReadOnlyList<ReadToStore> all, CancellationToken stop)
    {
        var fresh = new bool[all.Count];
        var reads = all.Select((Read, Place) => (Read, Place)).ToList();
        var timed = reads.Where(r => r.Read.ClockTrust == ClockTrust.Server).ToList();
        if (timed.Count > 0)
        {
            var known = await InsertServerTimedAsync(connection, timed.Select(r => r.Read), stop);
            // The same key twice in one batch: the first is new, the others are not.
            reads = [.. reads.Where(r => r.Read.ClockTrust != ClockTrust.Server || known.Remove(ServerTimedKey(r.Read)))];
        }

        if (reads.Count == 0) return fresh;
        await using var command = new NpgsqlCommand(InsertReads, connection);
        var columns = new ArrayColumns<ReadToStore>(command, [.. reads.Select(r => r.Read)]);
        columns.Text(r => r.Tenant).Time(r => r.CapturedAt).Id(r => r.CameraId).Bytes(r => r.SourceKey).Id(r => r.SourceId).Text(r => r.Told.PlateRaw).Text(r => r.Plate).Text(r => r.Country)
            .Real(r => r.Told.Confidence).Bytes(r => Percent(r.Told.CharacterConfidence)).Text(r => Candidates(r.Told)).Number(r => (int)r.ClockTrust).Time(r => r.ClaimedAt).Time(r => r.ReceivedAt)
            .Text(r => r.Told.Lane).Number(r => (int)r.Told.Direction).Real(r => r.Told.SpeedKmh).Text(r => r.Told.Vehicle.Make).Text(r => r.Told.Vehicle.Model).Text(r => r.Told.Vehicle.Colour)
            .Text(r => r.Told.Vehicle.Kind).Flag(r => r.Told.Retransmitted);
        var written = new HashSet<(string, DateTimeOffset, Guid, string)>(reads.Count);
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
                written.Add((reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetGuid(2), Convert.ToHexString(reader.GetFieldValue<byte[]>(3))));
        }

        foreach (var (read, place) in reads) fresh[place] = written.Remove(read.Key);
        return fresh;
    }

    static async Task<HashSet<(string, Guid, string)>> InsertServerTimedAsync(NpgsqlConnection connection, IEnumerable<ReadToStore> reads, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(InsertServerTimed, connection);
        new ArrayColumns<ReadToStore>(command, [.. reads]).Text(r => r.Tenant).Id(r => r.CameraId).Bytes(r => r.SourceKey).Time(r => r.CapturedAt).Time(r => r.ClaimedAt);
        var written = new HashSet<(string, Guid, string)>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) written.Add((reader.GetString(0), reader.GetGuid(1), Convert.ToHexString(reader.GetFieldValue<byte[]>(2))));
        return written;
    }

    static (string, Guid, string) ServerTimedKey(ReadToStore read) => (read.Tenant, read.CameraId, Convert.ToHexString(read.SourceKey));

    static async Task<int> RecordHitsAsync(NpgsqlConnection connection, IReadOnlyList<ReadToStore> reads, bool[] fresh, CancellationToken stop)
    {
        var matches = reads.Where((_, i) => fresh[i]).SelectMany(r => r.Matches.Select(m => new
        {
            id = Guid.CreateVersion7(r.RecordedAt),
            tenant = r.Tenant,
            camera = r.CameraId,
            list = m.HotlistId,
            entry = m.Match.Entry.EntryId,
            captured = r.CapturedAt,
            received = r.ReceivedAt,
            recorded = r.RecordedAt,
            key = Convert.ToHexStringLower(r.SourceKey),
            observed = r.Plate,
            matched = m.Match.Entry.Plate,
            kind = (int)m.Match.Kind,
            reason = (int)m.Match.Reason,
            ambiguous = m.Match.Ambiguous,
            priority = (int)m.Priority,
        })).ToList();
        if (matches.Count == 0) return 0;
        await using var command = new NpgsqlCommand("select count(*) filter (where fresh) from record_hits($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = System.Text.Json.JsonSerializer.Serialize(matches), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = Hit.PassageGap });
        return (int)(long)(await command.ExecuteScalarAsync(stop))!;
    }

    static async Task InsertQuarantineAsync(NpgsqlConnection connection, IReadOnlyList<MessageToQuarantine> messages, CancellationToken stop)
    {
        // One row cannot be changed twice by one statement: the same thing sent twice is counted here.
        var rows = messages.GroupBy(m => (m.Tenant, m.SourceId, Convert.ToHexString(m.BodyHash))).Select(g => (Message: g.Last(), Count: g.Count())).ToList();
        await using var command = new NpgsqlCommand(InsertQuarantine, connection);
        new ArrayColumns<(MessageToQuarantine Message, int Count)>(command, rows).Text(r => r.Message.Tenant).Id(r => Guid.CreateVersion7(r.Message.ReceivedAt)).Id(r => r.Message.SourceId)
            .Number(r => (int)r.Message.Kind).Text(r => r.Message.Reason).Text(r => r.Message.Detail).Text(r => r.Message.CameraCode).Bytes(r => r.Message.Body).Number(r => r.Message.BodyLength)
            .Bytes(r => r.Message.BodyHash).Number(r => r.Count).Time(r => r.Message.ReceivedAt);
        await command.ExecuteNonQueryAsync(stop);
        await InsertQuarantinedPicturesAsync(connection, rows.SelectMany(r => r.Message.Pictures.Select(p => (r.Message, p))).ToList(), stop);
    }

    static byte[]? Percent(IReadOnlyList<double> confidence) => confidence.Count == 0 ? null : [.. confidence.Take(PlateRead.PlateLength).Select(c => (byte)Math.Clamp(Math.Round(c * 100), 0, 100))];

    static string Candidates(IncomingRead read) =>
        string.Join(' ', read.Candidates.Take(10).Select(c => FormattableString.Invariant($"{PlateNumber.NormaliseObserved(c.Plate)}:{c.Confidence:0.00}")));
}
