using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Cameras;
using Portal.Common;
using Portal.Identity;
using Portal.Identity.Keys;
using Portal.Persistence;
using Portal.Persistence.Providers.Postgres;
using Portal.Reports;
using Portal.Reports.Signing;
using Portal.Tenants;

namespace Portal.Demo;

/// <summary>Three zones with fictitious staff, cameras and hotlists, for an empty database.</summary>
sealed class DemoData(IPasswordHasher<Person> hasher, SealKeyService seals, TimeProvider clock)
{
    readonly List<DemoPerson> people = [];
    readonly List<DemoSource> sources = [];
    readonly List<DemoApiKey> apiKeys = [];
    readonly Dictionary<string, IReadOnlyList<(Guid Id, string Name)>> accounts = [];

    /// <param name="anchors">Folder for the root certificate of the seals, which nobody but the demonstration trusts.</param>
    /// <returns>Sign-ins and keys; null when the database is not empty.</returns>
    public async Task<DemoFile?> LoadAsync(DatabaseStart start, string url, string anchors, CancellationToken stop)
    {
        await using var db = PostgresPortalDbContext.ForOwner(start.Database.OwnerConnection);
        if (await db.Set<TenantInfo>().AnyAsync(z => z.Kind == TenantKind.Zone, stop)) return null;
        using var authority = new DemoAuthority(clock);
        foreach (var zone in DemoZone.All)
        {
            Add(db, zone);
            var pkcs12 = authority.IssueSeal(new($"{zone.Code} {zone.NameNl}", $"NTRBE-0999{zone.Code}99"), "");
            db.Add(seals.Read(zone.Code, pkcs12, "", null).Value!);
        }

        Guid AdministratorOf(string code) => accounts[code][3].Id;
        DemoStaff.AddGrant(db, AdministratorOf("5344"), AdministratorOf("5340"), clock.GetUtcNow());
        foreach (var (name, role, word) in DemoZone.FederalStaff) AddPerson(db, TenantInfo.FederalCode, name, [ZoneRole.Member, role], word, clock.GetUtcNow());
        Directory.CreateDirectory(anchors);
        await File.WriteAllTextAsync(Path.Combine(anchors, "root.crt"), authority.Root.ExportCertificatePem() + "\n", stop);
        await db.SaveChangesAsync(stop);
        return new(url, people, sources, apiKeys);
    }

    void Add(PostgresPortalDbContext db, DemoZone zone)
    {
        var now = clock.GetUtcNow();
        var place = DemoPlace.Of(zone.Code);
        var info = TenantInfo.Create(zone.Code, zone.NameNl, zone.NameFr, zone.NameDe, zone.Languages);
        info.Describe(info.Facts with { ProvinceNis = place.ProvinceNis });
        db.Add(info);
        db.AddRange(place.RowsOf(zone.Code, now));
        accounts[zone.Code] = [.. zone.Staff.Select(p => (AddPerson(db, zone.Code, p.Name, p.Roles, p.Word, now), p.Name))];
        DemoStaff.Add(db, zone.Code, zone.Code == "5344" ? "fr" : zone.Languages[..2], accounts[zone.Code], publishes: zone.Code != "5344", now);
        var cameras = zone.Cameras.Select(c => Camera.Register(zone.Code, c.Name, c.Place, c.Latitude, c.Longitude, now).Value!).ToList();
        db.AddRange(cameras);
        foreach (var (dialect, group) in IngestDialects.Names.Zip(cameras.Chunk(4))) AddSource(db, zone, dialect, group, now);
        AddApiKey(db, zone.Code, now);
        foreach (var (list, number) in zone.Hotlists.Select((l, n) => (l, n))) AddHotlist(db, zone, list, number, now);
    }

    Guid AddPerson(PostgresPortalDbContext db, string code, string name, ZoneRole[] roles, string word, DateTimeOffset now)
    {
        var password = "demo-" + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 12);
        var person = new Person($"{word}@{code}.example", name, null, now);
        (person.NormalizedEmail, person.NormalizedUserName, person.SecurityStamp) = (person.Email!.ToUpperInvariant(), person.Email.ToUpperInvariant(), Guid.NewGuid().ToString("N"));
        person.PasswordHash = hasher.HashPassword(person, password);
        db.Add(person);
        foreach (var role in roles) db.Add(new Membership(code, person.Id, role, now, ZoneRoles.NeedsEnd(role) ? Brussels.DayOf(now).AddDays(90) : null));
        people.Add(new(code, JsonNamingPolicy.KebabCaseLower.ConvertName(roles[^1].ToString()), person.Email, password));
        return person.Id;
    }

    void AddSource(PostgresPortalDbContext db, DemoZone zone, string dialect, Camera[] cameras, DateTimeOffset now)
    {
        var key = SourceKeys.Create();
        var source = ReadSource.Create(zone.Code, $"Demo {dialect}", dialect, SourceIndex.Hash(key), SourceKeys.HintOf(key), now).Value!;
        db.Add(source);
        var codes = cameras.Select((camera, n) => (camera, Code: dialect == "hikvision" ? $"02:00:5e:{zone.Code[..2]}:{zone.Code[2..]}:{n + 1:00}" : $"{zone.Code}-{dialect}-{n + 1}")).ToList();
        foreach (var (camera, code) in codes) db.Add(new SourceCamera(zone.Code, source.Id, code, camera.Id));
        sources.Add(new(zone.Code, source.Name, dialect, key, [.. codes.Select(c => c.Code)]));
    }

    void AddApiKey(PostgresPortalDbContext db, string code, DateTimeOffset now)
    {
        var key = ApiKeyText.Create(code);
        var made = ApiKey.Create(code, "Demo", CameraPermissions.Read, "Demonstration", ApiKeyText.Hash(key), ApiKeyText.HintOf(key), Brussels.DayOf(now).AddYears(1), Guid.Empty, now).Value!;
        db.Add(made);
        apiKeys.Add(new(code, made.Scope, key));
    }

    static void AddHotlist(PostgresPortalDbContext db, DemoZone zone, DemoHotlist demo, int number, DateTimeOffset now)
    {
        var list = Hotlist.Create(zone.Code, demo.Name, demo.Purpose, demo.Tolerant, 365, now).Value!;
        db.Add(list);
        var made = DemoPlates.Of(zone.Code, number).Select(plate => HotlistEntry.Create(
            list,
            new() { Plate = plate, Country = "B", Reason = demo.Reason, Action = demo.Action, Priority = demo.Priority, Owner = demo.Owner, ValidUntilOn = Brussels.DayOf(now).AddDays(90) },
            null, now));
        db.AddRange(made.Select(m => m.Value!));
    }
}
