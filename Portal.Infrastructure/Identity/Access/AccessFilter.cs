using Microsoft.AspNetCore.WebUtilities;
using Portal.Contacts;
using Portal.Persistence;

namespace Portal.Identity.Access;

/// <summary>Which requests, as the page's address and a bulk decision carry it.</summary>
/// <param name="State">Null for all.</param>
/// <param name="Match">Null for all.</param>
/// <param name="Unit">Of the staff member whom the request fits.</param>
/// <param name="Text">Part of name, address or number.</param>
public sealed record AccessFilter(AccessRequestState? State = AccessRequestState.Waiting, StaffMatch? Match = null, Guid? Unit = null, string? Text = null)
{
    public const int TextLength = 60;

    /// <summary>For <see cref="AccessRun.Filter"/>, with the roles that an approval gives.</summary>
    public string ToQuery(string roles) => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["match"] = Match?.ToString(),
        ["unit"] = Unit?.ToString(),
        ["text"] = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        ["roles"] = roles == "" ? null : roles,
    }.Where(p => p.Value is not null));

    /// <summary>Reads <see cref="ToQuery"/>: waiting requests alone.</summary>
    public static (AccessFilter Filter, string Roles) Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query).ToDictionary(p => p.Key, p => p.Value.ToString());
        return (new(
            AccessRequestState.Waiting, Enum.TryParse<StaffMatch>(values.GetValueOrDefault("match"), out var match) ? match : null,
            Guid.TryParse(values.GetValueOrDefault("unit"), out var unit) ? unit : null, values.GetValueOrDefault("text")), values.GetValueOrDefault("roles", ""));
    }

    internal IQueryable<AccessRequest> Apply(PortalDbContext db, IQueryable<AccessRequest> requests)
    {
        if (State is { } state) requests = requests.Where(r => r.State == state);
        if (Match is { } match) requests = requests.Where(r => r.Match == match);
        if (Unit is { } unit) requests = requests.Where(r => db.Set<StaffMember>().Any(s => s.Id == r.StaffId && s.UnitId == unit));
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // the database compares
        if (Text?.Trim().ToLowerInvariant() is { Length: > 0 } part)
            requests = requests.Where(r => (r.FirstName + " " + r.LastName).ToLower().Contains(part) || r.Email.Contains(part) || r.PersonnelNumber!.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        return requests;
    }
}
