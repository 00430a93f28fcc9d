using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Tenants;

/// <summary>Two zones agree on reading, from the offer to the end.</summary>
public sealed class GrantTests(GrantTests.Fixture portal) : IClassFixture<GrantTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    Task<ActingScope> AdministratorAsync(string zone) => portal.AsAsync(zone, ZoneRole.ZoneAdministrator);

    static GrantInput Input(string to, string subject) => new(to, subject, "Joint control of the motorway", Today, Today.AddDays(30));

    async Task<List<string>> AuditAsync(string zone)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<AuditLine>().IgnoreQueryFilters().Where(l => l.Tenant == zone && l.ObjectKind == nameof(ZoneGrant)).OrderBy(l => l.DoneAt).ThenBy(l => l.Id).Select(l => l.Action).ToListAsync(Stop);
    }

    async Task<int> NoticesAsync(string zone, string kind)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<Notification>().IgnoreQueryFilters().CountAsync(n => n.Tenant == zone && n.Kind == kind && n.PersonId == TestPeople.Of(zone, ZoneRole.ZoneAdministrator).Id, Stop);
    }

    /// <summary>What the other tests of this class left behind: this one counts.</summary>
    async Task ForgetAsync()
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await owner.Set<ZoneGrant>().IgnoreQueryFilters().ExecuteDeleteAsync(Stop);
        await owner.Set<Notification>().IgnoreQueryFilters().ExecuteDeleteAsync(Stop);
        await owner.Set<AuditLine>().IgnoreQueryFilters().Where(l => l.ObjectKind == nameof(ZoneGrant)).ExecuteDeleteAsync(Stop);
    }

    [Fact]
    public async Task Cameras_are_offered_accepted_read_and_taken_back()
    {
        await ForgetAsync();
        await using var north = await AdministratorAsync("5344");
        await using var west = await AdministratorAsync("5340");
        await north.Get<CameraService>().RegisterAsync(new("Noord 1", "Rogier"), Stop);
        await using var reader = await portal.AsAsync("5340", ZoneRole.CameraManager);
        var offered = await north.Get<GrantService>().OfferAsync(Input("5340", SharedSubjects.Cameras), Stop);
        Assert.True(offered.Succeeded, offered.Error?.Code);
        Assert.Equal(GrantErrors.Exists, (await north.Get<GrantService>().OfferAsync(Input("5340", SharedSubjects.Cameras), Stop)).Error);
        Assert.Equal(1, await NoticesAsync("5340", NoticeKinds.GrantOffered));
        Assert.Null(await reader.Get<SharedQueries>().OpenAsync("5344", SharedSubjects.Cameras, Stop)); // not before it is accepted
        Assert.Empty(await reader.Get<SharedQueries>().CamerasAsync("5344", null, stop: Stop));
        var row = Assert.Single(await west.Get<GrantQueries>().ReceivedAsync(Stop));
        Assert.Equal((GrantState.Offered, true, "5344"), (row.State, row.MayAnswer, row.From));
        Assert.True((await west.Get<GrantService>().AnswerAsync("5344", offered.Value, accept: true, Stop)).Succeeded);
        Assert.Equal(GrantErrors.AlreadyAnswered, (await west.Get<GrantService>().AnswerAsync("5344", offered.Value, accept: false, Stop)).Error);
        Assert.Equal(1, await NoticesAsync("5344", NoticeKinds.GrantAnswered));
        var thing = await reader.Get<SharedQueries>().OpenAsync("5344", SharedSubjects.Cameras, Stop);
        Assert.Equal(("Joint control of the motorway", Today.AddDays(30)), (thing!.Purpose, thing.EndsOn));
        Assert.Equal("Noord 1", Assert.Single(await reader.Get<SharedQueries>().CamerasAsync("5344", "rogier", stop: Stop)).Name);
        Assert.Empty(await reader.Get<SharedQueries>().StaffAsync("5344", null, stop: Stop)); // cameras and nothing else
        Assert.Equal([GrantActions.Offered, GrantActions.Accepted, GrantActions.Read], await AuditAsync("5344"));
        Assert.Equal([GrantActions.Offered, GrantActions.Accepted], await AuditAsync("5340"));
        Assert.Single(await reader.Get<SharedQueries>().AllAsync(Stop));
        Assert.Equal(Error.NotFound, (await west.Get<GrantService>().WithdrawAsync(offered.Value, Stop)).Error); // the reader ends nothing
        Assert.True((await north.Get<GrantService>().WithdrawAsync(offered.Value, Stop)).Succeeded);
        Assert.Empty(await reader.Get<SharedQueries>().CamerasAsync("5344", null, stop: Stop));
        Assert.Empty(await reader.Get<SharedQueries>().AllAsync(Stop));
        Assert.Equal(GrantErrors.AlreadyOver, (await north.Get<GrantService>().WithdrawAsync(offered.Value, Stop)).Error);
        Assert.Equal((1, 1), (await NoticesAsync("5340", NoticeKinds.GrantOffered), await NoticesAsync("5340", NoticeKinds.GrantAnswered))); // told of an end, not of another offer
    }

    [Fact]
    public async Task Staff_is_read_by_who_may_read_staff_and_shows_who_is_here()
    {
        await using var eifel = await AdministratorAsync("5291");
        await using var north = await AdministratorAsync("5344");
        await eifel.Get<StaffService>().AddAsync(new() { FirstName = "Hier", LastName = "Eifel", Phone = "080 00 00 01" }, Stop);
        var gone = (await eifel.Get<StaffService>().AddAsync(new() { FirstName = "Weg", LastName = "Eifel" }, Stop)).Value;
        Assert.True((await eifel.Get<StaffService>().LeaveAsync(gone, 0, Today.AddDays(-1), Stop)).Succeeded);
        var offered = (await eifel.Get<GrantService>().OfferAsync(Input("5344", SharedSubjects.Staff), Stop)).Value;
        Assert.True((await north.Get<GrantService>().AnswerAsync("5291", offered, accept: true, Stop)).Succeeded);
        await using var chief = await portal.AsAsync("5344", ZoneRole.TeamChief);
        Assert.Equal(["Hier Eifel"], (await chief.Get<SharedQueries>().StaffAsync("5291", "eifel", stop: Stop)).Select(s => s.Name));
        await using var member = await portal.AsAsync("5344", ZoneRole.Member);
        Assert.Empty(await member.Get<SharedQueries>().StaffAsync("5291", null, stop: Stop));
        Assert.Null(await member.Get<SharedQueries>().OpenAsync("5291", SharedSubjects.Staff, Stop));
        // The own lists show nothing of the other zone.
        Assert.DoesNotContain(await chief.Get<StaffQueries>().ListAsync(new(Presence: StaffPresence.All), stop: Stop), s => s.LastName == "Eifel");
    }

    [Fact]
    public async Task Who_offered_does_not_accept_also_as_administrator_of_both()
    {
        var both = TestPeople.Of("5291", ZoneRole.ZoneAdministrator);
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            owner.Add(new Membership("5340", both.Id, ZoneRole.ZoneAdministrator, TimeProvider.System.GetUtcNow()));
            await owner.SaveChangesAsync(Stop);
        }

        await using var giving = await portal.AsAsync(both);
        var offered = (await giving.Get<GrantService>().OfferAsync(Input("5340", SharedSubjects.Cameras), Stop)).Value;
        await using var receiving = await portal.AsAsync(both, "5340");
        Assert.Equal(GrantErrors.OwnOffer, (await receiving.Get<GrantService>().AnswerAsync("5291", offered, accept: true, Stop)).Error);
        Assert.False(Assert.Single(await receiving.Get<GrantQueries>().ReceivedAsync(Stop), g => g.Id == offered).MayAnswer);
        await using var another = await AdministratorAsync("5340");
        Assert.True((await another.Get<GrantService>().AnswerAsync("5291", offered, accept: false, Stop)).Succeeded);
    }

    [Fact]
    public async Task A_third_zone_finds_no_offer_and_answers_none()
    {
        await using var north = await AdministratorAsync("5344");
        var offered = (await north.Get<GrantService>().OfferAsync(Input("5291", SharedSubjects.Cameras), Stop)).Value;
        await using var west = await AdministratorAsync("5340");
        Assert.DoesNotContain(await west.Get<GrantQueries>().ReceivedAsync(Stop), g => g.Id == offered);
        Assert.Equal(Error.NotFound, (await west.Get<GrantService>().AnswerAsync("5344", offered, accept: true, Stop)).Error);
        await using var supervisor = await portal.AsAsync("5291", ZoneRole.AnprSupervisor);
        Assert.Equal(Error.Forbidden, (await supervisor.Get<GrantService>().AnswerAsync("5344", offered, accept: true, Stop)).Error);
    }

    [Theory]
    [InlineData("5344", "cameras", "why", 0, 10, "grants.own_zone")]
    [InlineData("9999", "cameras", "why", 0, 10, "grants.zone_missing")]
    [InlineData("9001", "cameras", "why", 0, 10, "grants.zone_missing")] // an organisation
    [InlineData("0000", "cameras", "why", 0, 10, "grants.zone_missing")] // the federal police
    [InlineData("5340", "hits", "why", 0, 10, "grants.subject_unknown")]
    [InlineData("5340", "audit", "why", 0, 10, "grants.subject_unknown")]
    [InlineData("5340", "cameras", " ", 0, 10, "grants.purpose_missing")]
    [InlineData("5340", "cameras", "why", 5, 4, "grants.days_reversed")]
    [InlineData("5340", "cameras", "why", -9, -1, "grants.days_reversed")]
    [InlineData("5340", "cameras", "why", 0, 366, "grants.too_long")]
    public async Task An_offer_names_zone_subject_purpose_and_days(string to, string subject, string purpose, int first, int last, string code)
    {
        await using var north = await AdministratorAsync("5344");
        Assert.Equal(code, (await north.Get<GrantService>().OfferAsync(new(to, subject, purpose, Today.AddDays(first), Today.AddDays(last)), Stop)).Error?.Code);
    }
}
