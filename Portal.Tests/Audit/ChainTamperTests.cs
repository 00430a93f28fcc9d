using Portal.Audit;
using Portal.Tests.Anpr.Ingest;
using Portal.Tests.Reports;

namespace Portal.Tests.Audit;

/// <summary>Whatever somebody with all rights on the database does to the audit, going through the chain tells it.</summary>
public sealed class ChainTamperTests(ChainTamperTests.Fixture portal) : IClassFixture<ChainTamperTests.Fixture>
{
    const string Zone = "5340";

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            // Three days with lines 1 to 4, 5 to 8 and 9 to 12, an anchor each; 13 to 15 are of today.
            await this.AddAsync([.. Enumerable.Range(0, 12).Select(n => ChainSetup.Line(Zone, ChainSetup.DaysAgo(3 - (n / 4)).AddMinutes(n), $$"""{"n":{{n}}}"""))]);
            await this.GiveSealAsync(Zone);
            Assert.Equal(3, await this.AnchorAsync(Zone));
            await this.AddAsync(ChainSetup.Line(Zone, ChainSetup.Now.AddMinutes(-2)), ChainSetup.Line(Zone, ChainSetup.Now.AddMinutes(-1)));
            foreach (var table in Tables) await this.ListAsync($"create table saved_{table} as select * from {table}");
        }
    }

    static readonly string[] Tables = ["audit_lines", "audit_contents", "audit_anchors", "seal_keys"];

    /// <summary>What the portal finds after these statements of the owner; afterwards all is as it was.</summary>
    async Task<AuditVerdict> AfterAsync(params string[] statements)
    {
        try
        {
            foreach (var sql in statements) await portal.ListAsync(sql.Replace("@zone", $"'{Zone}'", StringComparison.Ordinal));
            return await portal.VerifyAsync(Zone);
        }
        finally
        {
            await portal.ListAsync(string.Concat(Tables.Reverse().Select(t => $"delete from {t} where \"Tenant\" = '{Zone}';")));
            await portal.ListAsync(string.Concat(Tables.Select(t => $"insert into {t} select * from saved_{t} where \"Tenant\" = '{Zone}';")));
        }
    }

    [Fact]
    public async Task A_chain_that_nobody_touched_holds_and_says_how_far_anchors_vouch_for_it()
    {
        var verdict = await AfterAsync();
        Assert.Equal((true, 15L, 1L, 15L, 12L, 3), (verdict.Holds, verdict.Lines, verdict.First, verdict.Last, verdict.Vouched, verdict.Anchors));
        Assert.Empty(verdict.Faults);
    }

    [Fact]
    public async Task Words_may_go_and_the_chain_holds()
    {
        var verdict = await AfterAsync("""delete from audit_contents c using audit_lines l where l."Tenant" = @zone and c."Tenant" = @zone and c."LineId" = l."Id" and l."Sequence" between 2 and 6""");
        Assert.Equal((true, 15L, 5L), (verdict.Holds, verdict.Lines, verdict.Erased));
    }

    public static TheoryData<string, AuditFaultKind, long, string[]> Tampering { get; } = new()
    {
        { "action", AuditFaultKind.Changed, 6, ["""update audit_lines set "Action" = 'hit.listed' where "Tenant" = @zone and "Sequence" = 6"""] },
        { "time", AuditFaultKind.Changed, 6, ["""update audit_lines set "DoneAt" = "DoneAt" + interval '1 microsecond' where "Tenant" = @zone and "Sequence" = 6"""] },
        { "person", AuditFaultKind.Changed, 1, ["""update audit_lines set "PersonId" = gen_random_uuid() where "Tenant" = @zone and "Sequence" = 1"""] },
        { "purpose", AuditFaultKind.Changed, 6, ["""update audit_lines set "Purpose" = case when "Purpose" is null then 1 end where "Tenant" = @zone and "Sequence" = 6"""] },
        { "hash of the words", AuditFaultKind.Changed, 6, ["""update audit_lines set "ContentHash" = sha256("ContentHash") where "Tenant" = @zone and "Sequence" = 6"""] },
        { "hash", AuditFaultKind.Changed, 6, ["""update audit_lines set "ChainHash" = sha256("ChainHash") where "Tenant" = @zone and "Sequence" = 6"""] },
        { "words", AuditFaultKind.ContentChanged, 6, ["""update audit_contents c set "Details" = '{}' from audit_lines l where l."Tenant" = @zone and c."Tenant" = @zone and c."LineId" = l."Id" and l."Sequence" = 6"""] },
        { "salt", AuditFaultKind.ContentChanged, 6, ["""update audit_contents c set "Salt" = decode(repeat('00', 16), 'hex') from audit_lines l where l."Tenant" = @zone and c."Tenant" = @zone and c."LineId" = l."Id" and l."Sequence" = 6"""] },
        { "empty for missing", AuditFaultKind.ContentChanged, 6, ["""update audit_contents c set "Reason" = '' from audit_lines l where l."Tenant" = @zone and c."Tenant" = @zone and c."LineId" = l."Id" and l."Sequence" = 6"""] },
        { "removed", AuditFaultKind.Removed, 6, ["""delete from audit_lines where "Tenant" = @zone and "Sequence" = 6"""] },
        { "removed, the others numbered anew", AuditFaultKind.Changed, 6,
            ["""delete from audit_lines where "Tenant" = @zone and "Sequence" = 6""", .. Enumerable.Range(7, 9).Select(n => $"""update audit_lines set "Sequence" = {n - 1} where "Tenant" = @zone and "Sequence" = {n}""")] },
        { "moved", AuditFaultKind.Moved, 6, ["""update audit_lines set "Sequence" = 99 where "Tenant" = @zone and "Sequence" = 6""", """update audit_lines set "Sequence" = 6 where "Tenant" = @zone and "Sequence" = 7""",
            """update audit_lines set "Sequence" = 7 where "Tenant" = @zone and "Sequence" = 99"""] },
        { "moved far, hashes stay", AuditFaultKind.Moved, 3, ["""update audit_lines set "Sequence" = 99 where "Tenant" = @zone and "Sequence" = 3""",
            """update audit_lines l set "Sequence" = 3, "ChainHash" = s."ChainHash" from saved_audit_lines s where l."Tenant" = @zone and l."Sequence" = 11 and s."Tenant" = @zone and s."Sequence" = 3""",
            """update audit_lines l set "Sequence" = 11, "ChainHash" = s."ChainHash" from saved_audit_lines s where l."Tenant" = @zone and l."Sequence" = 99 and s."Tenant" = @zone and s."Sequence" = 11"""] },
        { "tail cut", AuditFaultKind.TailCut, 11, ["""delete from audit_lines where "Tenant" = @zone and "Sequence" > 10"""] },
        { "all cut", AuditFaultKind.CutTooEarly, 1, ["""delete from audit_lines where "Tenant" = @zone"""] },
        { "start cut", AuditFaultKind.WrongStart, 3, ["""delete from audit_lines where "Tenant" = @zone and "Sequence" < 3"""] },
        { "start cut at an anchor", AuditFaultKind.CutTooEarly, 1, ["""delete from audit_lines where "Tenant" = @zone and "Sequence" <= 4"""] },
        { "anchor of another chain", AuditFaultKind.Forged, 8, ["""update audit_anchors set "ChainHash" = sha256("ChainHash") where "Tenant" = @zone and "Sequence" = 8"""] },
        { "anchor's number", AuditFaultKind.Forged, 7, ["""update audit_anchors set "Sequence" = 7 where "Tenant" = @zone and "Sequence" = 8"""] },
        { "anchor's signature taken off", AuditFaultKind.NotSigned, 8, ["""update audit_anchors set "Signature" = null where "Tenant" = @zone and "Sequence" = 8"""] },
        { "signature of another day", AuditFaultKind.Forged, 8, ["""update audit_anchors a set "Signature" = b."Signature" from audit_anchors b where a."Tenant" = @zone and a."Sequence" = 8 and b."Tenant" = @zone and b."Sequence" = 4"""] },
        { "signature is none", AuditFaultKind.Forged, 8, ["""update audit_anchors set "Signature" = decode('3000', 'hex') where "Tenant" = @zone and "Sequence" = 8"""] },
        { "seal taken away", AuditFaultKind.Forged, 4, ["""delete from seal_keys where "Tenant" = @zone"""] },
        { "all hashed anew", AuditFaultKind.OtherChain, 8, ["""update audit_lines set "Action" = 'hit.listed' where "Tenant" = @zone and "Sequence" = 6""",
            """update audit_lines set "Sequence" = null, "DoneAt" = "DoneAt" where "Tenant" = @zone and "Sequence" >= 6""", "select * from chain_audit(1000)"] },
        { "waits", AuditFaultKind.Unchained, 0, ["""update audit_lines set "Sequence" = null, "DoneAt" = now() - interval '1 hour' where "Tenant" = @zone and "Sequence" = 15"""] },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task What_was_done_to_the_chain_is_found_and_told_where(string what, AuditFaultKind kind, long first, string[] statements)
    {
        if (kind == AuditFaultKind.Unchained) await portal.ListAsync("revoke execute on function chain_audit from portal_app");
        try
        {
            var verdict = await AfterAsync(statements);
            Assert.False(verdict.Holds, what);
            Assert.Contains(verdict.Faults, f => f.Kind == kind && f.First == first);
        }
        finally
        {
            await portal.ListAsync("grant execute on function chain_audit to portal_app");
        }
    }

    [Fact]
    public async Task A_signature_by_somebody_else_is_no_seal_of_the_zone()
    {
        var row = (await portal.ListAsync("""select "Day", "ChainHash" from audit_anchors where "Tenant" = '5340' and "Sequence" = 8"""))[0];
        var statement = AuditAnchor.StatementOf(Zone, (DateOnly)(row[0] is DateTime day ? DateOnly.FromDateTime(day) : row[0]!), 8, (byte[])row[1]!);
        var forged = await portal.ForgeAsync(statement, "5291", TestSeals.Authority); // of the same authority, for another zone
        var verdict = await AfterAsync($"""update audit_anchors set "Signature" = decode('{Convert.ToHexString(forged)}', 'hex') where "Tenant" = @zone and "Sequence" = 8""");
        Assert.Contains(verdict.Faults, f => f is { Kind: AuditFaultKind.Forged, First: 8 });
    }

    [Fact]
    public async Task More_faults_than_can_be_told_are_counted()
    {
        await portal.AddAsync([.. Enumerable.Range(0, 60).Select(n => ChainSetup.Line("5344", ChainSetup.Now.AddHours(-1).AddSeconds(n)))]);
        await portal.ListAsync("""update audit_lines set "Action" = 'other' where "Tenant" = '5344' and "Sequence" between 2 and 41""");
        var verdict = await portal.VerifyAsync("5344");
        Assert.Equal((40L, ChainCheck.MostFaults), (verdict.FaultCount, verdict.Faults.Count));
    }
}
