using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Reports;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>What is ordered gets sealed: every one once, numbered without gaps, whatever breaks in between. Each test has a zone or a year's count of its own.</summary>
public sealed class ReportSealingTests(ReportSealingTests.Fixture portal) : IClassFixture<ReportSealingTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>Each statement of the sealing at which the connection can break, as a trigger sees it, and its commit.</summary>
    public static TheoryData<string, string> Steps => new()
    {
        { "the number", "after update on report_counts" },
        { "the report", "after insert on reports" },
        { "the file", "after insert on report_files" },
        { "the content", "after delete on report_order_contents" },
        { "the order", "after update on report_orders" },
        { "the audit", "after insert on audit_lines" },
        { "the notice", "after insert on notifications" },
    };

    [Fact]
    public async Task Fifty_at_once_on_two_nodes_get_fifty_numbers()
    {
        var node = await portal.SecondNodeAsync();
        var before = await LastAsync("5344");
        var orders = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() => portal.OrderNoteAsync("5344", FormattableString.Invariant($"note {n}")))));
        // Beside what both nodes do by themselves.
        await Task.WhenAll(portal.Root.GetRequiredService<ReportSealing>().SealDueAsync(Stop), node.Services.GetRequiredService<ReportSealing>().SealDueAsync(Stop));
        var reports = new List<Report>();
        foreach (var order in orders) reports.Add(await portal.SealedAsync("5344", order));
        Assert.Equal(Enumerable.Range(before + 1, 50), reports.Select(r => r.Number).Order());
        Assert.Equal(reports.OrderBy(r => r.Number).Select(r => r.Id), reports.OrderBy(r => r.SealedAt).Select(r => r.Id)); // the times are in the order of the numbers
        Assert.Equal(50, reports.Select(r => Convert.ToHexString(r.Sha256)).Distinct().Count());
        Assert.Equal(50, reports.Select(r => r.VerificationCode).Distinct().Count());
        Assert.Equal(0L, await portal.AskAsync<long>("""select count(*) from report_order_contents where "OrderId" = any($1)""", orders));
        Assert.Equal(50L, await portal.AskAsync<long>("""select count(*) from notifications where "Kind" = 'report_sealed' and right("Link", 36)::uuid = any($1)""", orders));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_crash_leaves_no_gap_and_no_double_number(string step, string when)
    {
        var before = await LastAsync("5340");
        await CrashAsync(when, "", times: 1); // tried again at once
        var order = await portal.OrderNoteAsync("5340", "crash at " + step);
        var first = await portal.SealedAsync("5340", order);
        Assert.True(await CrashesAsync() >= 1);
        var next = await portal.SealedAsync("5340", await portal.OrderNoteAsync("5340", "after"));
        Assert.Equal([before + 1, before + 2], new[] { first.Number, next.Number });
        await IsWholeAsync(first, order);
    }

    [Fact]
    public async Task A_try_that_is_lost_altogether_is_followed_by_another()
    {
        var before = await LastAsync("5340");
        await CrashAsync("after insert on report_files", "", times: 4); // as often as one try begins anew
        var order = await portal.OrderNoteAsync("5340", "lost");
        await Eventually.TrueAsync("the try has failed", async () => await portal.AskAsync<long>("""select count(*) from report_orders where "Id" = $1 and "Problem" = 'reports.not_composed'""", order) == 1);
        Assert.Equal((before, 4L), (await LastAsync("5340"), await CrashesAsync()));
        await portal.ListAsync("""update report_orders set "NextTryAt" = now() where "Id" = $1 returning 1""", order); // the pause is over
        var report = await portal.SealedAsync("5340", order);
        Assert.Equal(before + 1, report.Number);
        await IsWholeAsync(report, order);
    }

    [Fact]
    public async Task A_crash_at_the_commit_leaves_no_gap_and_no_double_number()
    {
        var before = await LastAsync("5340");
        await CrashAsync("after insert on reports", "deferrable initially deferred", times: 1);
        var first = await portal.SealedAsync("5340", await portal.OrderNoteAsync("5340", "crash at the commit"));
        Assert.Equal(before + 1, first.Number);
        Assert.Equal(before + 1, await LastAsync("5340"));
    }

    [Fact]
    public async Task A_node_that_hangs_and_dies_is_replaced_by_another()
    {
        var before = await LastAsync("5291");
        var order = await portal.OrderNoteAsync("5291", "? hangs");
        Assert.True(await portal.AtGate.WaitAsync(TimeSpan.FromSeconds(60), Stop)); // a node composes it, and holds the number
        await portal.ListAsync("""update report_orders set "NextTryAt" = now() - interval '1 second' where "Id" = $1 returning 1""", order); // its claim runs out
        await portal.ListAsync("""select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'portal_app' and state = 'idle in transaction'""");
        portal.Gate.Release(10); // both may go on: who took over, and who comes back to life
        var report = await portal.SealedAsync("5291", order);
        var next = await portal.SealedAsync("5291", await portal.OrderNoteAsync("5291", "after"));
        Assert.Equal((before + 1, before + 2), (report.Number, next.Number));
        Assert.Equal(1L, await portal.AskAsync<long>("""select count(*) from audit_lines where "Action" = 'report.sealed' and "ObjectId" = $1""", report.Id));
    }

    [Fact]
    public async Task A_failure_uses_no_number_waits_longer_each_time_and_is_given_up_until_somebody_says_again()
    {
        var before = await LastAsync("5340");
        portal.Failures = 5;
        var order = await portal.OrderNoteAsync("5340", "! fails");
        var pauses = new List<double>();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await Eventually.TrueAsync($"try {attempt} has failed", async () => await portal.AskAsync<long>("""select count(*) from report_orders where "Id" = $1 and "Attempts" = $2 and "Problem" = 'reports.not_composed'""", order, attempt) == 1);
            pauses.Add(await portal.AskAsync<double>("""select extract(epoch from "NextTryAt" - now())::float8 from report_orders where "Id" = $1""", order));
            await portal.ListAsync("""update report_orders set "NextTryAt" = now() where "Id" = $1 and "State" = 0 returning 1""", order);
        }

        Assert.True(pauses[0] < pauses[1] && pauses[1] < pauses[2] && pauses[2] < pauses[3], string.Join(", ", pauses));
        Assert.Equal(ReportOrderState.Failed, (await portal.EndedAsync(order, "5340")).State);
        Assert.Equal(1L, await portal.AskAsync<long>("""select count(*) from notifications where "Kind" = 'report_failed' and "Link" like $1""", "%" + order));
        Assert.Equal(before, await LastAsync("5340"));
        await using (var other = await portal.AsAsync("5340", ZoneRole.AnprSupervisor)) Assert.Equal(Error.NotFound, (await other.Get<ReportOrders>().TryAgainAsync(order, Stop)).Error);
        await using (var own = await portal.AsAsync("5340", ZoneRole.AnprOperator))
        {
            Assert.True((await own.Get<ReportOrders>().TryAgainAsync(order, Stop)).Succeeded);
            Assert.Equal(before + 1, (await portal.SealedAsync("5340", order)).Number);
            Assert.Equal(ReportErrors.OrderNotWaiting, (await own.Get<ReportOrders>().TryAgainAsync(order, Stop)).Error);
        }
    }

    [Fact]
    public async Task Without_a_seal_an_order_waits_and_a_new_key_wakes_it()
    {
        const string Zone = TenantInfo.FederalCode;
        var order = await portal.OrderNoteAsync(Zone, "waits for a seal", role: ZoneRole.FederalAdministrator);
        await Eventually.TrueAsync("it says that it waits for a seal", async () => await portal.AskAsync<long>("""select count(*) from report_orders where "Id" = $1 and "Problem" = 'reports.no_seal' and "Attempts" = 0 and "State" = 0""", order) == 1);
        await using var administrator = await portal.AsAsync(Zone, ZoneRole.FederalAdministrator);
        Assert.Equal(1, await administrator.Get<ReportOrderQueries>().AwaitingSealAsync(Stop));
        Assert.True((await administrator.Get<SealKeyService>().AddAsync(TestSeals.Authority.IssueSeal(new("Federal", "NTRBE-0999000199"), ""), "", Stop)).Succeeded);
        await Eventually.TrueAsync("it is sealed", async () => await portal.AskAsync<long>("""select count(*) from reports r join report_orders o on o."ReportId" = r."Id" where o."Id" = $1 and r."Number" = 1 and r."Tenant" = '0000'""", order) == 1);
    }

    [Fact]
    public async Task Nothing_is_queued_that_cannot_be_composed_or_is_not_allowed()
    {
        async Task<Error?> RefusedAsync(string zone, ZoneRole role, string language, string text, Guid? replaces = null, ReportKind kind = ReportKind.Free)
        {
            await using var scope = await portal.AsAsync(zone, role);
            return (await scope.Get<ReportOrders>().OrderAsync(new(kind, Guid.NewGuid(), language, ConsultationPurpose.Prosecution, null) { ReplacesId = replaces }, new NoteFacts(text), Stop)).Error;
        }

        var before = await portal.AskAsync<long>("""select count(*) from report_orders where "Tenant" = '5291'""");
        var missing = await RefusedAsync("5291", ZoneRole.AnprOperator, "de", "漢 and 字");
        Assert.Equal("reports.character_missing", missing?.Code);
        Assert.Contains("漢", (string)missing!.Args[0], StringComparison.Ordinal);
        Assert.Equal(ReportErrors.NotALanguageOfTheZone, await RefusedAsync("5291", ZoneRole.AnprOperator, "nl", "note"));
        Assert.Equal(Error.NotFound, await RefusedAsync("5291", ZoneRole.AnprOperator, "de", "note", Guid.NewGuid()));
        foreach (var role in new[] { ZoneRole.Member, ZoneRole.ZoneAdministrator, ZoneRole.DataProtectionOfficer }) Assert.Equal(Error.Forbidden, await RefusedAsync("5291", role, "de", "note"));
        Assert.Equal(Error.Forbidden, await RefusedAsync("5291", ZoneRole.AnprOperator, "de", "note", kind: ReportKind.AuditProof));
        Assert.Equal(before, await portal.AskAsync<long>("""select count(*) from report_orders where "Tenant" = '5291'"""));
    }

    [Fact]
    public async Task A_new_edition_takes_the_place_of_the_old_one_once()
    {
        var first = await portal.SealedAsync("5344", await portal.OrderNoteAsync("5344", "first edition"));
        var (one, other) = (await portal.OrderNoteAsync("5344", "? second edition", first.Id), await portal.OrderNoteAsync("5344", "second edition again", first.Id));
        portal.Gate.Release();
        var (a, b) = (await portal.EndedAsync(one, "5344"), await portal.EndedAsync(other, "5344"));
        Assert.Equal([ReportOrderState.Sealed, ReportOrderState.Failed], new[] { a.State, b.State }.Order());
        Assert.Equal(ReportErrors.AlreadyReplaced.Code, (a.Problem ?? b.Problem));
        Assert.Equal(2, await portal.AskAsync<int>("""select "Edition" from reports where "ReplacesId" = $1""", first.Id));
    }

    [Fact]
    public async Task What_was_noted_names_who_ordered_and_for_what_and_the_code_stands_in_the_file()
    {
        var order = await portal.OrderNoteAsync("5344", "told");
        var report = await portal.SealedAsync("5344", order);
        var lines = await portal.ListAsync("""
            select "Action", "PersonId", "Purpose"::int, "CaseNumber" from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where "ObjectId" = any($1) order by "DoneAt"
            """, new[] { order, report.Id });
        var person = TestPeople.Of("5344", ZoneRole.AnprOperator).Id;
        Assert.Equal([[ReportActions.Ordered, person, (int)ConsultationPurpose.Prosecution, "N-1"], [ReportActions.Sealed, person, (int)ConsultationPurpose.Prosecution, "N-1"]], lines);
        Assert.Equal(person, report.AuthorId);
        var file = await portal.FileAsync(report);
        Assert.Equal(report.Sha256, SHA256.HashData(file));
        using var folder = new TemporaryFolder();
        var (_, text) = await ExternalTool.RunAsync("pdftotext", "-raw", await folder.WriteAsync("note.pdf", file), "-");
        Assert.Contains($"/verify/{report.Reference.Replace('/', '-')}/{report.VerificationCode}", text.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_is_its_givers_alone()
    {
        var order = await portal.OrderNoteAsync("5344", "mine");
        foreach (var (zone, role, sees) in new[] { ("5344", ZoneRole.AnprOperator, true), ("5344", ZoneRole.AnprSupervisor, false), ("5340", ZoneRole.AnprOperator, false) })
        {
            await using var scope = await portal.AsAsync(zone, role);
            Assert.Equal(sees, await scope.Get<ReportOrderQueries>().FindAsync(order, Stop) is not null);
            Assert.Equal(sees, (await scope.Get<ReportOrderQueries>().MineAsync(stop: Stop)).Any(o => o.Id == order));
        }
    }

    Task<int> LastAsync(string zone) => LastOfAsync(portal, zone);

    static async Task<int> LastOfAsync(SealingPortal portal, string zone) =>
        await portal.AskAsync<int>("""select coalesce(max("Last"), 0) from report_counts where "Tenant" = $1""", zone);

    /// <summary>The server ends the connection at this statement, so often. Rows of the portal's own background work are spared: only what belongs to sealing counts.</summary>
    async Task CrashAsync(string when, string deferred, int times)
    {
        var condition = when.Contains("report_orders", StringComparison.Ordinal) ? """new."State" = 1""" : when.Contains("audit_lines", StringComparison.Ordinal) ? """new."Action" = 'report.sealed'""" : "true";
        await portal.ListAsync($"""
            do $x$ begin
              drop sequence if exists crashes cascade; create sequence crashes; grant usage, select on sequence crashes to portal_app;
              create or replace function crash() returns trigger language plpgsql as $f$
              begin
                if {condition} then
                  if (select not is_called or last_value < {times} from crashes) then perform nextval('crashes'), pg_terminate_backend(pg_backend_pid()); end if;
                end if;
                return null;
              end $f$;
              drop trigger if exists crash on reports; drop trigger if exists crash on report_counts; drop trigger if exists crash on report_files; drop trigger if exists crash on report_order_contents;
              drop trigger if exists crash on report_orders; drop trigger if exists crash on audit_lines; drop trigger if exists crash on notifications;
              create {(deferred == "" ? "" : "constraint")} trigger crash {when} {deferred} for each row execute function crash();
            end $x$; select 1
            """);
    }

    Task<long> CrashesAsync() => portal.AskAsync<long>("select case when is_called then last_value else 0 end from crashes");

    /// <summary>One report, one file, one line of the audit, and nothing left of what it was made of.</summary>
    async Task IsWholeAsync(Report report, Guid order) => Assert.Equal([1L, 1L, 1L, 0L], (await portal.ListAsync("""
        select (select count(*) from reports where "SubjectId" = $1), (select count(*) from report_files where "ReportId" = $2), (select count(*) from audit_lines where "ObjectId" = $2 and "Action" = 'report.sealed'),
          (select count(*) from report_order_contents where "OrderId" = $3)
        """, report.SubjectId, report.Id, order))[0]);

    public sealed class Fixture(Cluster cluster) : SealingPortal(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", "5344", "5291" }) await this.GiveSealAsync(zone);
        }
    }
}
