using Portal.Common;

namespace Portal.Tenants.Federal;

/// <summary>The list of zones as a file for a spreadsheet.</summary>
static class ZoneCsv
{
    public static byte[] Of(IEnumerable<ZoneRow> rows) => CsvText.File(
    [
        CsvText.Line([
            FederalText.Code, FederalText.Provisional, FederalText.Kind, FederalText.State, "name_nl", "name_fr", "name_de", "short_nl", "short_fr", "short_de", "province_nis", FederalText.Province,
            FederalText.Languages, FederalText.Municipalities, FederalText.ReadsKept, FederalText.HitsKept, FederalText.Predecessors, FederalText.Successor]),
        .. rows.Select(r => r.Zone).Zip(rows.Select(r => r.Municipalities), (z, n) => CsvText.Line(
        [
            z.Code, z.IsProvisional ? "x" : "", ZoneWords.Of(z.Kind), ZoneWords.Of(z.State), z.NameNl, z.NameFr, z.NameDe, z.ShortNl, z.ShortFr, z.ShortDe, z.ProvinceNis,
            z.ProvinceNis is null ? "" : ZoneWords.ProvinceOf(z.ProvinceNis), z.DocumentLanguages, n, z.ReadsKeptDays, z.ConfirmedHitsKeptDays, z.PredecessorCodes, z.SuccessorCode,
        ])),
    ]);
}
