using System.Globalization;
using System.Text;

namespace Portal.Anpr.Hotlists;

/// <summary>The columns of a file of entries and the words that name them, in the four languages.</summary>
public static class HotlistColumns
{
    /// <summary>In the order of the template; the names are those of <see cref="EntryDetails"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        nameof(EntryDetails.Plate), nameof(EntryDetails.Country), nameof(EntryDetails.Reason), nameof(EntryDetails.Action), nameof(EntryDetails.Priority), nameof(EntryDetails.Owner),
        nameof(EntryDetails.ValidUntilOn),
    ];

    /// <summary>A file without one of these has no good row.</summary>
    public static IReadOnlyList<string> Required { get; } = [nameof(EntryDetails.Plate), nameof(EntryDetails.Reason), nameof(EntryDetails.Owner), nameof(EntryDetails.ValidUntilOn)];

    static readonly Dictionary<string, string[]> Headers = new()
    {
        ["en"] = ["plate", "country", "reason", "action", "priority", "owner", "valid until"],
        ["nl"] = ["nummerplaat", "land", "reden", "actie", "prioriteit", "aanvrager", "geldig tot"],
        ["fr"] = ["plaque", "pays", "motif", "action", "priorité", "demandeur", "valable jusqu'au"],
        ["de"] = ["Kennzeichen", "Land", "Grund", "Maßnahme", "Priorität", "Auftraggeber", "gültig bis"],
    };

    static readonly Dictionary<string, string[]> Priorities = new()
    {
        ["en"] = ["alarm", "normal", "low"],
        ["nl"] = ["alarm", "normaal", "laag"],
        ["fr"] = ["alarme", "normale", "basse"],
        ["de"] = ["Alarm", "normal", "niedrig"],
    };

    static readonly Dictionary<string, string> ByHeader = Spellings(
        (nameof(EntryDetails.Plate), "licenseplate licenceplate numberplate platenumber registration registrationnumber kenteken plaat plaquedimmatriculation immatriculation numerodeplaque nummernschild autokennzeichen"),
        (nameof(EntryDetails.Country), "countrycode landcode landencode codepays landescode staat"),
        (nameof(EntryDetails.Reason), "motief raison begrundung begruendung"),
        (nameof(EntryDetails.Action), "handeling maatregel mesure mesures conduiteatenir aktion massnahmen massnahme"),
        (nameof(EntryDetails.Priority), "prioritaet"),
        (nameof(EntryDetails.Owner), "requester eigenaar verantwoordelijke proprietaire responsable besitzer eigentumer eigentuemer inhaber verantwortlicher"),
        (nameof(EntryDetails.ValidUntilOn), "validto until expires expiry geldigtotenmet geldigtm vervaldatum tot valablejusque jusquau echeance validejusquau gueltigbis bis ablaufdatum"));

    static readonly Dictionary<string, EntryPriority> ByPriority = Enum.GetValues<EntryPriority>()
        .SelectMany(p => Priorities.Values.Select(words => words[(int)p]).Concat(p switch { EntryPriority.Normal => ["normal", "normaux"], EntryPriority.Low => ["bas", "faible", "lage", "niedrige", "tief"], _ => [] }), (p, word) => (p, word: Plain(word)))
        .DistinctBy(x => x.word).ToDictionary(x => x.word, x => x.p, StringComparer.Ordinal);

    /// <summary>The header of a column in a language of the portal.</summary>
    public static string HeaderIn(string language, string column) => (Headers.GetValueOrDefault(language) ?? Headers["en"])[All.ToList().IndexOf(column)];

    /// <summary>The word for a priority in files, in a language of the portal.</summary>
    public static string PriorityIn(string language, EntryPriority priority) => (Priorities.GetValueOrDefault(language) ?? Priorities["en"])[(int)priority];

    /// <returns>The column that a header names, in any language and any case; null for another.</returns>
    public static string? Find(string? header) => header is { Length: <= 60 } ? ByHeader.GetValueOrDefault(Plain(header)) : null;

    /// <returns>The priority that a word names; normal for none; null for an unknown word.</returns>
    public static EntryPriority? PriorityOf(string word) =>
        string.IsNullOrWhiteSpace(word) ? EntryPriority.Normal : word.Length <= 40 && ByPriority.TryGetValue(Plain(word), out var known) ? known : null;

    /// <summary>Letters alone, small, without accents.</summary>
    static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetter(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    static Dictionary<string, string> Spellings(params (string Column, string Others)[] columns)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, others) in columns)
        {
            foreach (var spelling in Headers.Values.Select(names => Plain(names[All.ToList().IndexOf(column)])).Concat(others.Split(' '))) all[spelling] = column;
        }

        return all;
    }
}
