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

    /// <summary>The details as they stand.</summary>
    public StaffDetails Details => new()
    {
        FirstName = FirstName,
        LastName = LastName,
        PersonnelNumber = PersonnelNumber,
        Email = Email,
        Phone = Phone,
        Function = Function,
        Qualifications = Qualifications,
        Statute = Statute,
        Languages = Languages,
        UnitId = UnitId,
        ChiefId = ChiefId,
        EntersOn = EntersOn,
    };

    /// <summary>A new member of the staff.</summary>
    public static Result<StaffMember> Employ(string tenant, StaffDetails details, DateTimeOffset now)
    {
        var member = new StaffMember(tenant, "", "", now);
        return member.Describe(details) is { Succeeded: false } refused ? refused.Error : member;
    }

    /// <summary>Takes over the details, or none of them. Whether number, e-mail, unit and chief fit the others is asked elsewhere.</summary>
    public Result Describe(StaffDetails details)
    {
        details = details.Tidy();
        if (details.Check().FirstOrDefault() is { } problem) return problem.Error;
        if (details.ChiefId == Id) return StaffErrors.OwnChief;
        if (details.EntersOn > LeavesOn) return StaffErrors.DatesReversed;
        (FirstName, LastName, SearchName) = (details.FirstName!, details.LastName!, NameFolding.Fold(details.LastName + " " + details.FirstName));
        (PersonnelNumber, Email, Phone, Function, Qualifications) = (details.PersonnelNumber, details.Email, details.Phone, details.Function!, details.Qualifications!);
        (Statute, Languages, UnitId, ChiefId, EntersOn) = (details.Statute, details.Languages!, details.UnitId, details.ChiefId, details.EntersOn);
        return Result.Ok;
    }

    /// <summary>The person works here until this day, the last one included.</summary>
    public Result Leave(DateOnly lastDay)
    {
        if (lastDay < EntersOn) return StaffErrors.DatesReversed;
        LeavesOn = lastDay;
        return Result.Ok;
    }

    /// <summary>The leaving is called off, or the person is back.</summary>
    public void ComeBack() => LeavesOn = null;

    /// <summary>True while the person works in the zone.</summary>
    /// <param name="today">The day in Belgium.</param>
    public bool IsHere(DateOnly today) => !(EntersOn > today) && !(LeavesOn < today);

    /// <summary>The person signs in from now on; null takes the account away from the record, not the rights.</summary>
    public void Account(Guid? personId) => PersonId = personId;
}
