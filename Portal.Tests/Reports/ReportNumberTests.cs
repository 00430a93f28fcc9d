using Portal.Audit;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;
using Portal.Tests.Reports.Pdf;

namespace Portal.Tests.Reports;

/// <summary>Numbers of reports, from the first of a year on.</summary>
public sealed class ReportNumberTests(ReportNumberTests.Fixture portal) : IClassFixture<ReportNumberTests.Fixture>
{
    const string Zone = "5344";

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Numbers_have_no_gap_whoever_comes_at_once_and_whatever_fails()
    {
        await portal.GiveSealAsync(Zone);
        var hits = new List<Guid>();
        for (var n = 0; n < 4; n++) hits.Add(await portal.ConfirmedHitAsync(Zone));
        var many = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => portal.IssueAsync(hits[n % hits.Count], Zone, n % 2 == 0 ? "nl" : "fr"))));
        Assert.Equal(Enumerable.Range(1, 20), many.Select(r => r.Number).Order());
        Assert.All(many, r => Assert.Equal(FormattableString.Invariant($"{Zone}/{r.Year}/{r.Number}"), r.Reference));
        Assert.Equal(20, many.Select(r => Convert.ToHexString(r.Sha256)).Distinct().Count());

        // One that fails while it is made, alone and among others.
        await Assert.ThrowsAsync<InvalidOperationException>(() => IssueAsync(_ => throw new InvalidOperationException("composing fails")));
        var mixed = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            try
            {
                return await IssueAsync(reference => n % 2 == 0 ? Document(reference) : throw new InvalidOperationException("composing fails"));
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        })));
        Assert.Equal([21, 22, 23, 24], mixed.OfType<Report>().Select(r => r.Number).Order());
        // The field for the seal is missing: nothing is issued either.
        await Assert.ThrowsAsync<InvalidOperationException>(() => IssueAsync(_ => PdfProbe.Document(new Paragraph("Without a field"))));
        Assert.Equal(25, (await IssueAsync(Document)).Number);
        Assert.Equal((25L, 25L), (await portal.AskAsync<long>("select count(*) from reports"), await portal.AskAsync<long>("select count(*) from report_files")));
    }

    async Task<Report> IssueAsync(Func<string, ReportDocument> compose)
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprOperator);
        var purpose = (await scope.Get<PurposeService>().OfShiftAsync(Stop))!;
        var order = new ReportToIssue(ReportKind.Hit, Guid.NewGuid(), "nl", Brussels.DayOf(TestSeals.Now).AddYears(1), purpose, new { plate = "1ABC123" }, issue => compose(issue.Reference));
        return (await scope.Get<ReportService>().IssueAsync(order, Stop)).Value!;
    }

    static ReportDocument Document(string reference) =>
        PdfProbe.Document(new Paragraph("Report " + reference), new SignatureBoxes(new SignatureBox(ReportService.SealField, "Seal", "Seal"))) with { Number = reference };

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);
}
