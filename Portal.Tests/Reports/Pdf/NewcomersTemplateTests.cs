using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Tenants;
using static Portal.Reports.ReportParts;

namespace Portal.Tests.Reports.Pdf;

/// <summary>The example of docs/report-templates.md compiles, fits into forty lines, and gives a document that other programs accept.</summary>
public sealed class NewcomersTemplateTests
{
    // template begins
    sealed record FoundThing(string Number, DateOnly FoundOn, string What, string Where);

    sealed record FoundThingsFacts(ReportedZone Zone, string Language, string Author, string? CaseNumber, IReadOnlyList<FoundThing> Things, byte[]? Photo);

    static class FoundThingsReport
    {
        public static IReportTemplate Template { get; } = new ReportTemplate<FoundThingsFacts>(ReportKind.Free, Compose);

        public static ReportDocument Compose(FoundThingsFacts facts, Issue issue) => Document(facts.Zone, facts.Language, issue, page => page with
        {
            Title = "Gevonden voorwerpen",
            ListTitle = "Gevonden voorwerpen",
            Blocks =
            [
                Origin(issue, facts.Author, facts.CaseNumber),
                new Section("Lijst",
                    new Paragraph(["Er werden ", TextRun.Bold($"{facts.Things.Count} voorwerpen"), " gevonden."]),
                    new Table([new("Nr."), new("Gevonden op", 1.5), new("Wat", 3), new("Waar", 2)],
                        [.. facts.Things.Select(t => (IReadOnlyList<RichText>)[TextRun.Plate(t.Number), $"{t.FoundOn:d/M/yyyy}", Said(t.What), Said(t.Where)])]) { Caption = "Voorwerpen, oudste eerst" }),
                .. Photo(facts.Photo),
                new KeepTogether(new Heading(1, "Hoe verder"), new ItemList("De eigenaar wordt gezocht.", "Na zes maanden gaat het voorwerp naar de gemeente.") { IsNumbered = true }),
            ],
            Attachments = [new("things.csv", "text/csv", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', facts.Things.Select(t => $"{t.Number};{t.What}"))), "De lijst", AttachmentRelation.Data)],
        });

        static IEnumerable<ReportBlock> Photo(byte[]? photo)
        {
            if (photo is null) yield break;
            yield return new Heading(1, "Foto");
            yield return ReportImage.Read(photo, out _) is { } image ? new Picture(image, "De gevonden voorwerpen op een tafel") { Caption = "Alle voorwerpen" } : new Paragraph("De foto kan niet worden getoond.");
        }
    }
    // template ends

    [Fact]
    public async Task It_is_short_and_its_document_is_sound()
    {
        var source = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "Portal.Tests/Reports/Pdf/NewcomersTemplateTests.cs"), TestContext.Current.CancellationToken)).Select(l => l.Trim()).ToList();
        var lines = source[(source.IndexOf("// template begins") + 1)..source.IndexOf("// template ends")];
        Assert.InRange(lines.Count, 20, 40);
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/report-templates.md"), TestContext.Current.CancellationToken);
        Assert.All(lines.Where(l => l.Length > 0), l => Assert.Contains(l, page, StringComparison.Ordinal)); // the page shows this very template

        var facts = new FoundThingsFacts(new("5340", "Brussel", TenantKind.Zone), "nl", "Ann Peeters", null, [.. Enumerable.Range(1, 70).Select(n => new FoundThing($"V{n:000}", new(2026, 3, 1), "Paraplu", "Station"))], new TestPng(24, 16, 2, 8).File());
        var document = FoundThingsReport.Template.Compose(ReportFacts.Write(facts), new("5340/2026/1", new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), "Zone 5340") { VerificationAddress = "https://portal.example/verify" });
        using var report = await PdfProbe.Of(document).CheckAsync();
        Assert.Contains("Bladzijde 1 van ", await report.TextAsync(), StringComparison.Ordinal);
        Assert.Single(document.Blocks.OfType<KeepTogether>().SelectMany(k => k.Blocks).OfType<SignatureBoxes>());
    }
}
