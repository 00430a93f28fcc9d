using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>A report as the portal's own will be: does the vocabulary suit it?</summary>
static class HitReportSample
{
    public static ReportDocument Document(ReportImage? overview, ReportImage? plate, int auditLines = 9) => new("Verslag van een treffer", "nl-BE", "Politiezone Hekla (5350)", new(2026, 3, 2, 10, 15, 30, TimeSpan.FromHours(1)))
    {
        Subtitle = "Automatische nummerplaatherkenning",
        Number = "5350-ANPR-2026-000417",
        FooterLine = "Beperkte verspreiding – uitsluitend voor gebruik door de bevoegde overheden",
        PageLabel = (page, pages) => $"Bladzijde {page} van {pages}",
        Blocks =
        [
            new FactList(
                new("Nummerplaat", TextRun.Plate("1-ABC-123")), new("Land", "België"),
                new("Gezien op", "2 maart 2026, 09.58.12"), new("Camera", "N173 Edegem, richting Antwerpen"),
                new("Opsporingslijst", "Gestolen voertuigen"), new("Bron", "Algemene Nationale Gegevensbank"),
                new("Betrouwbaarheid", "98 %"), new("Stand", TextRun.Bold("Bevestigd"))) { Columns = 2 },
            new Heading(1, "Beelden"),
            .. Pictures(overview, plate),
            new Heading(1, "Vermelding op de lijst"),
            new FactList(
                new("Reden", "Diefstal voertuig, PV nr. AN.12.L1.004711/2026 van de politiezone Antwerpen"),
                new("Voertuig", "Volkswagen Golf, grijs, 2019"),
                new("Te nemen maatregel", "Voertuig onderscheppen; bestuurder identificeren. Opgelet: inzittenden mogelijk gewapend.")),
            new Heading(1, "Beoordeling"),
            new Paragraph(["De treffer werd op 2 maart 2026 om 09.59.40 door ", TextRun.Bold("hoofdinspecteur Żaneta Őry-Müller"), " bevestigd. De lezing van de camera ", TextRun.Plate("1ABC123"),
                " stemt overeen met het beeld en met de vermelding op de opsporingslijst. De patrouille Ω-7 werd om 10.01 uur verwittigd."]),
            new Note(["Bewaartermijn: ", TextRun.Bold("12 maanden"), " vanaf de registratie (artikel 44/11/3decies van de wet op het politieambt)."], "Dit verslag vervangt geen proces-verbaal."),
            new Heading(1, "Verloop"),
            new Table([new("Tijdstip", 1.5), new("Gebruiker", 1.7), new("Handeling", 3.4), new("Duur", 0.7, AlignRight: true)],
                [.. Enumerable.Range(1, auditLines).Select(i => (IReadOnlyList<RichText>)[$"02.03.2026 10:{i % 60:D2}:00", i % 3 == 0 ? "Иван Ковач" : "An Peeters", i % 4 == 0
                    ? "Treffer bevestigd na vergelijking van het overzichtsbeeld met de gegevens van de Dienst voor Inschrijvingen van Voertuigen" : "Treffer geopend", $"{i * 1.5:0.0} s"])])
            { Caption = "Handelingen van de gebruikers, volgens het auditspoor" },
            new KeepTogether(
                new Heading(1, "Ondertekening"),
                new SignatureBoxes(
                    new("Drafter", "Handtekening van de opsteller", "De opsteller") { Person = "Hoofdinspecteur Żaneta Őry-Müller" },
                    new("Supervisor", "Handtekening van de leidinggevende", "De leidinggevende") { Person = "Commissaris Étienne Lefèvre" })),
        ],
        Attachments = [new("audit.csv", "text/csv", "at;user;action\n"u8.ToArray(), "Auditspoor van de treffer", AttachmentRelation.Data)],
    };

    static IEnumerable<ReportBlock> Pictures(ReportImage? overview, ReportImage? plate)
    {
        if (overview is null || plate is null) yield return new Paragraph("De camera stuurde geen beelden mee.");
        else
        {
            yield return new PictureRow(
                new(overview, "Overzichtsbeeld: een grijze personenwagen op de rechterrijstrook") { MaxHeight = 190, Caption = "Overzichtsbeeld van de camera" },
                new(plate, "De nummerplaat 1-ABC-123") { MaxHeight = 60, Caption = "Uitsnede van de plaat" });
        }
    }
}
