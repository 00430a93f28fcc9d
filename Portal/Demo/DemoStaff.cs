using Portal.Common;
using Portal.Contacts;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Demo;

/// <summary>The staff list of a zone of the demonstration: who signs in, seven others, four units with leaders.</summary>
static class DemoStaff
{
    sealed record Words(string Chief, string Intervention, string Traffic, string Investigation, string Office, string Corps, string Inspector, string Superintendent, string Clerk, string Qualification, string[] Others);

    static readonly Dictionary<string, Words> InLanguage = new()
    {
        ["nl"] = new("Korpschef", "Interventie", "Verkeer", "Lokale recherche", "Onthaal en administratie", "Korps", "Inspecteur", "Hoofdinspecteur", "Administratief medewerker", "Motorrijder; Bemiddelaar",
            ["Griet Maertens", "Tom Segers", "Fatima El Amrani", "Wim Peeters", "Ilse Coppens", "Jonas De Wit", "Sara Vandamme"]),
        ["fr"] = new("Chef de corps", "Intervention", "Circulation", "Recherche locale", "Accueil et administration", "Corps", "Inspecteur", "Inspecteur principal", "Collaborateur administratif", "Motard; Médiateur",
            ["Hélène Jacquet", "Thierry Renson", "Samira Bouzid", "Luc Noël", "Anaïs Collard", "Didier Fontaine", "Élise Masson"]),
        ["de"] = new("Korpschef", "Einsatz", "Verkehr", "Lokale Ermittlung", "Empfang und Verwaltung", "Korps", "Inspektor", "Hauptinspektor", "Verwaltungskraft", "Motorradfahrer; Vermittler",
            ["Anke Müller", "Ralf Jousten", "Leila Kaya", "Uwe Brüll", "Petra Mertes", "Jan Heck", "Silke Thönnes"]),
    };

    /// <param name="accounts">Who signs in, by name, in the order of the zone's people.</param>
    /// <param name="language">In which the zone writes.</param>
    /// <param name="publishes">Whether the directory is shown to the other zones.</param>
    public static void Add(PostgresPortalDbContext db, string zone, string language, IReadOnlyList<(Guid Id, string Name)> accounts, bool publishes, DateTimeOffset now)
    {
        var words = InLanguage[language];
        var corps = Unit.Create(zone, words.Corps, null, now).Value!;
        var units = ((string[])[words.Intervention, words.Traffic, words.Investigation, words.Office]).Select(name => Unit.Create(zone, name, corps.Id, now).Value!).ToList();
        var chief = Employ(zone, words.Others[0], 0, words.Chief, corps, null, "nl fr de en", "", now);
        var leaders = units.Select((unit, n) => Employ(zone, words.Others[n + 1], n + 1, n == 3 ? words.Clerk : words.Superintendent, unit, null, Languages(language, n), n == 0 ? words.Qualification : "", now)).ToList();
        var rest = words.Others[5..].Select((name, n) => Employ(zone, name, n + 5, n == 0 ? words.Inspector : words.Clerk, units[n * 3], n == 0 ? leaders[0] : null, Languages(language, n), "", now)).ToList();
        var signing = accounts.Select((account, n) =>
        {
            var member = Employ(zone, account.Name, n + 7, n == 3 ? words.Clerk : n == 2 ? words.Superintendent : words.Inspector, units[n == 3 ? 3 : n % 3], null, Languages(language, n), "", now);
            member.Account(account.Id);
            return member;
        }).ToList();
        corps.LedBy(chief.Id);
        foreach (var (unit, leader) in units.Zip(leaders)) unit.LedBy(leader.Id);
        rest[^1].Leave(Brussels.DayOf(now).AddDays(30));
        var policy = new ZonePolicy(zone, now);
        policy.Decide(false, 12, chief.Id, publishes);
        StaffMember[] all = [chief, .. leaders, .. rest, .. signing];
        db.AddRange([corps, .. units, .. all, policy]);
        DemoLeave.Add(db, zone, all, units, signing, words.Intervention, now);
        if (publishes) db.AddRange(all.Select(m => DirectoryCard.Of(m, units.Append(corps).FirstOrDefault(u => u.Id == m.UnitId)?.Name, now)));
    }

    /// <summary>Zone 5344 lets zone 5340 read its cameras, for half a year.</summary>
    public static void AddGrant(PostgresPortalDbContext db, Guid offeredBy, Guid acceptedBy, DateTimeOffset now)
    {
        var today = Brussels.DayOf(now);
        var grant = ZoneGrant.Offer("5344", "5340", SharedSubjects.Cameras, "Gezamenlijke controles op de Leopold II-laan / Contrôles communs boulevard Léopold II", today, today.AddMonths(6), today, offeredBy, now).Value!;
        grant.Answer(accept: true, acceptedBy, now);
        db.Add(grant);
    }

    static StaffMember Employ(string zone, string name, int number, string function, Unit unit, StaffMember? chief, string languages, string qualifications, DateTimeOffset now)
    {
        var parts = name.Split(' ', 2);
        return StaffMember.Employ(zone, new()
        {
            FirstName = parts[0],
            LastName = parts[1],
            PersonnelNumber = $"{zone}{number + 1:000}",
            Email = $"{NameFolding.Fold(parts[0])}.{NameFolding.Fold(parts[1]).Replace(" ", "", StringComparison.Ordinal)}@{zone}.example",
            Phone = $"02 555 {zone[2..]} {number + 10}",
            Function = function,
            Qualifications = qualifications,
            Languages = languages,
            UnitId = unit.Id,
            ChiefId = chief?.Id,
            Statute = number is 4 or 6 or 10 ? Statute.AdministrativeLogistic : Statute.Operational,
            EntersOn = new DateOnly(2015, 1, 1).AddMonths(number * 7),
        }, now).Value!;
    }

    static string Languages(string first, int n) => first + (n % 2 == 0 ? first == "fr" ? " nl" : " fr" : "") + (n == 3 ? " en" : "");
}
