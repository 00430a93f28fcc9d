using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Portal.Anpr;
using Portal.Anpr.Ingest;
using Portal.Persistence;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Benchmarks.Anpr;

/// <summary>How many reads a second are durably stored, through what a post goes through after parsing, beside COPY of the same rows into a bare table.</summary>
public static class IngestBenchmark
{
    const string Zone = "5340", Database = "portal";
    const int Cameras = 12;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5), Measured = TimeSpan.FromSeconds(3);

    static readonly Guid[] CameraIds = [.. Enumerable.Range(0, Cameras).Select(_ => Guid.NewGuid())];

    /// <summary>Of all reads; must be in the database, which counts what it brings.</summary>
    internal static readonly ReadSource Source = ReadSource.Create(Zone, "bench", "portal", new byte[32], "0000", TimeProvider.System.GetUtcNow()).Value!;

    /// <summary>Rows of: what, figure, alternative in the same run, ratio.</summary>
    public static async Task<IReadOnlyList<string[]>> RunAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "portal-bench-" + Guid.NewGuid().ToString("N")[..12]);
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(folder); // default durability: fsync and synchronous commit
            await server.EnsureRolesAsync(Database);
            var owner = server.ConnectionString("portal_owner", Database);
            await PostgresDatabase.MigrateAsync(owner, CancellationToken.None);
            await using (var db = PostgresPortalDbContext.ForOwner(owner))
            {
                db.Add(TenantInfo.Create(Zone, "Zone", "Zone", "Zone", "nl"));
                db.Add(Source);
                await db.SaveChangesAsync();
            }

            await using var database = new PostgresDatabase(owner, server.ConnectionString("portal_app", Database), server.ConnectionString("portal_ingest", Database));
            await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(TimeProvider.System).AddPersistence(database).AddAnpr().BuildServiceProvider();
            var writer = services.GetRequiredService<ReadWriter>();
            await writer.StartAsync(CancellationToken.None);
            var rows = await MeasureAsync(writer, owner);
            await writer.StopAsync(CancellationToken.None);
            return rows;
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            File.Delete(folder + ".lock");
        }
    }

    static async Task<IReadOnlyList<string[]>> MeasureAsync(ReadWriter writer, string owner)
    {
        var rows = new List<string[]>();
        await CopyAsync(owner, 20_000); // both are warm when they are measured
        foreach (var (posts, reads) in new[] { (16, 1), (16, 50), (256, 1), (256, 50) })
        {
            await StoreAsync(writer, posts, reads, WarmUp);
            var (stored, seconds) = await StoreAsync(writer, posts, reads, Measured);
            var copied = await CopyAsync(owner, Math.Max(stored, 20_000));
            rows.Add([$"durable reads per second, {posts} posts of {reads} at once", Number(stored / seconds), $"COPY into a bare table {Number(copied)}", (stored / seconds / copied).ToString("0.00x", CultureInfo.InvariantCulture)]);
        }

        return rows;
    }

    internal static async Task<(int Stored, double Seconds)> StoreAsync(ReadWriter writer, int posts, int reads, TimeSpan duration)
    {
        var (stored, clock) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, posts).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < duration)
            {
                if (await writer.WriteAsync(new([.. Enumerable.Range(0, reads).Select(_ => Read())], [])) is { } batch) Interlocked.Add(ref stored, batch.New.Count(n => n));
            }
        })));
        return (stored, clock.Elapsed.TotalSeconds);
    }

    /// <summary>The same columns without key, index, partition or policy, in one transaction: what the server can do at best. Made before the clock starts.</summary>
    internal static async Task<double> CopyAsync(string owner, int count)
    {
        List<ReadToStore> reads = [.. Enumerable.Range(0, count).Select(_ => Read())];
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using (var make = new NpgsqlCommand("drop table if exists bare; create table bare (like reads)", connection)) await make.ExecuteNonQueryAsync();
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync("""
            copy bare ("Tenant", "CapturedAt", "CameraId", "SourceKey", "SourceId", "PlateRaw", "Plate", "Country", "Confidence", "Candidates", "ClockTrust", "ReceivedAt", "Lane", "Direction", "SpeedKmh",
              "VehicleMake", "VehicleColour", "Retransmitted") from stdin (format binary)
            """))
        {
            foreach (var read in reads)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(read.Tenant, NpgsqlDbType.Char);
                await copy.WriteAsync(read.CapturedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(read.CameraId, NpgsqlDbType.Uuid);
                await copy.WriteAsync(read.SourceKey, NpgsqlDbType.Bytea);
                await copy.WriteAsync(read.SourceId, NpgsqlDbType.Uuid);
                await copy.WriteAsync(read.Told.PlateRaw, NpgsqlDbType.Varchar);
                await copy.WriteAsync(read.Plate, NpgsqlDbType.Varchar);
                await copy.WriteAsync(read.Country!, NpgsqlDbType.Varchar);
                await copy.WriteAsync((float)read.Told.Confidence!.Value, NpgsqlDbType.Real);
                await copy.WriteAsync("", NpgsqlDbType.Varchar);
                await copy.WriteAsync((int)read.ClockTrust, NpgsqlDbType.Integer);
                await copy.WriteAsync(read.ReceivedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(read.Told.Lane!, NpgsqlDbType.Varchar);
                await copy.WriteAsync((int)read.Told.Direction, NpgsqlDbType.Integer);
                await copy.WriteAsync((float)read.Told.SpeedKmh!.Value, NpgsqlDbType.Real);
                await copy.WriteAsync(read.Told.Vehicle.Make!, NpgsqlDbType.Varchar);
                await copy.WriteAsync(read.Told.Vehicle.Colour!, NpgsqlDbType.Varchar);
                await copy.WriteAsync(false, NpgsqlDbType.Boolean);
            }

            await copy.CompleteAsync();
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    static ReadToStore Read()
    {
        var now = TimeProvider.System.GetUtcNow();
        var at = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var key = RandomNumberGenerator.GetBytes(16);
        var plate = string.Create(CultureInfo.InvariantCulture, $"7{(char)('A' + (key[0] % 26))}{(char)('A' + (key[1] % 26))}{(char)('A' + (key[2] % 26))}{key[3]:000}");
        return new()
        {
            Tenant = Zone,
            SourceId = Source.Id,
            CameraId = CameraIds[key[4] % Cameras],
            CapturedAt = at,
            SourceKey = key,
            Plate = plate,
            Country = "B",
            ClockTrust = ClockTrust.CameraSynchronised,
            ReceivedAt = at,
            Told = new()
            {
                CameraCode = "camera",
                SourceKey = "key",
                PlateRaw = plate,
                Confidence = 0.93,
                Lane = "1",
                Direction = TravelDirection.Approaching,
                SpeedKmh = 52,
                Vehicle = new("Renault", null, "grey", null),
            },
        };
    }

    static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
