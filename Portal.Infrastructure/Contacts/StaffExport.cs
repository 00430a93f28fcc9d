using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts.Import;
using Portal.Persistence;

namespace Portal.Contacts;

/// <summary>Writes the staff list as a file that spreadsheets open and that the import takes back.</summary>
public sealed class StaffExport(IDbContextFactory<PortalDbContext> contexts, StaffQueries staff, UnitQueries units, CurrentUser user, AuditTrail audit)
{
    /// <summary>Notes in the audit that the list leaves as a file, and reads what is filtered.</summary>
    /// <param name="language">Of the headers and words.</param>
    public async Task<Result<byte[]>> RunAsync(StaffFilter filter, string language, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadStaff)) return Error.Forbidden;
        var rows = await staff.ListAsync(filter, size: StaffFile.MaxRows, stop: stop);
        await using (var db = await contexts.CreateDbContextAsync(stop))
        {
            audit.Record(db, StaffActions.Exported, nameof(StaffMember), Guid.Empty, details: new { filter.Search, filter.UnitId, Statute = filter.Statute?.ToString(), Presence = filter.Presence.ToString(), Rows = rows.Count });
            await db.SaveChangesAsync(stop);
        }

        var paths = (await units.ChoicesAsync(stop)).ToDictionary(u => u.Id, u => u.Path);
        return CsvText.File(
        [
            CsvText.Line(StaffColumns.Exported.Select(c => StaffColumns.HeaderIn(language, c))),
            .. rows.Select(r => CsvText.Line(
            [
                r.PersonnelNumber, r.LastName, r.FirstName, r.Email, r.Phone, r.Function, r.UnitId is { } unit ? paths.GetValueOrDefault(unit) : null, StaffColumns.StatuteIn(language, r.Statute), r.Languages,
                r.Qualifications, Day(r.EntersOn), Day(r.LeavesOn),
            ])),
        ]);
    }

    /// <summary>An empty file with the headers and one row to overwrite.</summary>
    public static byte[] Template(string language) => CsvText.File(
    [
        CsvText.Line(StaffColumns.All.Select(c => StaffColumns.HeaderIn(language, c))),
        CsvText.Line(["100001", "Peeters", "An", "an.peeters@example.be", "02 555 00 01", "", "", StaffColumns.StatuteIn(language, Statute.Operational), "nl fr", "", "2026-01-01", "", ""]),
    ]);

    static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
