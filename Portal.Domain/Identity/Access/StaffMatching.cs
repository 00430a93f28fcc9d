using Portal.Common;

namespace Portal.Identity.Access;

/// <summary>Of a staff member, what a request can be compared with.</summary>
/// <param name="SearchName">Last and first name, folded.</param>
public sealed record StaffCandidate(Guid Id, string SearchName, string? PersonnelNumber, string? Email, bool HasAccount, bool HasLeft);

/// <summary>What of a request agrees with a staff member.</summary>
public readonly record struct Agreement(bool Name, bool Number, bool Email)
{
    public bool Any => Name || Number || Email;

    /// <summary>The name together with something that a namesake has not.</summary>
    public bool IsPerson => Name && (Number || Email);
}

/// <summary>Compares who asks for access with the staff list.</summary>
public static class StaffMatching
{
    /// <summary>The name as the staff list folds it, and the other way round: forms are filled in in haste.</summary>
    public static (string Name, string Turned) NamesOf(string firstName, string lastName) => (NameFolding.Fold(lastName + " " + firstName), NameFolding.Fold(firstName + " " + lastName));

    public static Agreement Compare(AccessRequest request, StaffCandidate staff)
    {
        var (name, turned) = NamesOf(request.FirstName, request.LastName);
        return new(
            staff.SearchName.Length > 0 && (staff.SearchName == name || staff.SearchName == turned),
            request.PersonnelNumber is { } number && string.Equals(number, staff.PersonnelNumber, StringComparison.OrdinalIgnoreCase),
            string.Equals(request.Email, staff.Email, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Certain when exactly one staff member is that person, works here, has no account, has the address of the request on the list, and nothing that both sides say differs: an invitation
    /// goes to the address of the request, and a colleague's name and number are no secret.
    /// </summary>
    /// <param name="staff">At least everybody with whom something agrees.</param>
    /// <returns>The match, and whom to look at first.</returns>
    public static (StaffMatch Match, Guid? StaffId) Of(AccessRequest request, IEnumerable<StaffCandidate> staff)
    {
        var agreeing = staff.Select(s => (Staff: s, Agreement: Compare(request, s))).Where(s => s.Agreement.Any)
            .OrderByDescending(s => s.Agreement.IsPerson).ThenByDescending(s => s.Agreement.Number).ThenByDescending(s => s.Agreement.Email).ToList();
        if (agreeing.Count == 0) return (StaffMatch.None, null);
        var people = agreeing.Where(s => s.Agreement.IsPerson).ToList();
        // Number or address of somebody else beside the own name: two people claim to be one.
        var others = agreeing.Any(s => !s.Agreement.Name);
        var certain = people is [var (one, agreement)] && !others && !one.HasAccount && !one.HasLeft && !Contradicts(request, one, agreement);
        return (certain ? StaffMatch.Certain : StaffMatch.Doubtful, agreeing[0].Staff.Id);
    }

    static bool Contradicts(AccessRequest request, StaffCandidate staff, Agreement agreement) =>
        !agreement.Email || (request.PersonnelNumber is not null && staff.PersonnelNumber is not null && !agreement.Number);
}
