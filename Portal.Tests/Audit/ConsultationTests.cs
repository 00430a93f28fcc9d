using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hotlists;
using Portal.Audit;
using Portal.Cameras;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Identity.Account;
using Portal.Identity.Roles;
using Portal.Reports;
using Portal.Tenants;

namespace Portal.Tests.Audit;

/// <summary>What somebody sees is in the audit: what was searched for, how much was found, which record, from where; and each sign-in.</summary>
public sealed class ConsultationTests(ConsultationTests.Fixture portal) : IClassFixture<ConsultationTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<List<AuditLine>> LinesAsync(string zone, TestPerson person, string action)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.DataProtectionOfficer);
        await using var db = scope.Context();
        return await db.Set<AuditLine>().Where(l => l.PersonId == person.Id && l.Action == action).OrderBy(l => l.DoneAt).ToListAsync(Stop);
    }

    [Fact]
    public async Task A_search_is_written_down_with_its_criteria_and_its_number_once_while_somebody_stays_on_it()
    {
        var person = TestPeople.Of("5291", ZoneRole.StaffOffice);
        await using var scope = await portal.AsAsync(person);
        var word = "Zoek" + Guid.NewGuid().ToString("N")[..8];
        foreach (var first in new[] { "An", "Bo" }) Assert.True((await scope.Get<StaffService>().AddAsync(new() { FirstName = first, LastName = word }, Stop)).Succeeded);
        for (var n = 0; n < 3; n++) Assert.Equal(2, (await scope.Get<StaffQueries>().ListAsync(new(word), stop: Stop)).Count);
        var line = Assert.Single(await LinesAsync("5291", person, ConsultationActions.StaffListed), l => l.Details!.Contains(word, StringComparison.Ordinal));
        using var details = JsonDocument.Parse(line.Details!);
        Assert.Equal(2, details.RootElement.GetProperty("Found").GetInt32());
        Assert.Equal(Guid.Empty, line.ObjectId);

        // Another search is another consultation; one that finds one person alone names that person.
        var only = Assert.Single(await scope.Get<StaffQueries>().ListAsync(new("An " + word), stop: Stop));
        Assert.Contains(await LinesAsync("5291", person, ConsultationActions.StaffListed), l => l.ObjectId == only.Id);
        await scope.Get<StaffQueries>().FindAsync(only.Id, Stop);
        Assert.Equal(only.Id, Assert.Single(await LinesAsync("5291", person, ConsultationActions.StaffViewed), l => l.ObjectId == only.Id).ObjectId);
        await using var later = await portal.AsAsync(person); // a page opened anew
        await later.Get<StaffQueries>().FindAsync(only.Id, Stop);
        Assert.Equal(2, (await LinesAsync("5291", person, ConsultationActions.StaffViewed)).Count(l => l.ObjectId == only.Id));
    }

    [Fact]
    public async Task Every_list_that_shows_what_a_zone_holds_leaves_a_line()
    {
        var supervisor = TestPeople.Of("5291", ZoneRole.AnprSupervisor);
        await using (var scope = await portal.AsAsync(supervisor))
        {
            await scope.Get<CameraQueries>().ListAsync(new(), stop: Stop);
            await scope.Get<HotlistQueries>().ListsAsync(Stop);
            await scope.Get<HotlistQueries>().EntriesAsync(new(Plate: "1-XYZ-9"), stop: Stop);
            await scope.Get<Portal.Anpr.Ingest.QuarantineQueries>().ListAsync(new(), stop: Stop);
            await scope.Get<ReportQueries>().ListAsync(new(), stop: Stop);
        }

        foreach (var action in new[] { ConsultationActions.CamerasListed, ConsultationActions.HotlistsListed, ConsultationActions.EntriesListed, ConsultationActions.QuarantineListed, ConsultationActions.ReportsListed })
            Assert.NotEmpty(await LinesAsync("5291", supervisor, action));
        Assert.Contains(await LinesAsync("5291", supervisor, ConsultationActions.EntriesListed), l => l.Details!.Contains("1-XYZ-9", StringComparison.Ordinal));

        var administrator = TestPeople.Of("5291", ZoneRole.ZoneAdministrator);
        await using (var scope = await portal.AsAsync(administrator))
        {
            await scope.Get<DirectoryQueries>().FindAsync(new("somebody", null), stop: Stop);
            await scope.Get<UnitQueries>().AllAsync(Stop);
            await scope.Get<AccessQueries>().ListAsync(new(), stop: Stop);
            await scope.Get<InvitationQueries>().ListAsync(new(), stop: Stop);
            await scope.Get<RoleQueries>().PeopleAsync(new(), stop: Stop);
            await scope.Get<Portal.Common.Notices.MailQueries>().ListAsync(new(), stop: Stop);
        }

        foreach (var action in new[]
        {
            ConsultationActions.DirectorySearched, ConsultationActions.UnitsListed, ConsultationActions.RequestsListed, ConsultationActions.InvitationsListed, ConsultationActions.RolesListed, ConsultationActions.MailsListed,
        }) Assert.NotEmpty(await LinesAsync("5291", administrator, action));
    }

    [Fact]
    public async Task A_sign_in_is_in_the_audit_of_the_accounts_and_of_the_zone_it_enters_with_its_address()
    {
        var person = TestPeople.Of("5291", ZoneRole.TeamChief);
        using (var visitor = new Visitor(portal))
        {
            await visitor.SignInAsync(person.Email);
            for (var n = 0; n < 2; n++) Assert.Equal(200, (await visitor.GetAsync("/zones/5291")).Status);
        }

        await using var accounts = await portal.AsAsync(TenantInfo.FederalCode, ZoneRole.DataProtectionOfficer);
        await using var db = accounts.Context();
        var signedIn = await db.Set<AuditLine>().SingleAsync(l => l.PersonId == person.Id && l.Action == AccountActions.SignedIn, Stop);
        Assert.Equal((nameof(Person), person.Id, "127.0.0.1"), (signedIn.ObjectKind, signedIn.ObjectId, signedIn.Content!.Address));
        Assert.Contains(nameof(SignInMethod.Password), signedIn.Details);
        var entered = Assert.Single(await LinesAsync("5291", person, AccountActions.ZoneEntered));
        Assert.Equal("127.0.0.1", entered.Content!.Address);
    }

    [Fact]
    public async Task A_wrong_password_is_written_down_and_names_nobody_as_the_doer()
    {
        var person = TestPeople.Of("5291", ZoneRole.ReportAuthor);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email, "a wrong password");
        await visitor.SignInAsync("nobody-" + Guid.NewGuid().ToString("N") + "@example.test", "a wrong password");
        await using var accounts = await portal.AsAsync(TenantInfo.FederalCode, ZoneRole.DataProtectionOfficer);
        await using var db = accounts.Context();
        var failed = await db.Set<AuditLine>().Where(l => l.Action == AccountActions.SignInFailed).ToListAsync(Stop);
        Assert.All(failed, l => Assert.Null(l.PersonId));
        Assert.Single(failed, l => l.ObjectId == person.Id);
        Assert.Contains(failed, l => l.ObjectId == Guid.Empty && l.Content!.Address == "127.0.0.1");
    }
}
