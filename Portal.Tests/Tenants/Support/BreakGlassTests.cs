using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity.Roles;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using Portal.Tenants.Support;

namespace Portal.Tests.Tenants.Support;

/// <summary>The envelope of a zone: sealed before two, works once whatever else fails, and tells everybody.</summary>
public sealed class BreakGlassTests(BreakGlassTests.Fixture portal) : IClassFixture<BreakGlassTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<string> SealAsync(TestPerson administrator, TestPerson witness)
    {
        await using var scope = await portal.AsAsync(administrator);
        var made = await scope.Get<BreakGlassService>().SealAsync(new(witness.Email, TestPeople.Password, null), Stop);
        Assert.True(made.Succeeded, made.Error?.Code);
        return made.Value;
    }

    static Task<Answer> UseAsync(Visitor visitor, string zone, string code) => visitor.PostFormAsync("/break-glass", "break-glass", ("Glass.Zone", zone), ("Glass.Code", code));

    async Task<T> OwnerAsync<T>(Func<PostgresPortalDbContext, Task<T>> ask)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await ask(owner);
    }

    [Fact]
    public async Task The_code_opens_a_zone_that_lets_nobody_in_once_and_alarms_everybody()
    {
        var administrator = await portal.NewZoneAsync("5401");
        var witness = await portal.NewPersonAsync("5401", ZoneRole.Member);
        var officer = await portal.NewPersonAsync("5401", ZoneRole.DataProtectionOfficer);
        var code = await SealAsync(administrator, witness);
        Assert.Matches("^([A-Z2-9]{4}-){6}[A-Z2-9]{4}$", code);
        // A second factor for all, sessions of an hour, mail switched off by everybody: nothing of that counts.
        await OwnerAsync(async owner =>
        {
            var policy = await owner.Set<ZonePolicy>().IgnoreQueryFilters().SingleOrDefaultAsync(p => p.Tenant == "5401", Stop);
            if (policy is null) owner.Add(policy = new("5401", TimeProvider.System.GetUtcNow()));
            Assert.True(policy.Decide(true, 1, null, false).Succeeded);
            owner.Add(new NotificationChoice("5401", administrator.Id, NoticeKinds.BreakGlassUsed, false, false));
            return await owner.SaveChangesAsync(Stop);
        });
        using (var ordinary = new Visitor(portal))
        {
            await ordinary.SignInAsync(administrator.Email);
            Assert.Equal(302, (await ordinary.GetAsync("/zones/5401/roles")).Status); // led to the second factor
        }

        using var visitor = new Visitor(portal);
        Assert.Equal(200, (await UseAsync(visitor, "5401", "AAAA-BBBB")).Status);
        Assert.Equal(200, (await UseAsync(visitor, "5344", code)).Status); // another zone's
        Assert.Equal(302, (await visitor.GetAsync("/zones/5401")).Status); // to the sign-in
        var entered = await UseAsync(visitor, " 5401", code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        Assert.Equal(302, entered.Status);
        Assert.EndsWith("/zones/5401", entered.Location);
        Assert.Equal((200, 200, 200), ((await visitor.GetAsync("/zones/5401/roles")).Status, (await visitor.GetAsync("/zones/5401/settings")).Status, (await visitor.GetAsync("/zones/5401/break-glass")).Status));
        Assert.Equal(404, (await visitor.GetAsync("/zones/5344")).Status);
        using (var second = new Visitor(portal)) Assert.Equal(200, (await UseAsync(second, "5401", code)).Status); // used up

        var federal = TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator);
        foreach (var (tenant, person) in new[] { ("5401", administrator.Id), ("5401", officer.Id), (TenantInfo.FederalCode, federal.Id) })
        {
            Assert.True(await OwnerAsync(o => o.Set<Notification>().IgnoreQueryFilters().AnyAsync(n => n.Tenant == tenant && n.PersonId == person && n.Kind == NoticeKinds.BreakGlassUsed, Stop)));
            Assert.True(await OwnerAsync(o => o.Set<OutboxMail>().IgnoreQueryFilters().AnyAsync(m => m.Tenant == tenant && m.PersonId == person && m.Kind == NoticeKinds.BreakGlassUsed, Stop)));
        }

        var used = await OwnerAsync(o => o.Set<AuditLine>().IgnoreQueryFilters().Where(l => l.Action == BreakGlassActions.Used && (l.Tenant == "5401" || l.ObjectId == TenantInfo.AuditIdOf("5401"))).Select(l => l.Tenant).ToListAsync(Stop));
        Assert.Equal(["0000", "5401"], used.Order(StringComparer.Ordinal));
        Assert.True((await GuestsAsync("5401")).Single().IsBreakGlass);
        using (portal.Clock.Later(TimeSpan.FromHours(BreakGlassAccount.SessionHours) + TimeSpan.FromMinutes(1)))
        {
            Assert.Empty(await GuestsAsync("5401"));
            Assert.Equal(302, (await visitor.GetAsync("/zones/5401")).Status); // the session is over
        }
    }

    /// <summary>As somebody of the zone sees who is in; the policy of the zone asks for a strong sign-in.</summary>
    async Task<IReadOnlyList<GuestInZone>> GuestsAsync(string zone)
    {
        var person = await portal.NewPersonAsync(zone, ZoneRole.Member);
        await using var own = portal.Root.CreateAsyncScope();
        Assert.True(await own.ServiceProvider.GetRequiredService<ZoneAccess>().EnterAsync(person.Id, person.Name, zone, new(true, portal.Clock.GetUtcNow()), Stop));
        return await own.ServiceProvider.GetRequiredService<SupportQueries>().GuestsAsync(Stop);
    }

    [Fact]
    public async Task A_use_is_looked_into_by_somebody_else_before_a_new_code_is_sealed()
    {
        var administrator = await portal.NewZoneAsync("5402");
        var witness = await portal.NewPersonAsync("5402", ZoneRole.Member);
        var code = await SealAsync(administrator, witness);
        var account = await OwnerAsync(o => o.Set<BreakGlassAccount>().IgnoreQueryFilters().SingleAsync(a => a.Tenant == "5402", Stop));
        using var visitor = new Visitor(portal);
        Assert.Equal(302, (await UseAsync(visitor, "5402", code)).Status);
        await using (var glass = portal.Root.CreateAsyncScope())
        {
            Assert.True(await glass.ServiceProvider.GetRequiredService<ZoneAccess>().EnterAsync(account.PersonId, "", "5402", stop: Stop));
            Assert.True((await glass.ServiceProvider.GetRequiredService<StaffService>().AddAsync(new() { FirstName = "In", LastName = "Nood" }, Stop)).Succeeded);
            Assert.Equal(BreakGlassErrors.OwnUse, (await glass.ServiceProvider.GetRequiredService<BreakGlassService>().ReviewAsync("all well", Stop)).Error);
        }

        await using var scope = await portal.AsAsync(administrator);
        var service = scope.Get<BreakGlassService>();
        Assert.Equal(BreakGlassErrors.ReviewFirst, (await service.SealAsync(new(witness.Email, TestPeople.Password, null), Stop)).Error);
        var standing = (await scope.Get<BreakGlassQueries>().FindAsync(Stop))!;
        Assert.Equal((false, true), (standing.IsSealed, standing.WantsReview));
        Assert.Contains(standing.Done, l => l.Action == StaffActions.Added);
        Assert.Equal(BreakGlassErrors.NoteMissing, (await service.ReviewAsync(" ", Stop)).Error);
        Assert.True((await service.ReviewAsync("The identity provider was down", Stop)).Succeeded);
        Assert.Equal(BreakGlassErrors.NothingToReview, (await service.ReviewAsync("again", Stop)).Error);
        Assert.Equal("The identity provider was down", (await scope.Get<BreakGlassQueries>().FindAsync(Stop))!.ReviewNote);
        await SealAsync(administrator, witness);
        Assert.NotEqual(200, (await visitor.GetAsync("/zones/5402")).Status); // who came in with the old code is out
    }

    [Fact]
    public async Task The_code_is_made_before_a_second_person_of_the_zone()
    {
        var administrator = TestPeople.Of("5344", ZoneRole.ZoneAdministrator);
        await using var scope = await portal.AsAsync(administrator);
        var service = scope.Get<BreakGlassService>();
        Assert.Equal(BreakGlassErrors.WitnessIsSealer, (await service.SealAsync(new(administrator.Email, TestPeople.Password, null), Stop)).Error);
        Assert.Equal(BreakGlassErrors.WitnessWrong, (await service.SealAsync(new(TestPeople.Of("5344", ZoneRole.Member).Email, "a wrong password", null), Stop)).Error);
        Assert.Equal(BreakGlassErrors.WitnessWrong, (await service.SealAsync(new(TestPeople.Of("5291", ZoneRole.Member).Email, TestPeople.Password, null), Stop)).Error); // of another zone
        Assert.Equal(BreakGlassErrors.WitnessWrong, (await service.SealAsync(new(null, null, null), Stop)).Error);
        await using var member = await portal.AsAsync("5344", ZoneRole.Member);
        Assert.Equal(Error.Forbidden, (await member.Get<BreakGlassService>().SealAsync(new(administrator.Email, TestPeople.Password, null), Stop)).Error);
        Assert.Null(await member.Get<BreakGlassQueries>().FindAsync(Stop));
    }

    [Fact]
    public async Task It_works_in_a_zone_that_is_read_only_and_is_nobody_in_its_lists()
    {
        var administrator = await portal.NewZoneAsync("5403");
        var witness = await portal.NewPersonAsync("5403", ZoneRole.Member);
        var code = await SealAsync(administrator, witness);
        await using (var scope = await portal.AsAsync(administrator))
        {
            Assert.Equal(2, (await scope.Get<RoleQueries>().PeopleAsync(new(), stop: Stop)).Count);
            Assert.DoesNotContain(await scope.Get<AuditSearch>().PeopleAsync(stop: Stop), p => p.Name.StartsWith("Break-glass", StringComparison.Ordinal));
        }

        await OwnerAsync(async owner =>
        {
            var zone = await owner.Set<TenantInfo>().SingleAsync(z => z.Code == "5403", Stop);
            Assert.True(zone.MoveTo(ZoneState.ReadOnly).Succeeded);
            return await owner.SaveChangesAsync(Stop);
        });
        portal.Root.GetRequiredService<ZoneDirectory>().Forget();
        using var visitor = new Visitor(portal);
        Assert.Equal(302, (await UseAsync(visitor, "5403", code)).Status);
        Assert.Equal(200, (await visitor.GetAsync("/zones/5403")).Status);
    }

    [Fact]
    public async Task Of_two_who_type_the_same_code_one_comes_in()
    {
        var administrator = await portal.NewZoneAsync("5404");
        var code = await SealAsync(administrator, await portal.NewPersonAsync("5404", ZoneRole.Member));
        using var one = new Visitor(portal);
        using var other = new Visitor(portal);
        var answers = await Task.WhenAll(UseAsync(one, "5404", code), UseAsync(other, "5404", code));
        Assert.Equal([200, 302], answers.Select(a => a.Status).Order());
    }
}
