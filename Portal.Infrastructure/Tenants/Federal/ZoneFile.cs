using CsvHelper;
using Portal.Anpr.Hotlists;
using Portal.Common;

namespace Portal.Tenants.Federal;

/// <summary>A rule that a row breaks, and the column that breaks it.</summary>
public sealed record ColumnProblem(string Column, Error Error);

/// <summary>One zone of a file.</summary>
/// <param name="Number">As a spreadsheet numbers it: the row of headers is 1.</param>
/// <param name="Code">Empty when the file does not say it.</param>
/// <param name="Municipalities">Null when the file says none.</param>
public sealed record ZoneFileRow(
    int Number, string Code, IReadOnlyDictionary<string, string> Told, string? ProvinceNis, string? Languages, IReadOnlyList<(string NisCode, string Name)>? Municipalities, string Note, IReadOnlyList<ColumnProblem> Problems)
{
    /// <summary>What a new zone must have and an existing one has already.</summary>
    public IEnumerable<ColumnProblem> Missing()
    {
        if (ZoneFile.Names.All(c => string.IsNullOrEmpty(Told.GetValueOrDefault(c)))) yield return new(ZoneFile.Names.First(Told.ContainsKey), ZoneErrors.NameMissing);
        if (Told.GetValueOrDefault("main_language") == "") yield return new("main_language", ZoneErrors.LanguagesInvalid);
    }

    /// <summary>What the file says, upon what is there already; a column that the file has not, and an empty cell, change nothing.</summary>
    public ZoneFacts Upon(ZoneFacts before)
    {
        string? Of(string column, string? known) => Told.GetValueOrDefault(column) is { Length: > 0 } text ? text : known;
        var languages = Languages ?? before.DocumentLanguages;
        return (before with
        {
            NameNl = Of("name_nl", before.NameNl),
            NameFr = Of("name_fr", before.NameFr),
            NameDe = Of("name_de", before.NameDe),
            ShortNl = Of("short_nl", before.ShortNl),
            ShortFr = Of("short_fr", before.ShortFr),
            ShortDe = Of("short_de", before.ShortDe),
            ProvinceNis = ProvinceNis ?? before.ProvinceNis,
            DocumentLanguages = languages,
            DefaultLanguage = before.DefaultLanguage is { } spoken && languages.Split(' ').Contains(spoken) ? spoken : null,
            PredecessorCodes = Of("predecessor_codes", before.PredecessorCodes),
        }).Tidy();
    }
}

/// <summary>A list of zones as a file, read and checked row by row. Never throws for what is in the file.</summary>
/// <param name="Ignored">Headers of columns that the portal has no use for.</param>
public sealed record ZoneFile(IReadOnlyList<ZoneFileRow> Rows, IReadOnlyList<string> Ignored)
{
    /// <summary>Many more than Belgium has.</summary>
    public const int MaxRows = 2_000;

    /// <summary>Beyond this a list of zones is none.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    public static Error TooLarge { get; } = Error.Invalid(ImportErrors.FileTooLarge.Code, MaxBytes / (1024 * 1024));

    static readonly char[] Separators = [';', ',', '\t'];
    internal static readonly string[] Names = ["name_nl", "name_fr", "name_de"];
    static readonly string[] ShortNames = ["short_nl", "short_fr", "short_de"];
    static readonly string[] Known = ["code", .. Names, .. ShortNames, "main_language", "province_nis", "region_nis", "municipality_nis", "municipality_names", "predecessor_codes", "note"];

    /// <param name="completed">Codes that somebody completed by hand, by number of the row.</param>
    public static Result<ZoneFile> Read(ReadOnlySpan<byte> content, IReadOnlyDictionary<int, string> completed)
    {
        if (content.Length > MaxBytes) return TooLarge;
        var decoded = FileText.Decode(content);
        if (!decoded.Succeeded) return decoded.Error;
        var text = CsvFields.WithoutInstruction(decoded.Value);
        var first = text.AsSpan().TrimStart("\r\n");
        var line = (first.IndexOfAny('\r', '\n') is var end and >= 0 ? first[..end] : first).ToString();
        try
        {
            using var reader = CsvReader.FromText(text, new() { Separator = Separators.MaxBy(s => line.Split(s).Length), HasHeader = false, SkipEmptyLines = false, AllowLineBreaksInQuotes = true });
            return Parse(reader, completed);
        }
        catch (CsvFormatException)
        {
            return ImportErrors.FileNotText;
        }
    }

