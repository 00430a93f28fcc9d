using System.Text;
using Portal.Audit;
using Portal.Audit.Inspection;
using Portal.Reports.Drafts;
using Portal.Reports.Pdf;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>One document of every kind that the portal composes, about nobody: to look at templates, and to measure.</summary>
public static partial class SampleReports
{
    static readonly DateTimeOffset At = new(2026, 3, 2, 9, 15, 30, TimeSpan.Zero);

    static Issue Issued(int number) => new(Report.ReferenceOf("9999", 2026, number), At, "9999 – sample seal") { VerificationAddress = $"https://portal.example/verify?r=9999-2026-{number}&c=ABCDEFGHIJKLMNOPQRST" };

    /// <summary>As they are before the seal.</summary>
    /// <param name="language">Any of the portal's.</param>
    public static IEnumerable<(ReportKind Kind, ReportDocument Document)> In(string language) => In(language, Issued);

    /// <summary>As they are shown before anybody has them sealed.</summary>
    public static IEnumerable<(ReportKind Kind, ReportDocument Document)> DraftsIn(string language) => In(language, _ => new("", At, "") { IsDraft = true });

    static IEnumerable<(ReportKind Kind, ReportDocument Document)> In(string language, Func<int, Issue> issue)
    {
        yield return (ReportKind.Hit, Anpr.Hits.HitReport.Compose(Hit(language), issue(1)));
        yield return (ReportKind.Free, FreeReport.Compose(Free(language), issue(2)));
        yield return (ReportKind.Inspection, InspectionDocument.Compose(Inspection(language), issue(3)));
        yield return (ReportKind.AuditProof, ProofDocument.Compose(Proof(language), issue(4)));
    }

    static ReportedZone Zone(string language) => ReportedZone.Of(TenantInfo.Create("9999", "Voorbeeld", "Exemple", "Muster", "nl fr de"), language);

