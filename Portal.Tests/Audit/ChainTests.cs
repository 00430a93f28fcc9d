using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Audit;
using Portal.Persistence.Providers;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Audit;

/// <summary>The database chains what the portal writes, as the portal would count it, whoever writes at once; nobody else can.</summary>
public sealed class ChainTests(ChainTests.Fixture portal) : IClassFixture<ChainTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MemoryLog Log { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Logging.AddProvider(Log);
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<List<AuditLine>> LinesAsync(string zone)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<AuditLine>().IgnoreQueryFilters().AsNoTracking().Where(l => l.Tenant == zone).OrderBy(l => l.Sequence).ToListAsync(Stop);
    }

    /// <summary>The whole chain of a zone, counted here.</summary>
    async Task<int> CountedAsync(string zone)
    {
        var lines = await LinesAsync(zone);
        var previous = AuditChain.Beginning;
        Assert.All(lines.Index(), l =>
        {
            Assert.Equal(l.Index + 1, l.Item.Sequence);
            if (l.Item.Content is { } content) Assert.Equal(AuditChain.HashOf(content), l.Item.ContentHash);
            previous = AuditChain.Next(previous, l.Item.Sequence!.Value, AuditChain.HashOf(l.Item));
            Assert.Equal(previous, l.Item.ChainHash);
        });
        return lines.Count;
    }

    [Fact]
    public async Task The_database_counts_the_same_bytes_as_the_portal_whatever_stands_in_a_line()
    {
        var at = ChainSetup.Now.AddMinutes(-10);
        var odd = ChainSetup.Odd;
        List<AuditLine> lines = [.. from n in Enumerable.Range(0, odd.Length) from turn in Enumerable.Range(0, odd.Length)
            let details = odd[(n + turn) % odd.Length] select new AuditLine("5344", new(n % 2 == 0 ? Guid.NewGuid() : null, n % 3 == 0 ? Guid.NewGuid() : null, n % 5 == 0 ? Guid.NewGuid() : null,
                n % 7 == 0 ? Guid.NewGuid() : null, n % 2 == 0 ? "2001:db8::1" : null), odd[n] is { Length: > 0 and < 60 } action ? action : "hit.viewed", "Hit", Guid.NewGuid(), odd[n], details,
                turn % 4 == 0 ? null : ConsultationPurpose.Prosecution, odd[turn] is { Length: < 40 } number ? number : null, at.AddTicks(turn * 7 + n * 13))];
        await portal.AddAsync(lines);
        Assert.True(await CountedAsync("5344") >= lines.Count);
        Assert.True((await portal.VerifyAsync("5344")).Holds);
    }

    [Fact]
    public async Task Lines_of_many_writers_and_many_nodes_make_one_chain_without_a_hole()
    {
        var database = portal.Root.GetRequiredService<IDatabaseProvider>();
        using var done = new CancellationTokenSource();
        var nodes = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await database.ChainAuditAsync(7, Stop);
        }, Stop)).ToList();
        var person = TestPeople.Of("5291", ZoneRole.AnprOperator);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
            {
                await using var scope = await portal.AsAsync(person);
                await scope.Get<AuditTrail>().ConsultedAsync("hit.viewed", "Hit", Guid.NewGuid(), ConsultationPurpose.Control, details: new { n }, stop: Stop);
            }
        }, Stop)));
        await done.CancelAsync();
        await Task.WhenAll(nodes);
        await portal.ChainedAsync();
        Assert.True(await CountedAsync("5291") >= 150);
    }

    [Theory]
    [InlineData("""insert into audit_lines ("Tenant", "Id", "Version", "Action", "ObjectKind", "ObjectId", "DoneAt", "Sequence") values ('5340', gen_random_uuid(), 0, 'a', 'b', gen_random_uuid(), now(), 1)""")]
    [InlineData("""insert into audit_lines ("Tenant", "Id", "Version", "Action", "ObjectKind", "ObjectId", "DoneAt", "ChainHash") values ('5340', gen_random_uuid(), 0, 'a', 'b', gen_random_uuid(), now(), ''::bytea)""")]
    [InlineData("""insert into audit_lines ("Tenant", "Id", "Version", "Action", "ObjectKind", "ObjectId", "DoneAt", "ContentHash") values ('5340', gen_random_uuid(), 0, 'a', 'b', gen_random_uuid(), now(), ''::bytea)""")]
    [InlineData("""update audit_lines set "Sequence" = 1""")]
    [InlineData("""update audit_lines set "Action" = 'another'""")]
    [InlineData("""update audit_contents set "Reason" = 'another'""")]
    [InlineData("""update audit_anchors set "Sequence" = 1""")]
    [InlineData("delete from audit_lines")]
    [InlineData("delete from audit_contents")]
    [InlineData("delete from audit_anchors")]
    [InlineData("select * from erase_audit_words(null, null, null)")]
    [InlineData("select * from erase_audit_contents_of('Hit', gen_random_uuid())")]
    public async Task The_application_adds_lines_and_does_nothing_else_to_the_audit(string sql)
    {
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var connection = await app.OpenConnectionAsync(Stop);
        await using (var zone = new NpgsqlCommand("select set_config('portal.tenant', '5340', false)", connection)) await zone.ExecuteNonQueryAsync(Stop);
        await using (var adds = new NpgsqlCommand("""insert into audit_lines ("Tenant", "Id", "Version", "Action", "ObjectKind", "ObjectId", "DoneAt") values ('5340', gen_random_uuid(), 0, 'a', 'b', gen_random_uuid(), now())""", connection))
            Assert.Equal(1, await adds.ExecuteNonQueryAsync(Stop));
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop))).SqlState);
    }

    [Fact]
    public async Task A_fault_of_the_database_is_told_once_and_the_lines_are_chained_when_it_is_over()
    {
        await portal.ChainedAsync();
        int Told() => portal.Log.Lines.Count(l => l.Category.EndsWith(nameof(AuditChaining), StringComparison.Ordinal) && l.Level == LogLevel.Warning);
        var before = Told();
        await portal.ListAsync("revoke execute on function chain_audit from portal_app");
        try
        {
            await Eventually.TrueAsync("the fault is told", () => Told() > before);
            await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
            owner.Add(ChainSetup.Line("5340", ChainSetup.Now));
            await owner.SaveChangesAsync(Stop);
        }
        finally
        {
            await portal.ListAsync("grant execute on function chain_audit to portal_app");
        }

        await Eventually.TrueAsync("the writer is at it again", async () => await portal.AskAsync<long>("""select count(*) from audit_lines where "Sequence" is null""") == 0);
        Assert.Equal(before + 1, Told());
        Assert.True((await portal.VerifyAsync("5340")).Holds);
    }
}
