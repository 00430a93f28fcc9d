using Portal.Anpr.Hotlists;
using Portal.Tenants;

namespace Portal.Demo;

sealed record DemoCamera(string Name, string Place, double Latitude, double Longitude);

sealed record DemoHotlist(string Name, string Purpose, bool Tolerant, string Reason, string Action, EntryPriority Priority, string Owner);

/// <summary>A zone of the demonstration. Its people are invented; its streets are real, its cameras are not.</summary>
sealed record DemoZone(string Code, string NameNl, string NameFr, string NameDe, string Languages, IReadOnlyList<(string Name, ZoneRole[] Roles, string Word)> Staff, IReadOnlyList<DemoCamera> Cameras, IReadOnlyList<DemoHotlist> Hotlists)
{
    public static IReadOnlyList<DemoZone> All { get; } =
    [
        new("5340", "Brussel-West", "Bruxelles-Ouest", "Brüssel-West", "nl fr", Staffed("Lina Verhaegen", "Karim Dubois", "Sofie Nijs", "Marc Lambrechts", "Amina Delvaux"),
            Placed(50.855, 4.325, "Gentsesteenweg", "Ninoofsepoort", "Keizer Karellaan", "Basiliek", "Zwarte Vijvers", "Jetselaan", "Heyvaertstraat", "Havenlaan", "Leopold II-laan", "Tour & Taxis", "Dikke-Beuklaan", "Spiegelplein"),
            DutchLists),
        new("5344", "Brussel-Noord", "Bruxelles-Nord", "Brüssel-Nord", "nl fr", Staffed("Chloé Marchal", "Bram Wouters", "Inès Lemaire", "Yves Claessens", "Nora Haddad"),
            Placed(50.862, 4.375, "Place Liedts", "Avenue Rogier", "Rue Royale", "Place Meiser", "Boulevard Lambermont", "Avenue des Croix de Guerre", "Rue Gallait", "Place Madou", "Chaussée de Haecht", "Avenue Louis Bertrand", "Gare du Nord", "Boulevard Léopold III"),
            FrenchLists),
        new("5291", "Eifel", "Eifel", "Eifel", "de", Staffed("Jutta Schröder", "Paul Heinen", "Mia Lentz", "Dirk Theissen", "Greta Palm"),
            Placed(50.283, 6.125, "Hauptstraße St. Vith", "Malmedyer Straße", "Autobahnauffahrt 15", "Büllingen Zentrum", "Losheimergraben", "Bütgenbach See", "Amel Kirche", "Burg-Reuland", "Steinebrück", "Luxemburger Straße", "Klosterstraße", "Grüfflingen"),
            GermanLists),
    ];

    /// <summary>People of the federal police.</summary>
    public static IReadOnlyList<(string Name, ZoneRole Role, string Word)> FederalStaff { get; } =
        [("Els De Backer", ZoneRole.FederalAdministrator, "federal"), ("Olivier Renard", ZoneRole.FederalAuditor, "auditor"), ("Ingrid Maes", ZoneRole.JusticeReader, "justice")];

    static IReadOnlyList<DemoHotlist> DutchLists =>
    [
        new("Gestolen voertuigen", "Terugvinden van gestolen voertuigen (gerechtelijke politie)", false, "Gestolen voertuig", "Onderscheppen, eigenaar verwittigen", EntryPriority.Normal, "Lokale recherche"),
        new("Gevaarlijke personen", "Onderscheppen van personen die als gevaarlijk gelden", true, "Bestuurder mogelijk gewapend", "Niet alleen benaderen, dispatching verwittigen", EntryPriority.Alarm, "Parket Brussel, dossier DEMO-1"),
    ];

    static IReadOnlyList<DemoHotlist> FrenchLists =>
    [
        new("Véhicules volés", "Retrouver des véhicules volés (police judiciaire)", false, "Véhicule volé", "Intercepter, avertir le propriétaire", EntryPriority.Normal, "Recherche locale"),
        new("Personnes dangereuses", "Intercepter des personnes considérées comme dangereuses", true, "Conducteur peut-être armé", "Ne pas approcher seul, avertir le dispatching", EntryPriority.Alarm, "Parquet de Bruxelles, dossier DEMO-2"),
    ];

    static IReadOnlyList<DemoHotlist> GermanLists =>
    [
        new("Gestohlene Fahrzeuge", "Wiederfinden gestohlener Fahrzeuge (Gerichtspolizei)", false, "Gestohlenes Fahrzeug", "Anhalten, Eigentümer verständigen", EntryPriority.Normal, "Lokale Ermittlung"),
        new("Gefährliche Personen", "Anhalten von Personen, die als gefährlich gelten", true, "Fahrer möglicherweise bewaffnet", "Nicht allein ansprechen, Leitstelle verständigen", EntryPriority.Alarm, "Staatsanwaltschaft Eupen, Akte DEMO-3"),
    ];

    static IReadOnlyList<(string, ZoneRole[], string)> Staffed(string first, string second, string supervisor, string administrator, string member) =>
    [
        (first, [ZoneRole.Member, ZoneRole.AnprOperator], "operator"),
        (second, [ZoneRole.Member, ZoneRole.AnprOperator], "operator2"),
        (supervisor, [ZoneRole.Member, ZoneRole.AnprSupervisor], "supervisor"),
        (administrator, [ZoneRole.Member, ZoneRole.ZoneAdministrator], "administrator"),
        (member, [ZoneRole.Member], "member"),
    ];

    static IReadOnlyList<DemoCamera> Placed(double latitude, double longitude, params string[] places) =>
        [.. places.Select((place, n) => new DemoCamera($"C{n + 1:00} {place}", place, Math.Round(latitude + (0.004 * (n % 4)), 4), Math.Round(longitude + (0.006 * (n / 4)), 4)))];
}
