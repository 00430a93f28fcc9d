using System.Security.Cryptography;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Anpr.Pictures;
using Portal.Anpr.Plates;
using Portal.Audit;
using Portal.Demo;

namespace Portal.Reports;

public static partial class SampleReports
{
    static readonly Lazy<(byte[] Scene, byte[] Plate)> Drawn = new(() => DemoPictures.Of("7-ABC-123", "blue", "C01 Stationsplein", At));

    static HitReportFacts Hit(string language)
    {
        var read = new ReadCopy("7-ABC-123", "7ABC123", "B", 0.98, At.AddMinutes(-20), null, ClockTrust.CameraSynchronised, At.AddMinutes(-20).AddSeconds(1.2), "1", TravelDirection.Departing, 48, new("Renault", "Clio", "blue", "car"), "", false);
        var entry = new EntryCopy("7ABC123", "B", "Ἐλένη Ёжик – àéîõü", "…", EntryPriority.Alarm, "Żółć", new(2026, 12, 31), At.AddDays(-40));
        return new(
            Zone(language), language, Guid.Empty, 1, new(read, entry, "C01 Stationsplein", "Stationsplein 1", "Sample"), new("7ABC123", "7ABC123", MatchKind.Exact, PlateMatchReason.SamePlate, false, 3),
            [Picture(PictureKind.Scene, Drawn.Value.Scene), Picture(PictureKind.Plate, Drawn.Value.Plate)], "Ann Sample", "Jan Sample", DecisionReason.PlateAndVehicleAgree, "…", At.AddMinutes(-15), ConsultationPurpose.Prosecution, "BR.12.L1.000001/2026",
            [.. Enumerable.Range(1, 6).Select(n => new HistoryLine(At.AddMinutes(-n), "Ann Sample", n % 2 == 0 ? HitActions.Reopened : HitActions.Confirmed, n % 2 == 0 ? null : nameof(DecisionReason.PlateAgrees), null))]);
    }

    static ReportedPicture Picture(PictureKind kind, byte[] bytes)
    {
        var facts = PictureContent.Judge(bytes).Value!;
        return new(kind, facts.MediaType, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)), facts.Width, facts.Height);
    }
}
