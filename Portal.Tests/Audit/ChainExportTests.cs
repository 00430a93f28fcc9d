using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Reports;
using Portal.Reports.Signing;
using Portal.Reports.Verification;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;
using Portal.Tests.Reports;

namespace Portal.Tests.Audit;

/// <summary>What leaves the portal is verified by the script of the repository alone, with the real Python and openssl, and nothing that was done to it stays hidden.</summary>
public sealed class ChainExportTests(ChainExportTests.Fixture portal) : IClassFixture<ChainExportTests.Fixture>
{
    const string Zone = "5340", Other = "5344";

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public string Folder { get; } = Path.Combine(Path.GetTempPath(), "portal-proof-" + Guid.NewGuid().ToString("N"));

        public string Trust => Path.Combine(Folder, "ca.pem");

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(Trust, TestSeals.Authority.Root.Pem());
            foreach (var zone in new[] { Zone, Other })
            {
                // Lines 1 to 4, 5 to 8 and 9 to 12 of three days, an anchor each; three more of today.
                var odd = ChainSetup.Odd;
                await this.AddAsync([.. Enumerable.Range(0, 12).Select(n => ChainSetup.Line(zone, ChainSetup.DaysAgo(3 - (n / 4)).AddMinutes(n), odd[n % odd.Length], odd[(n + 5) % odd.Length], Guid.NewGuid(), address: "::1"))]);
                await this.GiveSealAsync(zone);
                Assert.Equal(3, await this.AnchorAsync(zone));
                await this.AddAsync(ChainSetup.Line(zone, ChainSetup.Now.AddMinutes(-2)), ChainSetup.Line(zone, ChainSetup.Now.AddMinutes(-1)));
            }
        }

        public override async ValueTask DisposeAsync()
        {
            Directory.Delete(Folder, recursive: true);
            await base.DisposeAsync();
        }
    }

    async Task<string> ExportAsync(int fromDaysAgo = 3, int toDaysAgo = 0, string zone = Zone)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.AnprSupervisor);
        var begun = await scope.Get<AuditProof>().BeginAsync(ChainSetup.Today.AddDays(-fromDaysAgo), ChainSetup.Today.AddDays(-toDaysAgo), stop: Stop);
        Assert.True(begun.Succeeded, begun.Error?.Code);
        using var file = new MemoryStream();
        await scope.Get<AuditProof>().WriteAsync(begun.Value, file, Stop);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    async Task<(int Code, string Output)> ScriptAsync(string export, params string[] options)
    {
        var path = Path.Combine(portal.Folder, Guid.NewGuid().ToString("N") + ".jsonl");
        await File.WriteAllTextAsync(path, export, Stop);
        return await ExternalTool.RunAsync("python3", [Path.Combine(Repository.Root, "tools/verify_audit.py"), path, .. options]);
    }

    Task<(int Code, string Output)> TrustedAsync(string export, params string[] options) => ScriptAsync(export, ["--trust", portal.Trust, .. options]);

    static List<JsonNode> Rows(string export) => [.. export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];

    static string Written(IEnumerable<JsonNode> rows) => string.Concat(rows.Select(r => r.ToJsonString() + "\n"));

    static JsonNode Line(IEnumerable<JsonNode> rows, long number) => rows.Single(r => (string?)r["kind"] == "line" && (long)r["sequence"]! == number);

    static JsonNode Anchor(IEnumerable<JsonNode> rows, long number) => rows.Single(r => (string?)r["kind"] == "anchor" && (long)r["sequence"]! == number);

    [Fact]
    public async Task An_export_holds_for_the_script_alone_whole_or_in_part()
    {
        var (code, output) = await TrustedAsync(await ExportAsync());
        Assert.True(code == 0, output);
        Assert.Contains("HOLDS", output, StringComparison.Ordinal);
        Assert.Contains("3 anchors, the signatures of 3 hold", output, StringComparison.Ordinal);
        Assert.Contains("Lines after 12 have no anchor yet", output, StringComparison.Ordinal);
        var part = await ExportAsync(2, 1);
        Assert.Equal((5L, 12L), ((long)Rows(part)[0]["first"]!, (long)Rows(part)[0]["last"]!));
        (code, output) = await TrustedAsync(part);
        Assert.True(code == 0, output);
        Assert.DoesNotContain("have no anchor yet", output, StringComparison.Ordinal);
        Assert.Equal(0, (await ScriptAsync(part)).Code); // without trust: the chain holds, whose seal it is is told not to be shown
        Assert.Equal(part, await ExportAsync(2, 1)); // the same part is the same file
    }

    public static TheoryData<string, string, Func<List<JsonNode>, string>> Tampering { get; } = new()
    {
        { "a field", "CHANGED: line 6", rows => { Line(rows, 6)["action"] = "hit.listed"; return Written(rows); } },
        { "a time by a microsecond", "CHANGED: line 6", rows => { var at = (string)Line(rows, 6)["doneAt"]!; Line(rows, 6)["doneAt"] = at[..^2] + (at[^2] == '9' ? '8' : '9') + "Z"; return Written(rows); } },
        { "words", "CHANGED: the words of line 6", rows => { Line(rows, 6)["content"]!["reason"] = "another"; return Written(rows); } },
        { "a hash", "CHANGED: line 6", rows => { Line(rows, 6)["chainHash"] = new string('0', 64); return Written(rows); } },
        { "a zone", "of another zone", rows => { Line(rows, 6)["zone"] = "5291"; return Written(rows); } },
        { "a line removed", "REMOVED: line 6 is missing", rows => { rows.Remove(Line(rows, 6)); return Written(rows); } },
        { "lines removed", "REMOVED: lines 6 to 7 are missing", rows => { rows.Remove(Line(rows, 6)); rows.Remove(Line(rows, 7)); return Written(rows); } },
        { "reordered", "REORDERED", rows => { var (a, b) = (rows.IndexOf(Line(rows, 6)), rows.IndexOf(Line(rows, 7))); (rows[a], rows[b]) = (rows[b], rows[a]); return Written(rows); } },
        { "reordered and numbered anew", "REORDERED: at place 6", rows => { var (six, seven) = (Line(rows, 6), Line(rows, 7)); (six["sequence"], seven["sequence"]) = (7, 6); var (a, b) = (rows.IndexOf(six), rows.IndexOf(seven)); (rows[a], rows[b]) = (rows[b], rows[a]); return Written(rows); } },
        { "start cut", "REMOVED: lines 1 to 2 are missing at the start", rows => { rows.Remove(Line(rows, 1)); rows.Remove(Line(rows, 2)); return Written(rows); } },
        { "start cut, header too", "START CUT", rows => { rows[0]["first"] = 3; rows[0]["previous"] = (string)Line(rows, 2)["chainHash"]!; rows.Remove(Line(rows, 1)); rows.Remove(Line(rows, 2)); return Written(rows); } },
        { "end cut", "END CUT", rows => { rows.Remove(Line(rows, 15)); return Written(rows); } },
        { "end and its last row cut", "END CUT: the export does not reach its end", rows => { rows.Remove(Line(rows, 15)); rows.RemoveAt(rows.Count - 1); return Written(rows); } },
        { "end cut before its anchor, header and end too", "the anchor of", rows =>
            { for (var n = 11; n <= 15; n++) rows.Remove(Line(rows, n)); rows[0]["last"] = 10; rows[^1]["last"] = 10; rows[^1]["lines"] = 10; rows[^1]["chainHash"] = (string)Line(rows, 10)["chainHash"]!; return Written(rows); } },
        { "anchor's hash", "ANOTHER CHAIN", rows => { Anchor(rows, 8)["chainHash"] = new string('0', 64); return Written(rows); } },
        { "anchor's statement", "FORGED ANCHOR", rows => { var a = Anchor(rows, 8); a["statement"] = ((string)a["statement"]!).Replace("sequence: 8", "sequence: 7", StringComparison.Ordinal); return Written(rows); } },
        { "anchor's signature of another", "FORGED ANCHOR: the signature of", rows => { Anchor(rows, 8)["signature"] = (string)Anchor(rows, 4)["signature"]!; return Written(rows); } },
        { "anchor unsigned", "UNSIGNED ANCHOR", rows => { Anchor(rows, 8)["signature"] = null; return Written(rows); } },
        { "something behind the end", "ADDED", rows => { rows.Add(Line(rows, 15).DeepClone()); return Written(rows); } },
        { "a field missing", "row", rows => { Line(rows, 6).AsObject().Remove("person"); return Written(rows); } },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task The_script_finds_what_was_done_to_the_file(string what, string told, Func<List<JsonNode>, string> tamper)
    {
        var (code, output) = await TrustedAsync(tamper(Rows(await ExportAsync())));
        Assert.True(code == 1, what + ": " + output);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Contains("DOES NOT HOLD", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_made_anew_and_an_anchor_by_a_stranger_are_found()
    {
        // The owner of the database changes a line and has everything after it chained again.
        await portal.ListAsync($"""update audit_lines set "Action" = 'hit.listed' where "Tenant" = '{Other}' and "Sequence" = 6; update audit_lines set "Sequence" = null where "Tenant" = '{Other}' and "Sequence" >= 6""");
        await portal.ChainedAsync();
        var rows = Rows(await ExportAsync(zone: Other));
        var (code, output) = await TrustedAsync(Written(rows));
        Assert.Equal(1, code);
        Assert.Contains("ANOTHER CHAIN", output, StringComparison.Ordinal);
        // Then signs anchors with a key of the own, in the zone's name.
        using var stranger = new DemoAuthority(TimeProvider.System, "Stranger");
        foreach (var number in new[] { 8L, 12L })
        {
            var anchor = Anchor(rows, number);
            anchor["chainHash"] = (string)Line(rows, number)["chainHash"]!;
            anchor["statement"] = AuditAnchor.StatementOf(Other, DateOnly.Parse((string)anchor["day"]!, System.Globalization.CultureInfo.InvariantCulture), number, Convert.FromHexString((string)anchor["chainHash"]!));
            anchor["signature"] = Convert.ToBase64String(await portal.ForgeAsync((string)anchor["statement"]!, "5291", stranger));
        }

        (code, output) = await TrustedAsync(Written(rows));
        Assert.Equal(1, code);
        Assert.Contains("FORGED ANCHOR", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ANOTHER CHAIN", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mails_of_the_days_agree_with_an_export_that_nobody_touched_and_with_no_other()
    {
        var export = await ExportAsync();
        var mails = Rows(export).Where(r => (string?)r["kind"] == "anchor").Select((a, n) =>
        {
            var path = Path.Combine(portal.Folder, $"mail{n}.txt");
            File.WriteAllText(path, $"Bonjour,\r\n\r\n{((string)a["statement"]!).Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n{(string)a["signature"]!}\r\n\r\nPortail\r\n");
            return path;
        }).ToList();
        Assert.Equal(3, mails.Count);
        string[] options = [.. mails.SelectMany(m => (string[])["--mail", m])];
        var (code, output) = await TrustedAsync(export, options);
        Assert.True(code == 0, output);
        Assert.Equal(3, output.Split(" agrees.").Length - 1);
        // Who owns the database cuts the end off and takes the anchors out: only the mail knows better.
        var rows = Rows(export);
        foreach (var row in rows.Where(r => (string?)r["kind"] == "anchor" || ((string?)r["kind"] == "line" && (long)r["sequence"]! > 10)).ToList()) rows.Remove(row);
        (rows[0]["last"], rows[^1]["last"], rows[^1]["lines"], rows[^1]["chainHash"]) = (10, 10, 10, (string)Line(rows, 10)["chainHash"]!);
        (code, output) = await TrustedAsync(Written(rows), [.. options, "--unsigned-ok"]);
        Assert.Equal(1, code);
        Assert.Contains("END CUT: the mail about", output, StringComparison.Ordinal);
        // A mail that somebody wrote himself, and one of another zone.
        var forged = Path.Combine(portal.Folder, "forged.txt");
        var text = await File.ReadAllTextAsync(mails[1], Stop);
        await File.WriteAllTextAsync(forged, text.Replace((string)Line(Rows(export), 8)["chainHash"]!, new string('0', 64), StringComparison.Ordinal), Stop);
        (code, output) = await TrustedAsync(export, "--mail", forged);
        Assert.Equal(1, code);
        Assert.Contains("the mail about", output, StringComparison.Ordinal);
        (code, output) = await TrustedAsync(await ExportAsync(zone: Other), "--mail", mails[0]);
        Assert.Equal(1, code);
        Assert.Contains("is of zone " + Zone, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_what_is_said_of_a_person_leaves_an_export_that_holds()
    {
        var person = Guid.NewGuid();
        await portal.AddAsync(ChainSetup.Line(Zone, ChainSetup.Now, """{"name":"Zoë Weg"}""", thing: person), ChainSetup.Line(Zone, ChainSetup.Now, "stays"));
        Assert.Equal(1L, await portal.EraseWordsAsync(Zone, "Hit", person));
        var export = await ExportAsync();
        Assert.DoesNotContain("Zoë Weg", export, StringComparison.Ordinal);
        var (code, output) = await TrustedAsync(export);
        Assert.True(code == 0, output);
        Assert.Contains("the words of 1 have been erased", output, StringComparison.Ordinal);
        var verdict = await portal.VerifyAsync(Zone);
        Assert.Equal((true, 1L), (verdict.Holds, verdict.Erased));
    }

    [Fact]
    public async Task What_is_no_export_is_not_verified()
    {
        foreach (var file in new[] { "", "nonsense", """{"kind":"header","format":"another"}""" }) Assert.Equal(2, (await ScriptAsync(file)).Code);
    }

    [Fact]
    public async Task Over_http_the_file_and_the_sealed_document_belong_together()
    {
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of(Zone, ZoneRole.AnprSupervisor).Email);
        var (from, to) = (ChainSetup.Today.AddDays(-2), ChainSetup.Today.AddDays(-1));
        var address = FormattableString.Invariant($"/zones/{Zone}/audit/proof/export?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
        Task<long> ExportsAsync() => portal.AskAsync<long>($"""select count(*) from audit_lines where "Tenant" = '{Zone}' and "Action" = 'audit.proof_exported'""");
        var exports = await ExportsAsync();
        var file = await visitor.GetAsync(address);
        Assert.Equal((200, "application/jsonl"), (file.Status, file.Headers["Content-Type"]));
        Assert.Equal(exports + 1, await ExportsAsync()); // taking it along is a line itself
        Assert.Equal(0, (await TrustedAsync(file.Body)).Code);
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var ordered = await scope.Get<AuditProofDocument>().OrderAsync(from, to, "nl", Stop);
        Assert.True(ordered.Succeeded, ordered.Error?.Code);
        var report = await portal.SealedAsync(Zone, ordered.Value);
        Assert.Equal(ReportKind.AuditProof, report.Kind);
        await using var db = scope.Context();
        var pdf = await db.Set<ReportFile>().Where(f => f.ReportId == report.Id).Select(f => f.Content).SingleAsync(Stop);
        Assert.True(PdfVerifier.Verify(pdf, new(TestSeals.Authority.Root), TestSeals.Now).IsSound);
        var path = Path.Combine(portal.Folder, "proof.pdf");
        await File.WriteAllBytesAsync(path, pdf, Stop);
        var inside = Path.Combine(portal.Folder, "inside.jsonl");
        Assert.Equal(0, (await ExternalTool.RunAsync("pdfdetach", "-save", "1", "-o", inside, path)).Code);
        Assert.Equal(file.Body, await File.ReadAllTextAsync(inside, Stop));
        var text = (await ExternalTool.RunAsync("pdftotext", "-layout", path, "-")).Output;
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(file.Body)))[..20], text, StringComparison.Ordinal);
        Assert.Equal(400, (await visitor.GetAsync(FormattableString.Invariant($"/zones/{Zone}/audit/proof/export?from=2020-01-01&to=2021-12-31"))).Status);
        using var member = new Visitor(portal);
        await member.SignInAsync(TestPeople.Of(Zone, ZoneRole.Member).Email);
        Assert.NotEqual(200, (await member.GetAsync(address)).Status);
    }
}
