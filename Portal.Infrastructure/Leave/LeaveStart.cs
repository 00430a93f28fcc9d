using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Leave;

/// <summary>What a zone begins with: kinds of leave, holidays, rules. All of it is the zone's data from then on.</summary>
public sealed class LeaveStart(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Days of a full year until the staff office has confirmed its own number.</summary>
    public const decimal UsualDays = 32;

    static readonly LocalName Substitution = new("Vervangende feestdag", "Jour de substitution", "Ersatzfeiertag", "Substitution day");

    static readonly (string Code, LeaveTerms Terms, bool Visible, LocalName Name)[] Kinds =
    [
        ("annual", LeaveTerms.Of(LeaveCategory.Annual), true, new("Jaarlijks verlof", "Congé annuel", "Jahresurlaub", "Annual leave")),
        ("circumstance", LeaveTerms.Of(LeaveCategory.Special), false, new("Omstandigheidsverlof", "Congé de circonstances", "Urlaub aus besonderem Anlass", "Leave for circumstances")),
        ("urgent", LeaveTerms.Of(LeaveCategory.Special), false, new("Verlof om dwingende redenen", "Congé pour motif impérieux", "Urlaub aus zwingenden Gründen", "Leave for urgent reasons")),
        ("parental", new(LeaveCategory.Other), false, new("Ouderschapsverlof", "Congé parental", "Elternurlaub", "Parental leave")),
        ("training", new(LeaveCategory.Other), true, new("Opleiding", "Formation", "Fortbildung", "Training")),
        ("union", new(LeaveCategory.Other), false, new("Syndicaal verlof", "Congé syndical", "Gewerkschaftsurlaub", "Union leave")),
        ("unpaid", new(LeaveCategory.Unpaid), false, new("Onbetaald verlof", "Congé sans solde", "Unbezahlter Urlaub", "Unpaid leave")),
    ];

    static readonly (int Month, int Day, HolidayGround Ground, LocalName Name)[] EveryYear =
    [
        (1, 1, HolidayGround.Legal, new("Nieuwjaar", "Nouvel An", "Neujahr", "New Year’s Day")),
        (5, 1, HolidayGround.Legal, new("Dag van de Arbeid", "Fête du Travail", "Tag der Arbeit", "Labour Day")),
        (7, 21, HolidayGround.Legal, new("Nationale feestdag", "Fête nationale", "Nationalfeiertag", "National Day")),
        (8, 15, HolidayGround.Legal, new("O.-L.-V.-Hemelvaart", "Assomption", "Mariä Himmelfahrt", "Assumption Day")),
        (11, 1, HolidayGround.Legal, new("Allerheiligen", "Toussaint", "Allerheiligen", "All Saints’ Day")),
        (11, 2, HolidayGround.Regulatory, new("Allerzielen", "Jour des Morts", "Allerseelen", "All Souls’ Day")),
        (11, 11, HolidayGround.Legal, new("Wapenstilstand", "Armistice", "Waffenstillstand", "Armistice Day")),
        (11, 15, HolidayGround.Regulatory, new("Feest van de Dynastie", "Fête du Roi", "Fest des Königs", "King’s Feast")),
        (12, 25, HolidayGround.Legal, new("Kerstmis", "Noël", "Weihnachten", "Christmas Day")),
        (12, 26, HolidayGround.Regulatory, new("Tweede kerstdag", "Lendemain de Noël", "Zweiter Weihnachtstag", "Boxing Day")),
    ];

    /// <summary>Days that move with Easter, and those that the circular of the year fixes. Those of 2027 are entered when its circular is there.</summary>
    static readonly (DateOnly Day, HolidayGround Ground, LocalName Name)[] Dated =
    [
        (new(2026, 4, 6), HolidayGround.Legal, new("Paasmaandag", "Lundi de Pâques", "Ostermontag", "Easter Monday")),
        (new(2026, 5, 14), HolidayGround.Legal, new("O.-H.-Hemelvaart", "Ascension", "Christi Himmelfahrt", "Ascension Day")),
        (new(2026, 5, 25), HolidayGround.Legal, new("Pinkstermaandag", "Lundi de Pentecôte", "Pfingstmontag", "Whit Monday")),
        (new(2026, 1, 2), HolidayGround.Substitution, Substitution),
        (new(2026, 5, 15), HolidayGround.Substitution, Substitution),
        (new(2027, 3, 29), HolidayGround.Legal, new("Paasmaandag", "Lundi de Pâques", "Ostermontag", "Easter Monday")),
        (new(2027, 5, 6), HolidayGround.Legal, new("O.-H.-Hemelvaart", "Ascension", "Christi Himmelfahrt", "Ascension Day")),
        (new(2027, 5, 17), HolidayGround.Legal, new("Pinkstermaandag", "Lundi de Pentecôte", "Pfingstmontag", "Whit Monday")),
    ];

    /// <summary>The rows of a zone that has none.</summary>
    public static IReadOnlyList<ITenantOwned> RowsOf(string zone, DateTimeOffset now) =>
    [
        new LeavePolicy(zone),
        .. Kinds.Select((k, n) => new LeaveKind(zone, k.Code, k.Name, k.Terms, k.Visible, n + 1, now)),
        .. from year in new[] { 2026, 2027 } from h in EveryYear select new ZoneHoliday(zone, new(new(year, h.Month, h.Day), Ground: h.Ground), h.Name, now),
        .. Dated.Select(h => new ZoneHoliday(zone, new(h.Day, Ground: h.Ground), h.Name, now)),
        .. CarryOverRule.Police.Select(r => new CarryOverRow(zone, r, now)),
        new EntitlementRow(zone, new(2026, 0, UsualDays, Source: "RD 30 March 2001"), confirmed: false, now),
    ];

    /// <summary>Gives the zone its rows when it has none; two at once do it once.</summary>
    public async Task EnsureAsync(CancellationToken stop = default)
    {
        await using (var db = await contexts.CreateDbContextAsync(stop))
        {
            if (await db.Set<LeavePolicy>().AnyAsync(stop)) return;
        }

        await contexts.AloneAsync(database, "leave start " + tenant.Code, async db =>
        {
            if (await db.Set<LeavePolicy>().AnyAsync(stop)) return true;
            var rows = RowsOf(tenant.Code, clock.GetUtcNow());
            db.AddRange(rows);
            audit.RecordFor(db, null, LeaveActions.Prepared, rows.OfType<LeaveKind>().First(), details: new { Kinds = rows.OfType<LeaveKind>().Count(), Holidays = rows.OfType<ZoneHoliday>().Count() });
            await db.SaveChangesAsync(stop);
            return true;
        }, stop);
    }
}
