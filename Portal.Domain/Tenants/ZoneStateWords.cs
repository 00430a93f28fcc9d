namespace Portal.Tenants;

/// <summary>A state in words, for people who may not get into the portal any more to read them there.</summary>
/// <param name="Effect">Sentences.</param>
public sealed record ZoneStateWords(string Name, string Effect)
{
    static readonly Dictionary<(ZoneState State, string Language), ZoneStateWords> All = new()
    {
        [(ZoneState.Active, "en")] = new("Active", "Everything works."),
        [(ZoneState.Active, "nl")] = new("Actief", "Alles werkt."),
        [(ZoneState.Active, "fr")] = new("Active", "Tout fonctionne."),
        [(ZoneState.Active, "de")] = new("Aktiv", "Alles funktioniert."),
        [(ZoneState.Preparing, "en")] = new("Being set up", "Only administrators enter; no read is taken."),
        [(ZoneState.Preparing, "nl")] = new("In opbouw", "Enkel beheerders krijgen toegang; er wordt geen lezing aangenomen."),
        [(ZoneState.Preparing, "fr")] = new("En préparation", "Seuls les administrateurs entrent ; aucune lecture n’est acceptée."),
        [(ZoneState.Preparing, "de")] = new("Im Aufbau", "Nur Verwalter haben Zugang; keine Lesung wird angenommen."),
        [(ZoneState.ReadOnly, "en")] = new("Read-only", "Members look and nobody changes anything. Cameras are refused."),
        [(ZoneState.ReadOnly, "nl")] = new("Alleen lezen", "Leden kijken en niemand wijzigt iets. Camera’s worden geweigerd."),
        [(ZoneState.ReadOnly, "fr")] = new("Lecture seule", "Les membres consultent et personne ne modifie rien. Les caméras sont refusées."),
        [(ZoneState.ReadOnly, "de")] = new("Nur Lesen", "Mitglieder sehen ein und niemand ändert etwas. Kameras werden abgewiesen."),
        [(ZoneState.Closed, "en")] = new("Closed", "From then on nobody of the zone enters. Cameras are refused. What reaches its limit is deleted."),
        [(ZoneState.Closed, "nl")] = new("Gesloten", "Vanaf dan krijgt niemand van de zone nog toegang. Camera’s worden geweigerd. Wat zijn termijn bereikt, wordt gewist."),
        [(ZoneState.Closed, "fr")] = new("Fermée", "Dès lors, personne de la zone n’entre plus. Les caméras sont refusées. Ce qui arrive à échéance est effacé."),
        [(ZoneState.Closed, "de")] = new("Geschlossen", "Von da an hat niemand der Zone mehr Zugang. Kameras werden abgewiesen. Was seine Frist erreicht, wird gelöscht."),
        [(ZoneState.LegalHold, "en")] = new("Legal hold", "From then on nobody of the zone enters. Cameras are refused. Nothing is deleted any more."),
        [(ZoneState.LegalHold, "nl")] = new("Gerechtelijk bewaard", "Vanaf dan krijgt niemand van de zone nog toegang. Camera’s worden geweigerd. Er wordt niets meer gewist."),
        [(ZoneState.LegalHold, "fr")] = new("Conservation légale", "Dès lors, personne de la zone n’entre plus. Les caméras sont refusées. Plus rien n’est effacé."),
        [(ZoneState.LegalHold, "de")] = new("Rechtlich aufbewahrt", "Von da an hat niemand der Zone mehr Zugang. Kameras werden abgewiesen. Nichts wird mehr gelöscht."),
        [(ZoneState.Erased, "en")] = new("Erased", "All data of the zone are deleted for good on that day. Only its audit, code and name stay."),
        [(ZoneState.Erased, "nl")] = new("Gewist", "Alle gegevens van de zone worden die dag definitief gewist. Enkel het logboek, de code en de naam blijven."),
        [(ZoneState.Erased, "fr")] = new("Effacée", "Toutes les données de la zone sont effacées définitivement ce jour-là. Seuls le journal, le code et le nom restent."),
        [(ZoneState.Erased, "de")] = new("Gelöscht", "Alle Daten der Zone werden an diesem Tag endgültig gelöscht. Nur Protokoll, Code und Name bleiben."),
    };

    /// <param name="language">One that the portal does not speak gives English.</param>
    public static ZoneStateWords Of(ZoneState state, string language) => All.GetValueOrDefault((state, language)) ?? All[(state, "en")];
}
