using System.Globalization;
using Portal.Common;

namespace Portal.Identity.Roles;

/// <summary>Who has which role, one line a role, for a spreadsheet.</summary>
static class RoleCsv
{
    public static byte[] Of(IEnumerable<RoleHolder> people, IReadOnlyDictionary<Guid, string> own) => CsvText.File(
    [
        CsvText.Line([RolesText.Person, RolesText.Email, RolesText.Role, RolesText.Until, RolesText.GivenBy, RolesText.GivenAt + " (UTC)"]),
        .. people.SelectMany(p => p.Roles.Where(r => !r.IsOver).Select(r => CsvText.Line(
            [p.Name, p.Email, RoleWords.Of(r.Role, own), r.EndsOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r.GrantedBy, Show.Utc(r.GrantedAt)]))),
    ]);
}
