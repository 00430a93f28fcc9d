using Portal.Common;

namespace Portal.Contacts;

/// <summary>What a zone publishes of a staff member to the other zones; made from the staff list, nothing else of which they see.</summary>
public sealed class DirectoryCard : ITenantOwned
{
    public const int NameLength = 121;

    DirectoryCard() { }

    public DirectoryCard(string tenant, Guid staffId, string name, string searchName, string function, string? unit, string? phone, string? email, string languages, DateTimeOffset now) =>
        (Tenant, StaffId, Name, SearchName, Function, Unit, Phone, Email, Languages, ChangedAt) = (tenant, staffId, name, searchName, function, unit, phone, email, languages, now);

    public string Tenant { get; private set; } = null!;

    public Guid StaffId { get; private set; }

    public string Name { get; private set; } = null!;

    public string SearchName { get; private set; } = null!;

    public string Function { get; private set; } = null!;

    public string? Unit { get; private set; }

    public string? Phone { get; private set; }

    public string? Email { get; private set; }

    public string Languages { get; private set; } = null!;

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Writes down what the staff list says now.</summary>
    /// <returns>False when the card says so already.</returns>
    public bool Follow(StaffMember member, string? unit, DateTimeOffset now)
    {
        var (name, function) = (member.Name, member.Function);
        if ((Name, SearchName, Function, Unit, Phone, Email, Languages) == (name, member.SearchName, function, unit, member.Phone, member.Email, member.Languages)) return false;
        (Name, SearchName, Function, Unit, Phone, Email, Languages, ChangedAt) = (name, member.SearchName, function, unit, member.Phone, member.Email, member.Languages, now);
        return true;
    }

    public static DirectoryCard Of(StaffMember member, string? unit, DateTimeOffset now) =>
        new(member.Tenant, member.Id, member.Name, member.SearchName, member.Function, unit, member.Phone, member.Email, member.Languages, now);
}
