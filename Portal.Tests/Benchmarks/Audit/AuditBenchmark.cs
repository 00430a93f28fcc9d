using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Anpr;
using Portal.Anpr.Ingest;
using Portal.Audit;
using Portal.Benchmarks.Anpr;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Benchmarks.Audit;

/// <summary>What the audit costs: going through a million lines beside SHA-256 of the same bytes, the line of a page beside a bare insert, and ingest with the chain at work beside ingest without.</summary>
static class AuditBenchmark
{
    const string Zone = "5340", Database = "portal";
    const int Lines = 1_000_000, Pages = 500;

    /// <summary>Letters of the details of a line: what a search in the audit leaves.</summary>
    const int Details = 180;

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
                db.Add(IngestBenchmark.Source);
                await db.SaveChangesAsync();
            }

            await using var database = new PostgresDatabase(owner, server.ConnectionString("portal_app", Database), server.ConnectionString("portal_ingest", Database));
            await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(TimeProvider.System).AddPersistence(database).AddAnpr()
                .AddScoped<AuditTrail>().AddSingleton<AuditChaining>().AddScoped<AuditVerifier>().BuildServiceProvider();
            return [.. await IngestAsync(services, owner), .. await PageAsync(services, owner), .. await WaitAsync(services, owner), .. await VerifyAsync(services, owner)];
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            File.Delete(folder + ".lock");
        }
    }

    static AsyncServiceScope Scope(ServiceProvider services)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(Zone);
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(Guid.NewGuid(), "", new HashSet<string> { AuditPermissions.Read });
        return scope;
    }

    /// <summary>By turns, so that what else the machine does falls on both: nothing of the audit; and twenty lines a second with the writer that chains them.</summary>
    static async Task<IReadOnlyList<string[]>> IngestAsync(ServiceProvider services, string owner)
    {
        var writer = services.GetRequiredService<ReadWriter>();
        await writer.StartAsync(CancellationToken.None);
        await IngestBenchmark.StoreAsync(writer, 16, 50, TimeSpan.FromSeconds(2));
        var (without, with) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < 7; turn++)
        {
            without.Add(await RateAsync());
            using var stopping = new CancellationTokenSource();
            using var chaining = ActivatorUtilities.CreateInstance<AuditChaining>(services);
            await chaining.StartAsync(CancellationToken.None);
            var work = Task.Run(async () =>
            {
                await using var scope = Scope(services);
                while (!stopping.IsCancellationRequested)
                {
                    await ConsultedAsync(scope);
                    await Task.Delay(50);
                }
            });
            with.Add(await RateAsync());
            await stopping.CancelAsync();
            await work;
            await chaining.StopAsync(CancellationToken.None);
        }

        await writer.StopAsync(CancellationToken.None);
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var waiting = new NpgsqlCommand("""select count(*) from audit_lines where "Sequence" is null""", connection);
        if (await waiting.ExecuteScalarAsync() is > 1000L) throw new InvalidOperationException("The chain fell behind.");
        return [["durable reads per second, audit written and chained meanwhile", Number(Median(with)), "without audit " + Number(Median(without)), Ratio(Median(with) / Median(without))]];

        async Task<double> RateAsync()
        {
            var (stored, seconds) = await IngestBenchmark.StoreAsync(writer, 16, 50, TimeSpan.FromSeconds(3));
            return stored / seconds;
        }
    }

    /// <summary>The line that a page saves before it shows anything, through the service with filter, policies and both rows, beside one row by hand in a transaction of its own.</summary>
    static async Task<IReadOnlyList<string[]>> PageAsync(ServiceProvider services, string owner)
    {
        await using var scope = Scope(services);
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using (var make = new NpgsqlCommand("create table bare_lines (id uuid primary key, said text)", connection)) await make.ExecuteNonQueryAsync();
        await using var insert = new NpgsqlCommand("insert into bare_lines values (gen_random_uuid(), $1)", connection) { Parameters = { new() { Value = new string('x', Details) } } };
        var (pages, bare) = (new List<double>(), new List<double>());
        for (var n = -50; n < Pages; n++)
        {
            var begun = Stopwatch.GetTimestamp();
            await ConsultedAsync(scope);
            var page = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            begun = Stopwatch.GetTimestamp();
            await insert.ExecuteNonQueryAsync();
            if (n < 0) continue; // warm
            bare.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            pages.Add(page);
        }

        return [["a page's line of the audit, median", Milliseconds(Median(pages)), "a bare insert " + Milliseconds(Median(bare)), Ratio(Median(pages) / Median(bare))]];
    }

    /// <summary>From the save of a line to its place in the chain, the slowest of many at any moment of the writer's second.</summary>
    static async Task<IReadOnlyList<string[]>> WaitAsync(ServiceProvider services, string owner)
    {
        using var chaining = ActivatorUtilities.CreateInstance<AuditChaining>(services);
        await chaining.StartAsync(CancellationToken.None);
        await using var scope = Scope(services);
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var waiting = new NpgsqlCommand("""select count(*) from audit_lines where "Sequence" is null""", connection);
        var slowest = 0.0;
        for (var n = 0; n < 40; n++)
        {
            await Task.Delay(n * 7);
            await ConsultedAsync(scope);
            var begun = Stopwatch.GetTimestamp();
            while (await waiting.ExecuteScalarAsync() is > 0L) await Task.Delay(5);
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        await chaining.StopAsync(CancellationToken.None);
        return [["a line is chained after, seconds, slowest of 40", slowest.ToString("0.0", CultureInfo.InvariantCulture), "wanted 5", Ratio(slowest / 5)]];
    }

    static async Task<IReadOnlyList<string[]>> VerifyAsync(ServiceProvider services, string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using (var fill = new NpgsqlCommand($"""
            insert into audit_lines ("Tenant", "Id", "Version", "PersonId", "Action", "ObjectKind", "ObjectId", "Purpose", "DoneAt")
              select '{Zone}', (lpad(to_hex(n), 12, '0') || substr(md5(n::text), 1, 20))::uuid, 0, gen_random_uuid(), 'hit.viewed', 'Hit', gen_random_uuid(), 1, now() - interval '1 day' + n * interval '1 millisecond' from generate_series(1, {Lines}) n;
            insert into audit_contents ("Tenant", "LineId", "Salt", "Address", "Details", "CaseNumber")
              select "Tenant", "Id", decode(md5("Id"::text), 'hex'), '2001:db8::1', rpad('', {Details}, "Id"::text), 'BR.11.22.123456/2026' from audit_lines l where not exists (select from audit_contents c where c."LineId" = l."Id");
            analyze audit_lines, audit_contents;
            """, connection) { CommandTimeout = 0 }) await fill.ExecuteNonQueryAsync();
        var begun = Stopwatch.GetTimestamp();
        var chained = await services.GetRequiredService<AuditChaining>().ChainAllAsync(CancellationToken.None);
        var chaining = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await using (var vacuum = new NpgsqlCommand("vacuum analyze audit_lines", connection) { CommandTimeout = 0 }) await vacuum.ExecuteNonQueryAsync(); // as autovacuum does within the day
        await using var scope = Scope(services);
        begun = Stopwatch.GetTimestamp();
        var verdict = (await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyAsync()).Value!;
        var verifying = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (!verdict.Holds || verdict.Lines < Lines) throw new InvalidOperationException("The chain does not hold.");
        var plain = Plain(verdict.Lines);
        return
        [
            ["lines of the audit verified per second, 1 M", Number(verdict.Lines / verifying), $"bare SHA-256 of the same bytes {Number(verdict.Lines / plain)}", Ratio(plain / verifying)],
            ["1 M lines of the audit verified, seconds", verifying.ToString("0.0", CultureInfo.InvariantCulture), "wanted 60", Ratio(verifying / 60)],
            ["lines of the audit chained per second, 1 M waiting", Number(chained / chaining), "", ""],
        ];
    }

    /// <returns>Seconds for three hashes a line of as many bytes as its words, its fields and its link have.</returns>
    static double Plain(long lines)
    {
        var (words, fields, link) = (RandomNumberGenerator.GetBytes(16 + Details + 50), RandomNumberGenerator.GetBytes(330), RandomNumberGenerator.GetBytes(72));
        Span<byte> hash = stackalloc byte[32];
        var begun = Stopwatch.GetTimestamp();
        for (var n = 0L; n < lines; n++)
        {
            SHA256.HashData(words, hash);
            SHA256.HashData(fields, hash);
            SHA256.HashData(link, hash);
        }

        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    static Task ConsultedAsync(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AuditTrail>()
        .ConsultedAsync("hit.viewed", "Hit", Guid.NewGuid(), ConsultationPurpose.Prosecution, "BR.11.22.123456/2026", new { details = new string('x', Details) });

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    static string Ratio(double value) => value.ToString("0.00x", CultureInfo.InvariantCulture);

    static string Milliseconds(double value) => value.ToString("0.00 'ms'", CultureInfo.InvariantCulture);
}