    static Result<ZoneFile> Parse(CsvReader reader, IReadOnlyDictionary<int, string> completed)
    {
        do
        {
            if (!reader.Read()) return ImportErrors.FileEmpty;
        }
        while (CsvFields.IsBlank(reader));
        var headers = Enumerable.Range(0, Math.Min(reader.FieldCount, CsvFields.MostColumns)).Select(n => CsvFields.Clean(reader, n).ToLowerInvariant()).ToList();
        if (headers.Where(Known.Contains).GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice) return ImportErrors.ColumnTwice(twice.Key);
        if (!headers.Contains("code") || !headers.Exists(Names.Contains)) return ImportErrors.ColumnsMissing(headers.Contains("code") ? string.Join(" / ", Names) : "code");
        var rows = new List<ZoneFileRow>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (CsvFields.IsBlank(reader)) continue;
            if (rows.Count == MaxRows) return Error.Invalid(ImportErrors.TooManyRows.Code, MaxRows);
            var told = headers.Select((header, n) => (header, n)).Where(h => Known.Contains(h.header)).ToDictionary(h => h.header, h => h.n < reader.FieldCount ? CsvFields.Clean(reader, h.n) : "");
            rows.Add(Row((int)reader.RowNumber, told, completed, seen));
        }

        return rows.Count == 0 ? ImportErrors.NoRows : new ZoneFile(rows, [.. headers.Where(h => h != "" && !Known.Contains(h)).Select(h => h.Length > 40 ? h[..40] + "…" : h).Take(20)]);
    }

    static ZoneFileRow Row(int number, Dictionary<string, string> told, IReadOnlyDictionary<int, string> completed, Dictionary<string, int> seen)
    {
        var problems = new List<ColumnProblem>();
        void Wrong(string column, Error error) => problems.Add(new(column, error));
        var code = told["code"] is { Length: > 0 } said ? said : completed.GetValueOrDefault(number)?.Trim() ?? "";
        if (code == "") Wrong("code", ZoneErrors.RowCodeMissing);
        else if (!TenantInfo.IsCode(code) || code == TenantInfo.FederalCode || string.CompareOrdinal(code, TenantInfo.FirstOrganisationCode.ToString(System.Globalization.CultureInfo.InvariantCulture)) >= 0) Wrong("code", ZoneErrors.CodeInvalid);
        else if (!seen.TryAdd(code, number)) Wrong("code", ImportErrors.RowRepeats(seen[code]));
        foreach (var column in Names.Where(c => told.GetValueOrDefault(c)?.Length > TenantInfo.NameLength)) Wrong(column, ZoneErrors.NameTooLong(TenantInfo.NameLength));
        foreach (var column in ShortNames.Where(c => told.GetValueOrDefault(c)?.Length > TenantInfo.ShortNameLength)) Wrong(column, ZoneErrors.NameTooLong(TenantInfo.ShortNameLength));
        var province = told.GetValueOrDefault("province_nis") is { Length: > 0 } nis ? nis : told.GetValueOrDefault("region_nis") is { } region && Province.Find(region) is not null ? region : null; // Brussels is a region
        if (province is not null && Province.Find(province) is null) Wrong("province_nis", ZoneErrors.ProvinceUnknown);
        string? languages = null;
        if (told.GetValueOrDefault("main_language") is { Length: > 0 } spoken)
        {
            languages = string.Join(' ', spoken.ToLowerInvariant().Split(['-', ' ', '/', ','], StringSplitOptions.RemoveEmptyEntries).Distinct());
            if (languages == "" || languages.Split(' ').Except(ZoneFacts.Languages).Any()) Wrong("main_language", ZoneErrors.LanguagesInvalid);
        }

        var municipalities = Municipalities(told, Wrong);
        if (code != "" && (told.GetValueOrDefault("predecessor_codes") ?? "").Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } earlier
            && (earlier.Any(c => !TenantInfo.IsCode(c) || c == code) || string.Join(' ', earlier).Length > TenantInfo.PredecessorCodesLength)) Wrong("predecessor_codes", ZoneErrors.LinkInvalid);
        return new(number, code, told, province, languages, municipalities, told.GetValueOrDefault("note") ?? "", problems);
    }

    static List<(string NisCode, string Name)>? Municipalities(Dictionary<string, string> told, Action<string, Error> wrong)
    {
        if (!told.TryGetValue("municipality_nis", out var list) || (list == "" && string.IsNullOrEmpty(told.GetValueOrDefault("municipality_names")))) return null;
        var codes = list.Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries);
        var names = (told.GetValueOrDefault("municipality_names") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (codes.Length != names.Length)
        {
            wrong("municipality_names", ZoneErrors.RowMunicipalities);
            return [];
        }

        if (codes.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) wrong("municipality_nis", ZoneErrors.MunicipalityTwice(twice.Key));
        if (codes.Zip(names).Any(m => !new MunicipalityInput(m.First, m.Second).IsValid)) wrong("municipality_nis", ZoneErrors.MunicipalityInvalid);
        return [.. codes.Zip(names).OrderBy(m => m.First, StringComparer.Ordinal)];
    }
}
