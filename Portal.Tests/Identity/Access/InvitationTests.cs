using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Identity.Access;

/// <summary>From the invitation to the first page, over HTTP and with real mails.</summary>
public sealed partial class InvitationTests(InvitationTests.Fixture portal) : IClassFixture<InvitationTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const string Zone = "5340";
    const string Password = "lange zin om te onthouden";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_new_chooses_a_password_and_is_in_with_roles_and_staff_record()
    {
        var staff = await StaffAsync("Zoë", "Müller", "zoe.muller@politie.test");
        await using var administrator = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        var invited = await administrator.Get<InvitationService>().InviteStaffAsync(staff, [new(ZoneRole.AnprOperator), new(ZoneRole.Member)], Stop);
        Assert.True(invited.Succeeded);
        var code = await TestMails.CodeAsync(portal, "zoe.muller@politie.test");
        var mail = TestMails.Of(portal, "zoe.muller@politie.test")[0];
        Assert.DoesNotContain(code, mail.Subject);
        Assert.Contains("Zoë Müller", mail.Body);

        using var visitor = new Visitor(portal);
        var page = await visitor.GetAsync("/invitation/" + code);
        Assert.Equal(200, page.Status);
        Assert.Equal("same-origin", page.Headers["Referrer-Policy"]);
        Assert.Contains("no-store", page.Headers["Cache-Control"]);
        var weak = await PostAsync(visitor, code, page.Body, "Zoë Müller", "short");
        Assert.Contains("12", WebUtility.HtmlDecode(Alert(weak.Body)));
        var done = await PostAsync(visitor, code, weak.Body, "Zoë Müller", Password);
        Assert.Equal((302, "/account/security?first=true&return=%2Fzones%2F5340"), (done.Status, Path(done.Location)));
        Assert.Equal(200, (await visitor.GetAsync("/zones/5340/anpr/hits")).Status); // signed in, with the role

        await using var db = administrator.Context();
        var person = await db.Set<Person>().SingleAsync(p => p.Email == "zoe.muller@politie.test", Stop);
        Assert.Equal([ZoneRole.Member, ZoneRole.AnprOperator], await db.Set<Membership>().Where(m => m.PersonId == person.Id).Select(m => m.Role).OrderBy(r => r).ToListAsync(Stop));
        Assert.Equal(person.Id, (await db.Set<StaffMember>().SingleAsync(s => s.Id == staff, Stop)).PersonId);
        var notice = await db.Set<Notification>().SingleAsync(n => n.Kind == NoticeKinds.InvitationAccepted && n.Arguments.Contains("Zo"), Stop);
        Assert.Equal(TestPeople.Of(Zone, ZoneRole.ZoneAdministrator).Id, notice.PersonId);
        Assert.Equal([InvitationActions.Sent, InvitationActions.Accepted], await db.Set<AuditLine>().Where(l => l.ObjectId == invited.Value).OrderBy(l => l.Id).Select(l => l.Action).ToListAsync(Stop));
        using var again = new Visitor(portal); // the address signs in from now on
        Assert.Equal(302, (await again.SignInAsync("Zoe.Muller@politie.test", Password)).Status);
    }

    [Fact]
    public async Task Who_has_an_account_signs_in_and_accepts_and_nobody_else_can()
    {
        var guest = TestPeople.Of("5344", ZoneRole.AnprOperator);
        await InviteAsync(guest.Email, ZoneRole.CameraController);
        var code = await TestMails.CodeAsync(portal, guest.Email.ToLowerInvariant());
        using var stranger = new Visitor(portal);
        var asked = await stranger.GetAsync("/invitation/" + code);
        Assert.Contains("href=\"/sign-in?return=%2Finvitation%2F" + code, asked.Body);
        Assert.DoesNotContain("accept-new", asked.Body);
        await stranger.SignInAsync(TestPeople.Of(Zone, ZoneRole.Member).Email);
        var wrong = await stranger.GetAsync("/invitation/" + code);
        Assert.Contains("action=\"/sign-out\"", wrong.Body);
        Assert.DoesNotContain("value=\"accept\"", wrong.Body);

        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(guest.Email);
        Assert.Equal(404, (await visitor.GetAsync("/zones/5340")).Status);
        var page = await visitor.GetAsync("/invitation/" + code);
        using var post = new HttpRequestMessage(HttpMethod.Post, "/invitation/" + code) { Content = new FormUrlEncodedContent(Hidden(page.Body)) };
        var done = await visitor.SendAsync(post);
        Assert.Equal((302, "/zones/5340"), (done.Status, Path(done.Location)));
        Assert.Equal(200, (await visitor.GetAsync("/zones/5340/cameras")).Status);
        Assert.Equal(404, (await visitor.GetAsync("/zones/5340/anpr/hits")).Status);
    }

    [Fact]
    public async Task Unknown_expired_used_and_revoked_links_look_alike()
    {
        await using var administrator = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        var service = administrator.Get<InvitationService>();
        var codes = new List<string> { "5340-" + new string('a', 32), "9998-" + new string('a', 32), "5340-x", "nothing", "5344-" + new string('a', 32) };
        var revoked = await InviteAsync("revoked@politie.test", ZoneRole.Member);
        codes.Add(await TestMails.CodeAsync(portal, "revoked@politie.test"));
        Assert.True((await service.RevokeAsync(revoked, Stop)).Succeeded);
        var renewed = await InviteAsync("renewed@politie.test", ZoneRole.Member);
        codes.Add(await TestMails.CodeAsync(portal, "renewed@politie.test"));
        Assert.True((await service.ResendAsync(renewed, Stop)).Succeeded);
        var second = await TestMails.CodeAsync(portal, "renewed@politie.test", 2);
        var expired = await InviteAsync("expired@politie.test", ZoneRole.Member);
        codes.Add(await TestMails.CodeAsync(portal, "expired@politie.test"));
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
            await owner.Set<Invitation>().IgnoreQueryFilters().Where(i => i.Id == expired).ExecuteUpdateAsync(i => i.SetProperty(x => x.ExpiresAt, TimeProvider.System.GetUtcNow().AddMinutes(-1)), Stop);
        await InviteAsync("used@politie.test", ZoneRole.Member);
        var used = await TestMails.CodeAsync(portal, "used@politie.test");
        Assert.True((await DoorAsync(d => d.AcceptAsync(used, "Used", Password, Stop))).Succeeded);
        codes.Add(used);
        // The code of one zone opens nothing under another zone's number.
        codes.Add("5344" + second[4..]);
        using var visitor = new Visitor(portal);
        var answers = new HashSet<string>();
        foreach (var code in codes)
        {
            var answer = await visitor.GetAsync("/invitation/" + code);
            Assert.Equal(410, answer.Status);
            var main = answer.Body[answer.Body.IndexOf("<main", StringComparison.Ordinal)..answer.Body.IndexOf("</main>", StringComparison.Ordinal)];
            answers.Add(Markup().Replace(main, " ").Trim()); // the renderer's own marks differ at each request
            Assert.Equal("access.link_unusable", (await DoorAsync(d => d.AcceptAsync(code, "Somebody", Password, Stop))).Error!.Code);
        }

        Assert.Contains("Deze link werkt niet", Assert.Single(answers));
        Assert.Equal(200, (await visitor.GetAsync("/invitation/" + second)).Status);
    }

    [Fact]
    public async Task Twice_at_once_is_one_acceptance()
    {
        await InviteAsync("twice@politie.test", ZoneRole.Member);
        var code = await TestMails.CodeAsync(portal, "twice@politie.test");
        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => DoorAsync(d => d.AcceptAsync(code, "Twice " + n, Password, Stop)), Stop)));
        Assert.Single(done, d => d.Succeeded);
        await using var administrator = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        await using var db = administrator.Context();
        Assert.Equal(1, await db.Set<Person>().CountAsync(p => p.NormalizedEmail == "TWICE@POLITIE.TEST", Stop));
        Assert.Equal(1, await db.Set<Membership>().CountAsync(m => db.Set<Person>().Any(p => p.Id == m.PersonId && p.NormalizedEmail == "TWICE@POLITIE.TEST"), Stop));
    }

    [Theory]
    [InlineData(null, "common.email_unreadable", ZoneRole.Member)]
    [InlineData("a@b.be\nBcc: c@d.be", "common.email_unreadable", ZoneRole.Member)]
    [InlineData("new@politie.test", "access.roles_missing")]
    [InlineData("new@politie.test", "access.role_unknown", ZoneRole.FederalAdministrator)]
    [InlineData("new@politie.test", "access.role_needs_end", ZoneRole.FederalAuditor)]
    [InlineData("new@politie.test", "access.roles_conflict", ZoneRole.DataProtectionOfficer, ZoneRole.AnprOperator)]
    [InlineData("Member1@5340.test", "access.already_member", ZoneRole.Member)]
    public async Task What_cannot_be_is_refused_with_its_reason(string? email, string error, params ZoneRole[] roles)
    {
        await using var administrator = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        var result = await administrator.Get<InvitationService>().InviteAsync(new(email, "Somebody", "nl", [.. roles.Select(r => new RoleRef(r))]), Stop);
        Assert.Equal(error, result.Error?.Code);
    }

    [Fact]
    public async Task One_open_invitation_for_an_address()
    {
        await InviteAsync("once@politie.test", ZoneRole.Member);
        await using var administrator = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        Assert.Equal(InvitationErrors.AlreadyInvited, (await administrator.Get<InvitationService>().InviteAsync(new("Once@politie.test", "Once", "nl", [new(ZoneRole.Member)]), Stop)).Error);
    }

    [Fact]
    public async Task Who_may_not_give_roles_makes_no_administrators()
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.Member);
        var member = TestPeople.Of(Zone, ZoneRole.Member);
        scope.Get<CurrentUser>().Become(member.Id, member.Name, new HashSet<string> { IdentityPermissions.ManageAccess });
        var service = scope.Get<InvitationService>();
        Assert.Equal(InvitationErrors.RoleTooHigh, (await service.InviteAsync(new("self@politie.test", "Self", "nl", [new(ZoneRole.ZoneAdministrator)]), Stop)).Error);
        Assert.DoesNotContain(ZoneRole.ZoneAdministrator, (await scope.Get<InvitationQueries>().RolesAsync(Stop)).BuiltIn);
        Assert.True((await service.InviteAsync(new("other@politie.test", "Other", "nl", [new(ZoneRole.Member)]), Stop)).Succeeded);
        var high = await InviteAsync("high@politie.test", ZoneRole.ZoneAdministrator);
        Assert.Equal(InvitationErrors.RoleTooHigh, (await service.ResendAsync(high, Stop)).Error);
    }

    [Fact]
    public async Task A_role_that_does_not_go_with_the_persons_others_is_refused_at_the_door()
    {
        var guardian = TestPeople.Of(Zone, ZoneRole.DataProtectionOfficer);
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            // Invited before becoming data protection officer.
            var code = InvitationCode.Create(Zone);
            owner.Add(new Invitation(Zone, guardian.Email.ToLowerInvariant(), guardian.Name, "nl", nameof(ZoneRole.ZoneAdministrator), null, null, code.Hash(), null, TimeProvider.System.GetUtcNow()));
            await owner.SaveChangesAsync(Stop);
            await using var scope = portal.Root.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(guardian.Id, guardian.Name, new HashSet<string>());
            Assert.Equal(InvitationErrors.RolesConflict, (await scope.ServiceProvider.GetRequiredService<InvitationDoor>().AcceptAsync(code.ToString(), Stop)).Error);
        }
    }

    [Fact]
    public async Task The_federal_police_invite_a_zones_administrator_and_both_audits_say_so()
    {
        await using var federal = await portal.AsAsync(TenantInfo.FederalCode, ZoneRole.FederalAdministrator);
        var administrators = federal.Get<ZoneAdministrators>();
        Assert.True((await administrators.InviteAsync("5291", "chef@eifel.test", "Erste Leitung", "de", Stop)).Succeeded);
        var known = await administrators.LookAsync("5291", Stop);
        Assert.Equal(("chef@eifel.test", nameof(ZoneRole.ZoneAdministrator)), (Assert.Single(known.Open).Email, known.Open[0].Roles));
        Assert.Contains(TestPeople.Of("5291", ZoneRole.ZoneAdministrator).Name, known.Names);
        var code = await TestMails.CodeAsync(portal, "chef@eifel.test");
        Assert.StartsWith("5291-", code);
        Assert.Contains("Guten Tag", TestMails.Of(portal, "chef@eifel.test")[0].Body);
        Assert.True((await DoorAsync(d => d.AcceptAsync(code, "Erste Leitung", Password, Stop))).Succeeded);
        await using (var own = federal.Context())
        {
            Assert.True(await own.Set<AuditLine>().AnyAsync(l => l.Action == InvitationActions.AdministratorInvited && l.ObjectId == TenantInfo.AuditIdOf("5291"), Stop));
            Assert.True(await own.Set<Notification>().AnyAsync(n => n.Kind == NoticeKinds.InvitationAccepted && n.PersonId == TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator).Id, Stop));
        }

        await using var zone = await portal.AsAsync("5291", ZoneRole.ZoneAdministrator);
        await using var db = zone.Context();
        Assert.True(await db.Set<AuditLine>().AnyAsync(l => l.Action == InvitationActions.Sent && l.PersonId == TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator).Id, Stop));
        await using var auditor = await portal.AsAsync(TenantInfo.FederalCode, ZoneRole.FederalAuditor);
        Assert.Equal(Error.Forbidden, (await auditor.Get<ZoneAdministrators>().InviteAsync("5291", "x@eifel.test", "X", "de", Stop)).Error);
        Assert.Empty((await auditor.Get<ZoneAdministrators>().LookAsync("5291", Stop)).Names);
        Assert.Equal(Error.Forbidden, (await zone.Get<ZoneAdministrators>().InviteAsync("5340", "x@eifel.test", "X", "de", Stop)).Error);
    }

    [Fact]
    public async Task The_first_federal_administrator_comes_in_by_a_command_and_no_second_one()
    {
        await using var scope = portal.Root.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(TestPeople.Organisation);
        var first = scope.ServiceProvider.GetRequiredService<FirstAdministrator>();
        Assert.Equal(InvitationErrors.HasAdministrator, (await first.InviteAsync("boss@haven.test", Stop)).Error);
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
            await owner.Set<Membership>().IgnoreQueryFilters().Where(m => m.Tenant == TestPeople.Organisation && m.Role == ZoneRole.OrganisationAdministrator).ExecuteDeleteAsync(Stop);
        var dead = await first.InviteAsync("boss@haven.test", Stop);
        var link = await first.InviteAsync("boss@haven.test", Stop);
        Assert.True(link.Succeeded);
        Assert.Null(await DoorAsync(d => d.LookAsync(dead.Value!.ToString(), Stop)));
        Assert.True((await DoorAsync(d => d.AcceptAsync(link.Value.ToString(), "De baas", Password, Stop))).Succeeded);
        Assert.Equal(InvitationErrors.HasAdministrator, (await first.InviteAsync("boss2@haven.test", Stop)).Error);
    }

    async Task<T> DoorAsync<T>(Func<InvitationDoor, Task<T>> ask)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<InvitationDoor>());
    }

    async Task<Guid> InviteAsync(string email, params ZoneRole[] roles)
    {
        await using var administrator = await portal.AsAsync(Zone, ZoneRole.ZoneAdministrator);
        var result = await administrator.Get<InvitationService>().InviteAsync(new(email, "Somebody", "nl", [.. roles.Select(r => new RoleRef(r))]), Stop);
        Assert.True(result.Succeeded, result.Error?.Code);
        return result.Value;
    }

    async Task<Guid> StaffAsync(string first, string last, string email)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var staff = new StaffMember(Zone, first, last, TimeProvider.System.GetUtcNow());
        owner.Add(staff).Property(s => s.Email).CurrentValue = email;
        await owner.SaveChangesAsync(Stop);
        return staff.Id;
    }

    static async Task<Answer> PostAsync(Visitor visitor, string code, string page, string name, string password)
    {
        var fields = Hidden(page);
        (fields["Input.Name"], fields["Input.Password"]) = (name, password);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/invitation/" + code) { Content = new FormUrlEncodedContent(fields) };
        return await visitor.SendAsync(request);
    }

    static Dictionary<string, string> Hidden(string page) =>
        HiddenField().Matches(page).DistinctBy(m => m.Groups["name"].Value).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));

    static string Alert(string page) => AlertText().Match(page).Groups["text"].Value;

    static string? Path(string? location) => location is null ? null : Uri.TryCreate(location, UriKind.Absolute, out var full) && full.Scheme != "file" ? full.PathAndQuery : location;

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" />""", RegexOptions.None, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("<!--.*?-->|<[^>]*>", RegexOptions.Singleline, 1000)]
    private static partial Regex Markup();

    [GeneratedRegex("""role="alert">(?<text>[^<]*)<""", RegexOptions.None, 1000)]
    private static partial Regex AlertText();
}