    static FreeReportFacts Free(string language)
    {
        var (scene, attached, text) = (Guid.CreateVersion7(At), Guid.CreateVersion7(At.AddSeconds(1)), Words[language]);
        DraftBlock Part(DraftBlockKind kind, string words) => new(Guid.CreateVersion7(At), kind) { Text = words };
        return new(
            Zone(language), language, text[0], "BR.12.L1.000001/2026", "Ann Sample", "9999/2025/41",
            [
                Part(DraftBlockKind.Heading, text[1]), Part(DraftBlockKind.Paragraph, text[2]), Part(DraftBlockKind.Paragraph, string.Join(" ", Enumerable.Repeat(text[3], 3))),
                Part(DraftBlockKind.Heading, text[4]), Part(DraftBlockKind.List, text[5]), Part(DraftBlockKind.List, text[5]) with { IsNumbered = true },
                Part(DraftBlockKind.Heading, text[6]) with { Level = 2 },
                Part(DraftBlockKind.Table, "") with { Cells = [text[7].Split('|'), .. Enumerable.Range(1, 14).Select(n => (IReadOnlyList<string>)[$"{n}/3/2026", $"{8 + (n % 9)}:15", n % 4 == 0 ? text[3] : text[8]])] },
                Part(DraftBlockKind.Picture, text[9]) with { FileId = scene }, Part(DraftBlockKind.Paragraph, "Ἐλένη · Ёжик · Żółć · Đorđe · Ḁḁ Ǎǎ Ǩǩ · Łódź · ¶ § ← → ≤ ½"),
            ],
            [
                new(scene, "scene.jpg", "image/jpeg", text[9], new('a', 64), Drawn.Value.Scene),
                new(attached, "list.csv", "text/csv", text[6], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("day;time\n"u8)), "day;time\n"u8.ToArray()),
            ]);
    }

    /// <summary>Title, heading, two paragraphs, heading, list, heading, head of a table, cell, picture.</summary>
    static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["nl"] = ["Overlast rond het station", "Aanleiding", "Tussen 1 en 14 maart 2026 ontving de zone **veertien meldingen** over overlast op het Stationsplein.", "De ploegen gingen telkens ter plaatse, stelden de feiten vast en spraken met de buurtbewoners.", "Vaststellingen", "Voertuigen op het voetpad\n- vooral in de avond\n- ook op zondag\nGeluid na middernacht\nBeschadigd **straatmeubilair**", "Overzicht per dag", "Dag|Uur|Vaststelling", "geen bijzonderheden", "Het Stationsplein, gezien vanaf camera C01"],
        ["fr"] = ["Nuisances aux abords de la gare", "Contexte", "Entre le 1er et le 14 mars 2026, la zone a reçu **quatorze signalements** de nuisances sur la place de la Gare.", "Les équipes se sont chaque fois rendues sur place, ont constaté les faits et ont parlé avec les riverains.", "Constatations", "Véhicules sur le trottoir\n- surtout en soirée\n- le dimanche aussi\nBruit après minuit\n**Mobilier urbain** endommagé", "Aperçu par jour", "Jour|Heure|Constatation", "rien de particulier", "La place de la Gare, vue de la caméra C01"],
        ["de"] = ["Störungen am Bahnhof", "Anlass", "Zwischen dem 1. und dem 14. März 2026 erhielt die Zone **vierzehn Meldungen** über Störungen auf dem Bahnhofsplatz.", "Die Streifen begaben sich jedes Mal vor Ort, stellten den Sachverhalt fest und sprachen mit den Anwohnern.", "Feststellungen", "Fahrzeuge auf dem Gehweg\n- vor allem am Abend\n- auch sonntags\nLärm nach Mitternacht\nBeschädigte **Straßenmöbel**", "Übersicht nach Tagen", "Tag|Uhrzeit|Feststellung", "nichts Besonderes", "Der Bahnhofsplatz, von Kamera C01 aus gesehen"],
        ["en"] = ["Nuisance around the station", "Occasion", "Between 1 and 14 March 2026 the zone received **fourteen reports** of nuisance on the station square.", "Each time the teams went there, established the facts and talked with the people who live there.", "Findings", "Vehicles on the pavement\n- above all in the evening\n- on Sundays too\nNoise after midnight\nDamaged **street furniture**", "Overview by day", "Day|Time|Finding", "nothing unusual", "The station square, seen from camera C01"],
    };

    static InspectionReportFacts Inspection(string language) => new(
        Zone(language), language, At,
        new(["Voorbeeld", "Exemple"], 30, 365, 3650, [new(ZoneRole.AnprOperator, null, 12), new(ZoneRole.AnprSupervisor, null, 3)], 4213, 27, 4, new(120_433, 0, new(2026, 3, 1), true, At.AddDays(-2), 0), ["Ann Sample"], ["Jan Sample"]),
        InspectionHeadings.All.Take(6).ToDictionary(h => h, h => new AnswerView(h, 1, string.Join(" ", Enumerable.Repeat(Words[language][3], 1 + ((int)h % 4))), "GR 2025/17", new(2025, 6, 30), "Ann Sample", At.AddDays(-12))), "Ann Sample");

    static ProofFacts Proof(string language)
    {
        string[] actions = [Anpr.Hits.HitActions.Viewed, ReportActions.Opened, CameraAction, PurposeActions.Chosen];
        return new(
            Zone(language), language, new(new(2026, 2, 1), new(2026, 2, 28), 1_001, 1_060, new byte[32]),
            [.. Enumerable.Range(0, 60).Select(n => new ProvedLine(1_001 + n, At.AddHours(-60 + n), n % 7 == 0 ? null : "Ann Sample", actions[n % 4], n % 4 == 1 ? nameof(Report) : "Hit", new Guid(n, 7, 7, new byte[8]), n % 2 == 0 ? ConsultationPurpose.Prosecution : null,
                n % 2 == 0 ? "BR.12.L1.000001/2026" : null, n % 9 == 0 ? null : """{"plate":"1ABC123","camera":"C01 Stationsplein"} · 192.0.2.17"""))],
            System.Security.Cryptography.SHA256.HashData("chain"u8), Encoding.UTF8.GetBytes("""{"format":"audit-export-1"}""" + "\n"), "Ann Sample");
    }

    const string CameraAction = Cameras.CameraActions.Changed;
}
