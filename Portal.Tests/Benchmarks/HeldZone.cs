using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Benchmarks;

/// <summary>A zone with one operator at work, one source with twelve cameras and a list of plates, for tests from outside the portal's process.</summary>
static class HeldZone
{
    public const string Code = "5340", Email = "operator@5340.test", Password = "a long enough password";
    const int Cameras = 12, Plates = 1_000;

    /// <summary>Makes it in an empty database, with the source's key in the file.</summary>
    public static async Task MakeAsync(string owner, string keyFile)
    {
        await using var db = PostgresPortalDbContext.ForOwner(owner);
        if (await db.Set<TenantInfo>().AnyAsync(z => z.Code == Code)) return;
        var now = TimeProvider.System.GetUtcNow();
        db.Add(TenantInfo.Create(Code, "Zone", "Zone", "Zone", "nl"));
        var person = new Person(Email, "Operator", null, now) { SecurityStamp = Guid.NewGuid().ToString("N"), NormalizedEmail = Email.ToUpperInvariant(), NormalizedUserName = Email.ToUpperInvariant() };
        person.PasswordHash = new PasswordHasher<Person>().HashPassword(person, Password);
        db.AddRange(person, new Membership(Code, person.Id, ZoneRole.AnprOperator, now), WorkPurpose.ForShift(Code, person.Id, ConsultationPurpose.Prosecution, null, WorkPurpose.Longest, now).Value!);
        var key = SourceKeys.Create();
        var source = ReadSource.Create(Code, "source", "portal", SourceIndex.Hash(key), SourceKeys.HintOf(key), now).Value!;
        db.Add(source);
        for (var n = 1; n <= Cameras; n++)
        {
            var camera = Camera.Register(Code, $"camera {n}", "", null, null, now).Value!;
            db.AddRange(camera, new SourceCamera(Code, source.Id, CameraCode(n), camera.Id));
        }

        var list = Hotlist.Create(Code, "list", "tests", false, 365, now).Value!;
        db.Add(list);
        for (var n = 0; n < Plates; n++)
            db.Add(HotlistEntry.Create(list, new() { Plate = Listed(n), Country = "B", Reason = "stolen", Action = "", Priority = EntryPriority.Normal, Owner = "tests", ValidUntilOn = Brussels.DayOf(now).AddDays(30) }, null, now).Value!);
        await File.WriteAllTextAsync(keyFile, key);
        await db.SaveChangesAsync();
    }

    public static async Task<Guid> PersonAsync(string owner)
    {
        await using var db = PostgresPortalDbContext.ForOwner(owner);
        return await db.Set<Person>().Select(p => p.Id).SingleAsync();
    }

    /// <param name="n">From 1.</param>
    public static string CameraCode(int n) => string.Create(CultureInfo.InvariantCulture, $"cam-{n}");

    /// <param name="n">From 0 to 999.</param>
    public static string Listed(int n) => string.Create(CultureInfo.InvariantCulture, $"7HIT{n:000}");
}
