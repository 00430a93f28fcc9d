using Portal.Common;

namespace Portal.Contacts.Import;

/// <summary>The columns of a staff file and the words that name them, in the four languages.</summary>
public static class StaffColumns
{
    public const string Unit = "Unit";
    public const string LeavesOn = "LeavesOn";
    public const string Roles = "Roles";

    /// <summary>In the order of the template; most names are those of <see cref="StaffDetails"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        nameof(StaffDetails.PersonnelNumber), nameof(StaffDetails.LastName), nameof(StaffDetails.FirstName), nameof(StaffDetails.Email), nameof(StaffDetails.Phone), nameof(StaffDetails.Function), Unit,
        nameof(StaffDetails.Statute), nameof(StaffDetails.Languages), nameof(StaffDetails.Qualifications), nameof(StaffDetails.EntersOn), LeavesOn, Roles,
    ];

    /// <summary>Roles are told by the page of roles, not by the staff list.</summary>
    public static IReadOnlyList<string> Exported { get; } = [.. All.Except([Roles])];

    public static IReadOnlyList<string> Required { get; } = [nameof(StaffDetails.LastName), nameof(StaffDetails.FirstName)];

    static readonly Dictionary<string, string[]> Headers = new()
    {
        ["en"] = ["personnel number", "last name", "first name", "e-mail", "phone", "function", "unit", "statute", "languages", "qualifications", "enters on", "last day", "roles"],
        ["nl"] = ["personeelsnummer", "achternaam", "voornaam", "e-mail", "telefoon", "functie", "eenheid", "statuut", "talen", "kwalificaties", "in dienst op", "laatste dag", "rollen"],
        ["fr"] = ["numéro de personnel", "nom", "prénom", "e-mail", "téléphone", "fonction", "unité", "statut", "langues", "qualifications", "entrée en service", "dernier jour", "rôles"],
        ["de"] = ["Personalnummer", "Nachname", "Vorname", "E-Mail", "Telefon", "Funktion", "Einheit", "Statut", "Sprachen", "Qualifikationen", "Dienstantritt", "letzter Tag", "Rollen"],
    };

    static readonly Dictionary<string, string[]> Statutes = new()
    {
        ["en"] = ["operational", "administrative and logistic", "contractual", "external"],
        ["nl"] = ["operationeel", "administratief en logistiek", "contractueel", "extern"],
        ["fr"] = ["opérationnel", "administratif et logistique", "contractuel", "externe"],
        ["de"] = ["operativ", "administrativ und logistisch", "vertraglich", "extern"],
    };

    static readonly Dictionary<string, string> ByHeader = Spellings(
        (nameof(StaffDetails.PersonnelNumber), "number nummer numero stamnummer matricule matrikelnummer staffnumber personalnr numeropersonnel matricul id"),
        (nameof(StaffDetails.LastName), "familienaam naam surname familyname nomdefamille familienname name lastname"),
        (nameof(StaffDetails.FirstName), "givenname prenom firstname rufname"),
        (nameof(StaffDetails.Email), "mail emailadres emailaddress courriel adresseemail adressemail mailadresse email"),
        (nameof(StaffDetails.Phone), "tel gsm telefoonnummer telephone telephonenumber phonenumber mobile mobiel handy telefonnummer rufnummer numerodetelephone"),
        (nameof(StaffDetails.Function), "title titel job ambt fonctions dienststellung"),
        (Unit, "dienst service team ploeg afdeling departement department equipe abteilung dienststelle"),
        (nameof(StaffDetails.Statute), "kader cadre status kategorie categorie"),
        (nameof(StaffDetails.Languages), "taal language langue sprache"),
        (nameof(StaffDetails.Qualifications), "brevetten brevets skills qualification kwalificatie kompetenzen"),
        (nameof(StaffDetails.EntersOn), "start startdatum begindatum indienst indiensttreding entree datedentree dateentree entersat startdate beginn eintritt eintrittsdatum entryservice"),
        (LeavesOn, "einde einddatum uitdienst uitdienstop end enddate leaveson leavingdate sortie datedesortie findeservice austritt austrittsdatum ende"),
        (Roles, "rol role rolle portalroles"));

    static readonly Dictionary<string, Statute> ByStatute = Enum.GetValues<Statute>()
        .SelectMany(s => Statutes.Values.Select(words => words[(int)s]).Append(s.ToString()).Concat(s switch
        {
            Statute.Operational => ["ops", "operatif", "operationele", "operationnelle", "operationell"],
            Statute.AdministrativeLogistic => ["calog", "administratief", "administratif", "administrativ"],
            Statute.Contractual => ["contract", "contractuelle", "vertragsbediensteter", "contractant"],
            _ => ["external", "stagiair", "stagiaire"],
        }), (s, word) => (s, word: Plain(word))).DistinctBy(x => x.word).ToDictionary(x => x.word, x => x.s, StringComparer.Ordinal);

    static readonly Dictionary<string, string> ByLanguage = new(StringComparer.Ordinal)
    {
        ["nl"] = "nl",
        ["n"] = "nl",
        ["nederlands"] = "nl",
        ["neerlandais"] = "nl",
        ["niederlandisch"] = "nl",
        ["dutch"] = "nl",
        ["fr"] = "fr",
        ["f"] = "fr",
        ["frans"] = "fr",
        ["francais"] = "fr",
        ["franzosisch"] = "fr",
        ["french"] = "fr",
        ["de"] = "de",
        ["d"] = "de",
        ["duits"] = "de",
        ["allemand"] = "de",
        ["deutsch"] = "de",
        ["german"] = "de",
        ["en"] = "en",
        ["e"] = "en",
        ["engels"] = "en",
        ["anglais"] = "en",
        ["englisch"] = "en",
        ["english"] = "en",
    };

    /// <summary>The header of a column in a language of the portal.</summary>
    public static string HeaderIn(string language, string column) => (Headers.GetValueOrDefault(language) ?? Headers["en"])[All.ToList().IndexOf(column)];

    /// <summary>The word for a statute in files, in a language of the portal.</summary>
    public static string StatuteIn(string language, Statute statute) => (Statutes.GetValueOrDefault(language) ?? Statutes["en"])[(int)statute];

    /// <returns>The column that a header names, in any language and any case; null for another.</returns>
    public static string? Find(string? header) => header is { Length: <= 60 } ? ByHeader.GetValueOrDefault(Plain(header)) : null;

    /// <returns>The statute that a word names; null for an unknown word.</returns>
    public static Statute? StatuteOf(string word) => word.Length <= 60 && ByStatute.TryGetValue(Plain(word), out var known) ? known : null;

    /// <returns>Codes of the languages, and the words that are none.</returns>
    public static (string Codes, IReadOnlyList<string> Unknown) LanguagesOf(string words)
    {
        var all = words.Split([' ', ',', ';', '/', '+', '|'], StringSplitOptions.RemoveEmptyEntries).Select(w => (Word: w, Code: ByLanguage.GetValueOrDefault(Plain(w)))).ToList();
        return (string.Join(' ', Languages.All.Where(l => all.Any(w => w.Code == l))), [.. all.Where(w => w.Code is null).Select(w => w.Word)]);
    }

    /// <summary>Letters and digits alone, small, without accents.</summary>
    static string Plain(string text) => NameFolding.Fold(text).Replace(" ", "", StringComparison.Ordinal);

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
