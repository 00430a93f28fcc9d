using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>The file of a report: what others' programs say of it.</summary>
public sealed class ReportWriterTests
{
    [Fact]
    public async Task A_hit_report_keeps_the_rules_of_archives_and_of_accessibility()
    {
        using var report = await PdfProbe.Of(HitReportSample.Document(null, null)).CheckAsync();
        if (Environment.GetEnvironmentVariable("KEEP") is { } keep) File.Copy(report.Path, keep, true);
    }
}
