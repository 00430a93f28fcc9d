using Microsoft.AspNetCore.Identity;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests;

/// <summary>Somebody who exists in every test's database.</summary>
public sealed record TestPerson(Guid Id, string Email, string Name, string Zone, ZoneRole Role);

/// <summary>Zones 5340, 5344 (Dutch and French) and 5291 (German), the federal police and an organisation, each with one person for each role; in zones a second operator. Who consults data has chosen a purpose.</summary>
public static class TestPeople
{
    public const string Password = "a long enough password";

    public static IReadOnlyList<TenantInfo> Zones { get; } =
    [
        TenantInfo.Create("5340", "Brussel-West", "Bruxelles-Ouest", "Brüssel-West", "nl fr"),
        TenantInfo.Create("5344", "Brussel-Noord", "Bruxelles-Nord", "Brüssel-Nord", "nl fr"),
        TenantInfo.Create("5291", "Eifel", "Eifel", "Eifel", "de"),
    ];

    /// <summary>A port facility.</summary>
    public const string Organisation = "9001";

    /// <summary>The roles that people of a zone have in tests.</summary>
    public static IReadOnlyList<ZoneRole> RolesOf(TenantKind kind) => ZoneRoles.In(kind);

    static readonly List<TestPerson> All = [];

    public static TestPerson Of(string zone, ZoneRole role, int number = 1) => All.Where(p => p.Zone == zone && p.Role == role).ElementAt(number - 1);

    /// <summary>Ends the purpose with which the person's shift began.</summary>
    public static async Task WithoutPurposeAsync(this PortalServices portal, TestPerson person)
    {
        await using var scope = await portal.AsAsync(person);
        Assert.True((await scope.Get<PurposeService>().EndShiftAsync(TestContext.Current.CancellationToken)).Succeeded);
    }

    internal static async Task SeedAsync(string ownerConnection)
    {
        await using var db = PostgresPortalDbContext.ForOwner(ownerConnection);
        var organisation = TenantInfo.Create(Organisation, "Kaai 1742", "Quai 1742", "Kai 1742", "nl", kind: TenantKind.Organisation);
        db.AddRange([.. Zones, organisation]);
        var now = TimeProvider.System.GetUtcNow();
        string? hash = null;
        foreach (var zone in (TenantInfo[])[.. Zones, organisation, TenantInfo.Create(TenantInfo.FederalCode, null, null, null, "nl", kind: TenantKind.FederalPolice)])
        {
            var roles = RolesOf(zone.Kind).Select(r => (r, 1));
            foreach (var (role, number) in zone.Kind == TenantKind.Zone ? roles.Append((ZoneRole.AnprOperator, 2)) : roles)
            {
                var person = new Person($"{role}{number}@{zone.Code}.test", $"{role} {number} of {zone.Code}", null, now) { SecurityStamp = Guid.NewGuid().ToString("N") };
                (person.NormalizedEmail, person.NormalizedUserName) = (person.Email!.ToUpperInvariant(), person.Email.ToUpperInvariant());
                person.PasswordHash = hash ??= new PasswordHasher<Person>().HashPassword(person, Password);
                db.Add(person);
                db.Add(new Membership(zone.Code, person.Id, role, now, ZoneRoles.NeedsEnd(role) ? Brussels.DayOf(now).AddDays(30) : null));
                if (role is ZoneRole.AnprOperator or ZoneRole.AnprSupervisor or ZoneRole.DataProtectionOfficer or ZoneRole.ReportAuthor or ZoneRole.ReportSupervisor) db.Add(WorkPurpose.ForShift(zone.Code, person.Id, ConsultationPurpose.Prosecution, "TEST-1", WorkPurpose.Longest, now).Value!);
                All.Add(new(person.Id, person.Email, person.DisplayName, zone.Code, role));
            }
        }

        await db.SaveChangesAsync();
    }
}
