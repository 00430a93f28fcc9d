using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Audit.Inspection;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Tenants;
using Portal.Tests.Reports;

namespace Portal.Tests.Audit;

/// <summary>What a zone shows the Supervisory Body for Police Information: its headings, what the portal knows, what the zone answers, and all of it as a sealed document.</summary>
public sealed class InspectionTests(InspectionTests.Fixture portal) : IClassFixture<InspectionTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static T In<T>(string language, Func<T> ask)
    {
        var (culture, before) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(language == "en" ? "en-GB" : language + "-BE");
        try
        {
            return ask();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, before);
        }
    }

    [Theory]
    [InlineData("en", "Approval by the municipal council|Controller of the fixed ANPR cameras|Retention and technical database|Access to the images|Visible or covert use|Risk analysis and data protection impact assessment|Register|Logging|Functional management")]
    [InlineData("nl", "Goedkeuring door de gemeenteraad|Verwerkingsverantwoordelijke voor de vaste ANPR-camera’s|Bewaartermijn en technische gegevensbank|Toegang tot de beelden|Zichtbaar of niet-zichtbaar gebruik|Risicoanalyse en gegevensbeschermingseffectbeoordeling|Register|Logging|Functioneel beheer")]
    [InlineData("fr", "Autorisation du conseil communal|Responsable du traitement des caméras ANPR fixes|Délai de conservation et banque de données technique|Accès aux images|Utilisation visible ou non visible|Analyse de risques et analyse d’impact relative à la protection des données|Registre|Journalisation|Gestion fonctionnelle")]
    [InlineData("de", "Genehmigung durch den Gemeinderat|Verantwortlicher für die ortsfesten ANPR-Kameras|Aufbewahrungsfrist und technische Datenbank|Zugriff auf die Bilder|Sichtbarer oder nicht sichtbarer Einsatz|Risikoanalyse und Datenschutz-Folgenabschätzung|Register|Protokollierung|Fachliche Verwaltung")]
    public void The_nine_headings_stand_in_order(string language, string headings) =>
        Assert.Equal(headings.Split('|'), In(language, () => InspectionHeadings.All.Select(InspectionWords.Of).ToList()));

    [Fact]
    public async Task An_answer_is_kept_with_who_and_when_and_the_audit_tells_before_and_after()
    {
        var administrator = TestPeople.Of("5344", ZoneRole.ZoneAdministrator);
        await using var scope = await portal.AsAsync(administrator);
        var service = scope.Get<InspectionService>();
        Assert.True((await service.AnswerAsync(InspectionHeading.CouncilApproval, null, new("  Approved for fixed cameras.  ", "GR 2024/17", new(2024, 5, 30)), Stop)).Succeeded);
        var first = (await scope.Get<InspectionQueries>().FindAsync(Stop))!.Answers[InspectionHeading.CouncilApproval];
        Assert.Equal(("Approved for fixed cameras.", "GR 2024/17", new DateOnly(2024, 5, 30), administrator.Name), (first.Text, first.Reference, first.DecidedOn!.Value, first.ChangedBy));

        Assert.True((await service.AnswerAsync(InspectionHeading.CouncilApproval, first.Version, new("Approved, and extended.", null, null), Stop)).Succeeded);
        // Who still has the first answer before them is told so, as is who believes that there is none.
        Assert.Equal(InspectionErrors.ChangedMeanwhile, (await service.AnswerAsync(InspectionHeading.CouncilApproval, first.Version, new("too late", null, null), Stop)).Error);
        Assert.Equal(InspectionErrors.ChangedMeanwhile, (await service.AnswerAsync(InspectionHeading.CouncilApproval, null, new("too late", null, null), Stop)).Error);
        var view = (await scope.Get<InspectionQueries>().FindAsync(Stop))!;
        Assert.Equal(("Approved, and extended.", (string?)null), (view.Answers[InspectionHeading.CouncilApproval].Text, view.Answers[InspectionHeading.CouncilApproval].Reference));
        Assert.Single(view.Answers);

        await using var db = scope.Context();
        var lines = await db.Set<AuditLine>().AsNoTracking().Where(l => l.Action == InspectionActions.Answered).OrderBy(l => l.DoneAt).ToListAsync(Stop);
        Assert.Equal(2, lines.Count);
        using var told = JsonDocument.Parse(lines[1].Details!);
        Assert.Equal(("Approved for fixed cameras.", "Approved, and extended."), (told.RootElement.GetProperty("before").GetProperty("Text").GetString(), told.RootElement.GetProperty("after").GetProperty("Text").GetString()));
        Assert.True(await db.Set<AuditLine>().AnyAsync(l => l.Action == InspectionActions.Viewed && l.PersonId == administrator.Id, Stop));

        await using var elsewhere = await portal.AsAsync("5291", ZoneRole.ZoneAdministrator);
        Assert.Empty((await elsewhere.Get<InspectionQueries>().FindAsync(Stop))!.Answers);
    }

    [Fact]
    public async Task An_answer_says_something_and_its_document_exists_already()
    {
        await using var scope = await portal.AsAsync("5291", ZoneRole.ZoneAdministrator);
        async Task<Error?> TryAsync(AnswerInput input) => (await scope.Get<InspectionService>().AnswerAsync(InspectionHeading.Register, null, input, Stop)).Error;
        Assert.Equal(InspectionErrors.TextMissing, await TryAsync(new("  ", null, null)));
        Assert.Equal(InspectionErrors.TextTooLong, await TryAsync(new(new('x', InspectionAnswer.TextLength + 1), null, null)));
        Assert.Equal(InspectionErrors.ReferenceTooLong, await TryAsync(new("text", new('x', InspectionAnswer.ReferenceLength + 1), null)));
        Assert.Equal(InspectionErrors.DayAhead, await TryAsync(new("text", null, Brussels.DayOf(TimeProvider.System.GetUtcNow()).AddDays(1))));
        Assert.Equal(Error.NotFound, (await scope.Get<InspectionService>().AnswerAsync((InspectionHeading)10, null, new("text", null, null), Stop)).Error);
    }

    [Fact]
    public async Task The_portal_says_what_it_knows()
    {
        await using var scope = await portal.AsAsync("5291", ZoneRole.DataProtectionOfficer);
        var view = (await scope.Get<InspectionQueries>().FindAsync(Stop))!;
        Assert.Contains(TestPeople.Of("5291", ZoneRole.ZoneAdministrator).Name, view.Facts.Administrators);
        Assert.Equal([TestPeople.Of("5291", ZoneRole.DataProtectionOfficer).Name], view.Facts.ProtectionOfficers);
        Assert.Contains(view.Facts.Readers, r => r.Role == ZoneRole.AnprSupervisor && r.People == 1);
        Assert.DoesNotContain(view.Facts.Readers, r => r.Role == ZoneRole.ZoneAdministrator);
        Assert.Equal(view.Zone.ReadsKeptDays, view.Facts.ReadsKeptDays);
        Assert.True(view.Facts.Audit.Lines + view.Facts.Audit.Waiting > 0);
        Assert.True(view.Facts.Consultations > 0); // this one
    }

    [Fact]
    public async Task Only_who_may_sees_it_and_only_the_administrator_answers()
    {
        await using (var officer = await portal.AsAsync("5340", ZoneRole.DataProtectionOfficer))
        {
            Assert.NotNull(await officer.Get<InspectionQueries>().FindAsync(Stop));
            Assert.Equal(Error.Forbidden, (await officer.Get<InspectionService>().AnswerAsync(InspectionHeading.Access, null, new("text", null, null), Stop)).Error);
        }

        await using var operators = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        Assert.Null(await operators.Get<InspectionQueries>().FindAsync(Stop));
        Assert.Equal(Error.Forbidden, (await operators.Get<InspectionExport>().OrderAsync("nl", Stop)).Error);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.AnprOperator).Email);
        Assert.Equal(404, (await visitor.GetAsync("/zones/5340/inspection")).Status);
    }

    [Fact]
    public async Task The_document_has_exactly_the_headings_and_bears_the_seal()
    {
        await portal.GiveSealAsync("5340");
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        Assert.True((await scope.Get<InspectionService>().AnswerAsync(InspectionHeading.RiskAnalysis, null, new("Analyse van 2025; Ἐλένη nazag.", "DPIA-7", null), Stop)).Succeeded);
        var ordered = await scope.Get<InspectionExport>().OrderAsync("nl", Stop);
        Assert.True(ordered.Succeeded, ordered.Error?.Code);
        var report = await portal.SealedAsync("5340", ordered.Value);
        Assert.Equal((ReportKind.Inspection, "nl"), (report.Kind, report.Language));
        var composed = SampleReports.In("nl").Single(r => r.Kind == ReportKind.Inspection).Document;
        var titles = composed.Blocks.OfType<Heading>().Where(h => h.Level == 1).Select(h => h.Text).ToList();
        var headings = In("nl", () => InspectionHeadings.All.Select(h => $"{(int)h}. {InspectionWords.Of(h)}").ToList());
        Assert.Equal(headings, titles);
        Assert.Equal(3, composed.Blocks.OfType<Note>().Count()); // what is not answered is marked
        using var data = JsonDocument.Parse(Assert.Single(composed.Attachments).Content);
        Assert.Equal(9, data.RootElement.GetProperty("Headings").GetArrayLength());

        await using var db = scope.Context();
        var file = await db.Set<ReportFile>().Where(f => f.ReportId == report.Id).Select(f => f.Content).SingleAsync(Stop);
        var path = Path.Combine(Path.GetTempPath(), $"inspection-{report.Id:N}.pdf");
        await File.WriteAllBytesAsync(path, file, Stop);
        var text = (await ExternalTool.RunAsync("pdftotext", "-layout", "-enc", "UTF-8", path, "-")).Output;
        File.Delete(path);
        foreach (var said in headings.Append("DPIA-7").Append(report.Reference)) Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Contains("/Adobe.PPKLite", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        Assert.Equal(1, await db.Set<AuditLine>().CountAsync(l => l.Action == InspectionActions.Exported, Stop));
    }

    [Fact]
    public async Task Without_a_seal_it_waits_for_one_and_nothing_leaves()
    {
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var ordered = await scope.Get<InspectionExport>().OrderAsync("fr", Stop);
        Assert.True(ordered.Succeeded, ordered.Error?.Code);
        await Eventually.TrueAsync("the order was tried", async () =>
        {
            await using var db = scope.Context();
            return (await db.Set<ReportOrder>().AsNoTracking().SingleAsync(o => o.Id == ordered.Value, Stop)).Problem == ReportErrors.NoSeal.Code;
        });
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of("5344", ZoneRole.ZoneAdministrator).Email);
        Assert.Equal(404, (await visitor.GetAsync("/zones/5344/inspection/export")).Status); // no unsealed document to be had
    }
}
