using System.Globalization;
using Portal.Common;

namespace Portal.Reports;

/// <summary>The container as a file for spreadsheets.</summary>
static class ReportCsv
{
    public static byte[] Of(IEnumerable<ReportRow> rows) => CsvText.File(
    [
        CsvText.Line([
            ReportsText.Reference, ReportsText.TitleOf, ContainerText.Kind, ContainerText.State, ContainerText.Edition, ReportsText.Language, ReportsText.Author, ReportsText.SealedAt + " (UTC)", ReportsText.SealedBy,
            ReportsText.KeptUntil, "SHA-256", ContainerText.ExternalReference]),
        .. rows.Select(r => CsvText.Line([
            r.Reference, r.Title, ReportWords.Of(r.Kind), ReportWords.Of(r.State), r.Edition.ToString(CultureInfo.InvariantCulture), r.Language, r.Author, Show.Utc(r.SealedAt), r.SealedBy,
            r.KeptUntilOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r.Sha256, r.ExternalReference])),
    ]);
}
