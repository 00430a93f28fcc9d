using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Tests.Contacts;

/// <summary>The staff list on a real database.</summary>
public sealed class StaffServiceTests(StaffServiceTests.Fixture portal) : IClassFixture<StaffServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    Task<ActingScope> OfficeAsync(string zone = "5340") => portal.AsAsync(zone, ZoneRole.StaffOffice);

    static string Word() => Guid.NewGuid().ToString("N")[..12];

    static async Task<StaffDetail> AddAsync(ActingScope scope, StaffDetails details)
    {
        var added = await scope.Get<StaffService>().AddAsync(details, Stop);
        Assert.True(added.Succeeded, added.Error?.Code);
        return (await scope.Get<StaffQueries>().FindAsync(added.Value, Stop))!;
    }

    /// <summary>A record with the account of a person of the tests.</summary>
    static async Task<StaffDetail> WithAccountAsync(ActingScope scope, TestPerson person)
    {
        var member = await AddAsync(scope, new() { FirstName = person.Role.ToString(), LastName = "Of " + person.Zone });
        await using var db = scope.Context();
        (await db.Set<StaffMember>().SingleAsync(s => s.Id == member.Id, Stop)).Account(person.Id);
        await db.SaveChangesAsync(Stop);
        return (await scope.Get<StaffQueries>().FindAsync(member.Id, Stop))!;
    }

    [Fact]
    public async Task What_is_typed_is_kept_tidy_and_the_history_tells_it()
    {
        await using var scope = await OfficeAsync();
        var word = Word();
        var member = await AddAsync(scope, new()
        {
            FirstName = " Zoë  ",
            LastName = "Van  den Bossche",
            PersonnelNumber = " 12-" + word,
            Email = $"Zoe.{word}@Zone.BE ",
            Phone = "+32 2 555.12.34",
            Function = "Inspecteur",
            Qualifications = "Motorrijder\nBemiddelaar\nmotorrijder",
            Languages = "fr NL xx",
            Statute = Statute.Contractual,
            EntersOn = Today,
        });
        Assert.Equal("Zoë Van den Bossche", member.Name);
        Assert.Equal((($"12-{word}"), $"zoe.{word}@zone.be", "Motorrijder; Bemiddelaar", "nl fr"), (member.Details.PersonnelNumber, member.Details.Email, member.Details.Qualifications, member.Details.Languages));
        Assert.True((await scope.Get<StaffService>().ChangeAsync(member.Id, member.Version, member.Details with { Function = "Hoofdinspecteur" }, Stop)).Succeeded);
        Assert.Equal([StaffActions.Changed, StaffActions.Added], (await scope.Get<AuditQueries>().HistoryAsync<StaffMember>(member.Id, Stop)).Select(l => l.Action));
    }

    [Theory]
    [InlineData("", "Peeters", null, null, "staff.first_name_missing")]
    [InlineData("An", " ", null, null, "staff.last_name_missing")]
    [InlineData("An", "Peeters", "an@peeters", null, "staff.email_invalid")]
    [InlineData("An", "Peeters", "an peeters@zone.be", null, "staff.email_invalid")]
    [InlineData("An", "Peeters", "<an@zone.be>", null, "staff.email_invalid")]
    [InlineData("An", "Peeters", null, "call me", "staff.phone_invalid")]
    public async Task What_breaks_a_rule_is_refused(string first, string last, string? email, string? phone, string code)
    {
        await using var scope = await OfficeAsync();
        Assert.Equal(code, (await scope.Get<StaffService>().AddAsync(new() { FirstName = first, LastName = last, Email = email, Phone = phone }, Stop)).Error?.Code);
    }

    [Fact]
    public async Task Number_and_e_mail_are_unique_in_the_zone_and_free_in_another()
    {
        var word = Word();
        await using var scope = await OfficeAsync();
        await AddAsync(scope, new() { FirstName = "An", LastName = "First", PersonnelNumber = word, Email = word + "@zone.be" });
        Assert.Equal(StaffErrors.NumberTaken("An First").Code, (await scope.Get<StaffService>().AddAsync(new() { FirstName = "B", LastName = "C", PersonnelNumber = word }, Stop)).Error?.Code);
        var taken = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "B", LastName = "C", Email = word.ToUpperInvariant() + "@ZONE.be" }, Stop)).Error;
        Assert.Equal(("staff.email_taken", "An First"), (taken?.Code, taken?.Args[0]));
        await using var elsewhere = await OfficeAsync("5344");
        await AddAsync(elsewhere, new() { FirstName = "An", LastName = "First", PersonnelNumber = word, Email = word + "@zone.be" });
    }

    [Fact]
    public async Task Chiefs_stand_in_no_circle_and_in_no_other_zone()
    {
        await using var scope = await OfficeAsync();
        var service = scope.Get<StaffService>();
        var top = await AddAsync(scope, new() { FirstName = "Top", LastName = "Chief" });
        var middle = await AddAsync(scope, new() { FirstName = "Middle", LastName = "Chief", ChiefId = top.Id });
        var low = await AddAsync(scope, new() { FirstName = "Low", LastName = "Member", ChiefId = middle.Id });
        top = (await scope.Get<StaffQueries>().FindAsync(top.Id, Stop))!;
        Assert.Equal(StaffErrors.OwnChief, (await service.ChangeAsync(top.Id, top.Version, top.Details with { ChiefId = top.Id }, Stop)).Error);
        Assert.Equal(StaffErrors.ChiefCircle, (await service.ChangeAsync(top.Id, top.Version, top.Details with { ChiefId = low.Id }, Stop)).Error);
        await using var elsewhere = await OfficeAsync("5344");
        var stranger = await AddAsync(elsewhere, new() { FirstName = "From", LastName = "Elsewhere" });
        Assert.Equal(StaffErrors.ChiefUnknown, (await service.ChangeAsync(low.Id, low.Version, low.Details with { ChiefId = stranger.Id }, Stop)).Error);
        Assert.Equal((top.Name, ApproverReason.Chief), ((await scope.Get<StaffQueries>().FindAsync(middle.Id, Stop))!.Approver is var a ? (a.Who!.Name, a.Reason) : default));
    }

    [Fact]
    public async Task Two_changes_that_would_close_a_circle_together_do_not_both_happen()
    {
        await using var scope = await OfficeAsync();
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (await AddAsync(scope, new() { FirstName = "One", LastName = "X" }), await AddAsync(scope, new() { FirstName = "Two", LastName = "X" }));
            var results = await Task.WhenAll(ChiefAsync(one, two.Id), ChiefAsync(two, one.Id));
            Assert.Equal(1, results.Count(r => r.Succeeded));
            Assert.Contains(results.Single(r => !r.Succeeded).Error!.Code, new[] { "common.changed_meanwhile", "staff.chief_circle" });
        }

        async Task<Result> ChiefAsync(StaffDetail member, Guid chief)
        {
            await using var own = await OfficeAsync();
            return await own.Get<StaffService>().ChangeAsync(member.Id, member.Version, member.Details with { ChiefId = chief }, Stop);
        }
    }

    [Fact]
    public async Task Nobody_overwrites_what_another_changed()
    {
        await using var scope = await OfficeAsync();
        var member = await AddAsync(scope, new() { FirstName = "An", LastName = "Twice" });
        Assert.True((await scope.Get<StaffService>().ChangeAsync(member.Id, member.Version, member.Details with { Phone = "02 555 00 01" }, Stop)).Succeeded);
        Assert.Equal(StaffErrors.ChangedMeanwhile, (await scope.Get<StaffService>().ChangeAsync(member.Id, member.Version, member.Details with { Phone = "02 555 00 02" }, Stop)).Error);
    }

    [Fact]
    public async Task Rights_end_after_the_last_day_also_in_an_open_circuit_and_come_back()
    {
        var person = TestPeople.Of("5291", ZoneRole.AnprOperator);
        await using var office = await OfficeAsync("5291");
        var member = await WithAccountAsync(office, person);
        await using var open = await portal.AsAsync(person); // as a circuit that is open since before
        Assert.True(await IsLetStayAsync(open, person));
        async Task LastDayAsync(DateOnly day)
        {
            member = (await office.Get<StaffQueries>().FindAsync(member.Id, Stop))!;
            var left = await office.Get<StaffService>().LeaveAsync(member.Id, member.Version, day, Stop);
            Assert.True(left.Succeeded, left.Error?.Code);
        }

        await LastDayAsync(Today); // the last day itself counts
        Assert.True(await IsLetStayAsync(open, person));
        Assert.True(open.Get<CurrentUser>().May(Portal.Anpr.AnprPermissions.ReadHits));
        await LastDayAsync(Today.AddDays(-1));
        Assert.False(await IsLetStayAsync(open, person));
        Assert.False(open.Get<CurrentUser>().May(TenantPermissions.Enter));
        await using (var anew = await portal.AsAsync(person)) Assert.False(anew.Get<CurrentUser>().May(TenantPermissions.Enter));
        member = (await office.Get<StaffQueries>().FindAsync(member.Id, Stop))!;
        Assert.True((await office.Get<StaffService>().ComeBackAsync(member.Id, member.Version, Stop)).Succeeded);
        await using (var back = await portal.AsAsync(person)) Assert.True(back.Get<CurrentUser>().May(Portal.Anpr.AnprPermissions.ReadHits));
    }

    /// <summary>Asks what the portal asks each minute of every open circuit.</summary>
    async Task<bool> IsLetStayAsync(ActingScope scope, TestPerson person)
    {
        await using var db = scope.Context();
        var stamp = await db.Set<Person>().Where(p => p.Id == person.Id).Select(p => p.SecurityStamp).SingleAsync(Stop);
        var now = TimeProvider.System.GetUtcNow();
        var session = new PersonSession(person.Id, SignInMethod.Password, null, now.AddHours(8), now);
        db.Add(session);
        await db.SaveChangesAsync(Stop);
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, person.Id.ToString()), new("AspNet.Identity.SecurityStamp", stamp!), new(PersonClaimTypes.Method, "1"), new(PersonClaimTypes.Session, session.Id.ToString()),
            new(PersonClaimTypes.Since, now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ];
        var provider = scope.Get<AuthenticationStateProvider>();
        var validate = provider.GetType().GetMethod("ValidateAuthenticationStateAsync", BindingFlags.Instance | BindingFlags.NonPublic)!;
        return await (Task<bool>)validate.Invoke(provider, [new AuthenticationState(new(new ClaimsIdentity(claims, "test"))), Stop])!;
    }

    [Fact]
    public async Task The_last_administrator_does_not_leave()
    {
        await using var office = await OfficeAsync("5344");
        var member = await WithAccountAsync(office, TestPeople.Of("5344", ZoneRole.ZoneAdministrator));
        Assert.Equal(RoleErrors.LastAdministrator, (await office.Get<StaffService>().LeaveAsync(member.Id, member.Version, Today.AddDays(30), Stop)).Error);
        Assert.Null((await office.Get<StaffQueries>().FindAsync(member.Id, Stop))!.LeavesOn);
    }

    [Fact]
    public async Task Dates_stand_in_order_and_a_leaving_needs_a_day()
    {
        await using var scope = await OfficeAsync();
        var member = await AddAsync(scope, new() { FirstName = "An", LastName = "Dates", EntersOn = Today });
        Assert.Equal(StaffErrors.DatesReversed, (await scope.Get<StaffService>().LeaveAsync(member.Id, member.Version, Today.AddDays(-1), Stop)).Error);
        Assert.Equal(StaffErrors.LeavingDayMissing, (await scope.Get<StaffService>().LeaveAsync(member.Id, member.Version, null, Stop)).Error);
        Assert.True((await scope.Get<StaffService>().LeaveAsync(member.Id, member.Version, Today.AddDays(5), Stop)).Succeeded);
        member = (await scope.Get<StaffQueries>().FindAsync(member.Id, Stop))!;
        Assert.Equal(StaffErrors.DatesReversed, (await scope.Get<StaffService>().ChangeAsync(member.Id, member.Version, member.Details with { EntersOn = Today.AddDays(6) }, Stop)).Error);
    }

    [Fact]
    public async Task Search_finds_names_in_any_order_without_accents_and_pages_through_all()
    {
        await using var scope = await OfficeAsync();
        var word = "Q" + Word();
        foreach (var n in Enumerable.Range(1, 7)) await AddAsync(scope, new() { FirstName = $"Zoé {n}", LastName = word + (n < 4 ? " Ñuño" : " D’Hondt"), PersonnelNumber = $"{word}{n}"[1..] });
        var queries = scope.Get<StaffQueries>();
        Assert.Equal(7, await queries.CountAsync(new("zoe " + word), Stop));
        Assert.Equal(3, await queries.CountAsync(new($"NUNO {word.ToUpperInvariant()}"), Stop));
        Assert.Equal(4, await queries.CountAsync(new("dhondt " + word), Stop));
        Assert.Equal(1, await queries.CountAsync(new($"{word}3"[1..]), Stop));
        Assert.Equal(0, await queries.CountAsync(new("'; drop table " + word), Stop));
        var seen = new List<string>();
        for (StaffListPlace? after = null; ;)
        {
            var page = await queries.ListAsync(new(word), after, 2, Stop);
            seen.AddRange(page.Select(r => r.FirstName + r.LastName));
            if (page.Count < 2) break;
            after = new(page[^1].SearchName, page[^1].Id);
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Fact]
    public async Task Filters_ask_for_unit_below_it_statute_account_and_presence()
    {
        await using var scope = await OfficeAsync("5344");
        var units = scope.Get<UnitService>();
        var over = (await units.AddAsync("Over " + Word(), null, null, Stop)).Value;
        var under = (await units.AddAsync("Under", over, null, Stop)).Value;
        var queries = scope.Get<StaffQueries>();
        var low = await AddAsync(scope, new() { FirstName = "Low", LastName = "X", UnitId = under, Statute = Statute.External });
        await AddAsync(scope, new() { FirstName = "High", LastName = "X", UnitId = over });
        Assert.Equal(2, await queries.CountAsync(new(UnitId: over), Stop));
        Assert.Equal(1, await queries.CountAsync(new(UnitId: under), Stop));
        Assert.Equal(["Low"], (await queries.ListAsync(new(UnitId: over, Statute: Statute.External), stop: Stop)).Select(r => r.FirstName));
        Assert.Equal(0, await queries.CountAsync(new(UnitId: over, Account: true), Stop));
        Assert.True((await scope.Get<StaffService>().LeaveAsync(low.Id, low.Version, Today.AddDays(-3), Stop)).Succeeded);
        Assert.Equal((1, 1, 2), (await queries.CountAsync(new(UnitId: over), Stop), await queries.CountAsync(new(UnitId: over, Presence: StaffPresence.Left), Stop), await queries.CountAsync(new(UnitId: over, Presence: StaffPresence.All), Stop)));
    }

    [Fact]
    public async Task Who_may_not_sees_and_changes_nothing()
    {
        await using var member = await portal.AsAsync("5340", ZoneRole.Member);
        Assert.Empty(await member.Get<StaffQueries>().ListAsync(new(), stop: Stop));
        Assert.Equal(Error.Forbidden, (await member.Get<StaffService>().AddAsync(new() { FirstName = "A", LastName = "B" }, Stop)).Error);
        await using var chief = await portal.AsAsync("5340", ZoneRole.TeamChief);
        Assert.Equal(Error.Forbidden, (await chief.Get<UnitService>().AddAsync("X", null, null, Stop)).Error);
    }
}
