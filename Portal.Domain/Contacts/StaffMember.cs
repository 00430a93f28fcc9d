using Portal.Common;

namespace Portal.Contacts;

/// <summary>Under which rules somebody works (Royal Decree of 30 March 2001; law on employment contracts).</summary>
public enum Statute
{
    /// <summary>Operational framework.</summary>
    Operational = 0,

    /// <summary>Administrative and logistic framework, statutory.</summary>
    AdministrativeLogistic = 1,

    /// <summary>Administrative and logistic framework, under contract.</summary>
    Contractual = 2,

    /// <summary>Not of the police: a municipality's official, a trainee, a volunteer.</summary>
    External = 3,
}

/// <summary>Somebody who works in a zone: one record a zone. The account is optional; leave, hours and the directory use this record.</summary>
public sealed class StaffMember : Entity
{
    public const int NamePartLength = 60;
    public const int NumberLength = 20;
    public const int EmailLength = 256;
    public const int PhoneLength = 30;
    public const int FunctionLength = 100;
    public const int QualificationsLength = 500;

    StaffMember() { }

    public StaffMember(string tenant, string firstName, string lastName, DateTimeOffset now) : base(tenant, now) =>
        (FirstName, LastName, SearchName, Function, Qualifications, Languages, CreatedAt) = (firstName, lastName, NameFolding.Fold(lastName + " " + firstName), "", "", "", now);

    /// <summary>The account; null when there is none.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Unique in the zone.</summary>
    public string? PersonnelNumber { get; private set; }

    public string FirstName { get; private set; } = null!;

    public string LastName { get; private set; } = null!;

    /// <summary>Last and first name in small letters without accents, for search and matching.</summary>
    public string SearchName { get; private set; } = null!;

    /// <summary>Address at work, in small letters; unique in the zone.</summary>
    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    public string Function { get; private set; } = null!;

    /// <summary>Separated by semicolons.</summary>
    public string Qualifications { get; private set; } = null!;

    public Statute Statute { get; private set; }

    /// <summary>Languages that the person works in, separated by blanks.</summary>
    public string Languages { get; private set; } = null!;

    public Guid? UnitId { get; private set; }

    /// <summary>Another staff member who decides on this one's requests; null follows the unit.</summary>
    public Guid? ChiefId { get; private set; }

    public DateOnly? EntersOn { get; private set; }

    /// <summary>Last day in Belgium; rights in the zone end with it by themselves.</summary>
    public DateOnly? LeavesOn { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string Name => FirstName + " " + LastName;

    /// <summary>The person signs in from now on; null takes the account away from the record, not the rights.</summary>
    public void Account(Guid? personId) => PersonId = personId;
}
