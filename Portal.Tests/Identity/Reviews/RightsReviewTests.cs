using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Reviews;
using Portal.Identity.Roles;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using Portal.Tests.Tenants.Support;

namespace Portal.Tests.Identity.Reviews;

/// <summary>A quarter of a zone from the opening of its review to the last day for giving back, day by day.</summary>
public sealed class RightsReviewTests(RightsReviewTests.Fixture portal) : IClassFixture<RightsReviewTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>First day of the quarter after the machine's.</summary>
    static readonly DateOnly Quarter = ReviewCalendar.QuarterOf(Brussels.DayOf(TimeProvider.System.GetUtcNow())).AddMonths(3);

    static readonly DateOnly Due = Quarter.AddDays(ReviewCalendar.DueDays);

    /// <summary>Until disposed it is this day, at noon.</summary>
    IDisposable On(DateOnly day) => portal.Clock.Later(Brussels.StartOf(day).AddHours(12) - TimeProvider.System.GetUtcNow());

    /// <summary>As the job does it for one zone.</summary>
    async Task<(bool Opened, ReviewStep Step)> RunAsync(string zone)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone);
        return (await scope.ServiceProvider.GetRequiredService<ReviewOpening>().OpenAsync(Stop), await scope.ServiceProvider.GetRequiredService<ReviewKeeping>().KeepAsync(Stop));
    }

    async Task<T> OwnerAsync<T>(Func<PostgresPortalDbContext, Task<T>> ask)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await ask(owner);
    }

    Task<List<RightsReviewItem>> ItemsAsync(string zone) => OwnerAsync(o => o.Set<RightsReviewItem>().IgnoreQueryFilters().Where(i => i.Tenant == zone).ToListAsync(Stop));

    Task<int> NoticesAsync(string zone, Guid person, string kind) => OwnerAsync(o => o.Set<Notification>().IgnoreQueryFilters().CountAsync(n => n.Tenant == zone && n.PersonId == person && n.Kind == kind, Stop));

    Task<Membership> RightAsync(TestPerson person, ZoneRole role) => OwnerAsync(o => o.Set<Membership>().IgnoreQueryFilters().AsNoTracking().SingleAsync(m => m.Tenant == person.Zone && m.PersonId == person.Id && m.Role == role, Stop));

    Task EmployAsync(TestPerson person, Guid? chief, out Guid staff)
    {
        var member = new StaffMember(person.Zone, "Staf", "Peeters", TimeProvider.System.GetUtcNow());
        member.Account(person.Id);
        Assert.True(member.Describe(new() { FirstName = "Staf", LastName = "Peeters", ChiefId = chief }).Succeeded);
        staff = member.Id;
        return OwnerAsync(o =>
        {
            o.Add(member);
            return o.SaveChangesAsync(Stop);
        });
    }

    [Fact]
    public async Task Silence_is_warned_twice_and_the_deputy_asked_before_it_suspends_what_others_hold_too()
    {
        var administrator = await portal.NewZoneAsync("5411");
        var top = await portal.NewPersonAsync("5411", ZoneRole.TeamChief, ZoneRole.Member);
        var chief = await portal.NewPersonAsync("5411", ZoneRole.TeamChief, ZoneRole.Member);
        var silent = await portal.NewPersonAsync("5411", ZoneRole.AnprOperator, ZoneRole.Member);
        var only = await portal.NewPersonAsync("5411", ZoneRole.DataProtectionOfficer);
        await portal.NewPersonAsync("5411", ZoneRole.AnprOperator);
        await EmployAsync(top, null, out var topId);
        await EmployAsync(chief, topId, out var chiefId);
        await EmployAsync(silent, chiefId, out _);
        var ends = Quarter.AddYears(1);
        await OwnerAsync(o => o.Set<Membership>().IgnoreQueryFilters().Where(m => m.PersonId == silent.Id && m.Role == ZoneRole.AnprOperator).ExecuteUpdateAsync(m => m.SetProperty(x => x.EndsOn, ends), Stop));
        var before = await RightAsync(silent, ZoneRole.AnprOperator);

        using (On(Quarter.AddDays(-1))) Assert.Equal((false, ReviewStep.None), await RunAsync("5411")); // too late for the quarter that ends
        using (On(Quarter))
        {
            Assert.Equal((true, ReviewStep.None), await RunAsync("5411"));
            Assert.Equal((false, ReviewStep.None), await RunAsync("5411")); // once
            var items = await ItemsAsync("5411");
            Assert.Equal(9, items.Count); // every right of everybody
            Assert.All(items.Where(i => i.PersonId == silent.Id), i => Assert.Equal((chief.Id, top.Id), (i.ReviewerId, i.DeputyId)));
            Assert.All(items.Where(i => i.PersonId == chief.Id), i => Assert.Equal((top.Id, null), (i.ReviewerId, i.DeputyId)));
            Assert.All(items, i => Assert.NotEqual(i.PersonId, i.ReviewerId));
            Assert.Equal((1, 1), (await NoticesAsync("5411", chief.Id, NoticeKinds.ReviewOpened), await NoticesAsync("5411", administrator.Id, NoticeKinds.ReviewOpened)));
            await using var deputy = await portal.AsAsync(top);
            var review = (await deputy.Get<ReviewQueries>().CurrentAsync(false, Stop))!;
            Assert.Equal((Quarter, Due), (review.Quarter, review.DueOn));
            Assert.DoesNotContain(await deputy.Get<ReviewQueries>().PeopleAsync(review.Id, new(), stop: Stop), p => p.PersonId == silent.Id); // not asked yet
            Assert.Equal(Error.NotFound, (await deputy.Get<ReviewService>().ConfirmAsync([items.First(i => i.PersonId == silent.Id).Id], Stop)).Error);
        }

        using (On(Due.AddDays(-15))) Assert.Equal(ReviewStep.None, (await RunAsync("5411")).Step);
        using (On(Due.AddDays(-14))) Assert.Equal((ReviewStep.FirstWarning, ReviewStep.None), ((await RunAsync("5411")).Step, (await RunAsync("5411")).Step));
        using (On(Due.AddDays(-8))) Assert.Equal(ReviewStep.None, (await RunAsync("5411")).Step);
        using (On(Due.AddDays(-7))) Assert.Equal((ReviewStep.SecondWarning, ReviewStep.None), ((await RunAsync("5411")).Step, (await RunAsync("5411")).Step));
        Assert.Equal(2, await NoticesAsync("5411", chief.Id, NoticeKinds.ReviewWarning));
        Assert.Equal(0, await NoticesAsync("5411", top.Id, NoticeKinds.ReviewDeputy));
        using (On(Due.AddDays(-3)))
        {
            Assert.Equal(ReviewStep.AskDeputies, (await RunAsync("5411")).Step);
            Assert.Equal(1, await NoticesAsync("5411", top.Id, NoticeKinds.ReviewDeputy));
            await using var deputy = await portal.AsAsync(top);
            var review = (await deputy.Get<ReviewQueries>().CurrentAsync(false, Stop))!;
            var person = Assert.Single(await deputy.Get<ReviewQueries>().PeopleAsync(review.Id, new(), stop: Stop), p => p.PersonId == silent.Id);
            Assert.True((await deputy.Get<ReviewService>().ConfirmAsync([person.Rights.Single(r => r.Role.Role == ZoneRole.Member).Id], Stop)).Succeeded);
        }

        using (On(Due)) Assert.Equal(ReviewStep.None, (await RunAsync("5411")).Step); // the last day counts
        using (On(Due.AddDays(1)))
        {
            Assert.Equal((ReviewStep.Close, ReviewStep.None), ((await RunAsync("5411")).Step, (await RunAsync("5411")).Step));
            var items = await ItemsAsync("5411");
            RightsReviewItem Item(TestPerson who, ZoneRole role) => items.Single(i => i.PersonId == who.Id && i.Role == role);
            Assert.Equal((ReviewDecision.Suspended, ends), (Item(silent, ZoneRole.AnprOperator).Decision, Item(silent, ZoneRole.AnprOperator).EndedOn));
            Assert.Equal(ReviewDecision.Confirmed, Item(silent, ZoneRole.Member).Decision);
            Assert.Equal(ReviewDecision.Spared, Item(only, ZoneRole.DataProtectionOfficer).Decision);
            Assert.Equal(ReviewDecision.Spared, Item(administrator, ZoneRole.ZoneAdministrator).Decision);
            Assert.DoesNotContain(items, i => i.Decision == ReviewDecision.Open);
            Assert.Equal(1, items.Count(i => i.Role == ZoneRole.AnprOperator && i.Decision == ReviewDecision.Spared)); // one of both stays
            await EveryPermissionHasAHolderAsync("5411");
            await using (var gone = await portal.AsAsync(silent)) Assert.False(gone.Get<CurrentUser>().May(Portal.Anpr.AnprPermissions.ReadHits));
            Assert.Equal((1, 1), (await NoticesAsync("5411", silent.Id, NoticeKinds.ReviewSuspended), await NoticesAsync("5411", administrator.Id, NoticeKinds.ReviewClosed)));

            await using var gives = await portal.AsAsync(administrator);
            Assert.Equal(Error.Forbidden, await RestoreAsync(chief, Item(silent, ZoneRole.AnprOperator).Id));
            Assert.True((await gives.Get<ReviewService>().RestoreAsync(Item(silent, ZoneRole.AnprOperator).Id, Stop)).Succeeded);
            var after = await RightAsync(silent, ZoneRole.AnprOperator);
            Assert.Equal((before.GrantedAt, before.GrantedBy, before.EndsOn), (after.GrantedAt, after.GrantedBy, after.EndsOn));
            Assert.Equal(ReviewErrors.NotSuspended, (await gives.Get<ReviewService>().RestoreAsync(Item(silent, ZoneRole.AnprOperator).Id, Stop)).Error);
        }

        var actions = await OwnerAsync(o => o.Set<AuditLine>().IgnoreQueryFilters().Where(l => l.Tenant == "5411").Select(l => l.Action).ToListAsync(Stop));
        foreach (var (action, times) in new[] { (ReviewActions.Opened, 1), (ReviewActions.Warned, 2), (ReviewActions.DeputiesAsked, 1), (ReviewActions.Confirmed, 1), (ReviewActions.Closed, 1), (ReviewActions.Restored, 1) })
            Assert.Equal(times, actions.Count(a => a == action));
    }

    async Task<Error?> RestoreAsync(TestPerson who, Guid item)
    {
        await using var scope = await portal.AsAsync(who);
        return (await scope.Get<ReviewService>().RestoreAsync(item, Stop)).Error;
    }

    async Task EveryPermissionHasAHolderAsync(string zone)
    {
        var today = Brussels.DayOf(portal.Clock.GetUtcNow());
        var all = await OwnerAsync(o => o.Set<Membership>().IgnoreQueryFilters().Where(m => m.Tenant == zone).ToListAsync(Stop));
        Assert.Equal(
            ZoneRoles.PermissionsOf(all.Select(m => m.Role)).Order(StringComparer.Ordinal),
            ZoneRoles.PermissionsOf(all.Where(m => m.EndsOn is null || m.EndsOn >= today).Select(m => m.Role)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_portal_that_stood_still_warns_twice_and_asks_before_it_suspends()
    {
        await portal.NewZoneAsync("5412");
        await portal.NewPersonAsync("5412", ZoneRole.Member);
        using (On(Quarter)) Assert.True((await RunAsync("5412")).Opened);
        var days = new List<(int Day, ReviewStep Step)>();
        for (var day = Due.AddDays(20); days.Count < 4; day = day.AddDays(1))
        {
            using var _ = On(day);
            if ((await RunAsync("5412")).Step is not ReviewStep.None and var step) days.Add((day.DayNumber - Due.DayNumber, step));
            Assert.True(day < Due.AddDays(60));
        }

        Assert.Equal([(20, ReviewStep.FirstWarning), (27, ReviewStep.SecondWarning), (31, ReviewStep.AskDeputies), (35, ReviewStep.Close)], days);
    }

    [Fact]
    public async Task A_zone_is_reviewed_from_the_quarter_after_it_became_active()
    {
        await portal.NewZoneAsync("5413");
        var from = Quarter.AddDays(2);
        await OwnerAsync(o =>
        {
            var change = new ZoneStateChange("5413", ZoneState.Active, from, "ready", null, Brussels.StartOf(from));
            change.Apply(Brussels.StartOf(from), null);
            o.Add(change);
            return o.SaveChangesAsync(Stop);
        });
        using (On(Quarter.AddDays(4))) Assert.False((await RunAsync("5413")).Opened);
        using (On(Quarter.AddMonths(3))) Assert.True((await RunAsync("5413")).Opened);
        using (On(Quarter.AddMonths(6).AddDays(ReviewCalendar.OpeningDays))) Assert.False((await RunAsync("5413")).Opened); // too far into it
        using (On(Quarter.AddMonths(6).AddDays(ReviewCalendar.OpeningDays - 1))) Assert.True((await RunAsync("5413")).Opened);
    }

    [Fact]
    public async Task Two_who_confirm_at_once_are_one_decision_and_nobody_decides_on_the_own_rights()
    {
        var one = await portal.NewZoneAsync("5414");
        var other = await portal.NewPersonAsync("5414", ZoneRole.ZoneAdministrator);
        var member = await portal.NewPersonAsync("5414", ZoneRole.Member);
        using var _ = On(Quarter);
        Assert.True((await RunAsync("5414")).Opened);
        var items = await ItemsAsync("5414");
        var item = items.Single(i => i.PersonId == member.Id).Id;
        await using var first = await portal.AsAsync(one);
        await using var second = await portal.AsAsync(other);
        var done = await Task.WhenAll(first.Get<ReviewService>().ConfirmAsync([item], Stop), second.Get<ReviewService>().ConfirmAsync([item], Stop));
        Assert.Single(done, d => d.Succeeded);
        Assert.Equal(ReviewErrors.AlreadyDecided, done.Single(d => !d.Succeeded).Error);
        Assert.Equal(1, await OwnerAsync(o => o.Set<AuditLine>().IgnoreQueryFilters().CountAsync(l => l.ObjectId == item && l.Action == ReviewActions.Confirmed, Stop)));
        Assert.Equal(ReviewErrors.OwnRights, (await first.Get<ReviewService>().ConfirmAsync([items.Single(i => i.PersonId == one.Id).Id], Stop)).Error);
        Assert.Equal(ReviewErrors.OwnRights, (await first.Get<ReviewService>().WithdrawAsync(items.Single(i => i.PersonId == one.Id).Id, Stop)).Error);
        // Many at once: what is decided already is left.
        var bulk = await first.Get<ReviewService>().ConfirmAsync([.. items.Select(i => i.Id)], Stop);
        Assert.Equal(new ReviewOutcome(1, 2), bulk.Value);
        await using var nobody = await portal.AsAsync(member);
        Assert.Equal(Error.NotFound, (await nobody.Get<ReviewService>().ConfirmAsync([item], Stop)).Error);
        await using var stranger = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        Assert.Equal(Error.NotFound, (await stranger.Get<ReviewService>().ConfirmAsync([item], Stop)).Error);
    }

    [Fact]
    public async Task What_is_withdrawn_is_gone_at_once_but_the_last_administrator_stays()
    {
        var administrator = await portal.NewZoneAsync("5415");
        var chief = await portal.NewPersonAsync("5415", ZoneRole.Member);
        var other = await portal.NewPersonAsync("5415", ZoneRole.Member, ZoneRole.CameraManager);
        await EmployAsync(chief, null, out var chiefId);
        await EmployAsync(administrator, chiefId, out _);
        await EmployAsync(other, chiefId, out _);
        using var now = On(Quarter);
        Assert.True((await RunAsync("5415")).Opened);
        var items = await ItemsAsync("5415");
        await using var scope = await portal.AsAsync(chief);
        Assert.Equal(RoleErrors.LastAdministrator, (await scope.Get<ReviewService>().WithdrawAsync(items.Single(i => i.Role == ZoneRole.ZoneAdministrator).Id, Stop)).Error);
        var cameras = items.Single(i => i.Role == ZoneRole.CameraManager).Id;
        Assert.True((await scope.Get<ReviewService>().WithdrawAsync(cameras, Stop)).Succeeded);
        Assert.Equal(ReviewErrors.AlreadyDecided, (await scope.Get<ReviewService>().WithdrawAsync(cameras, Stop)).Error);
        Assert.False(await OwnerAsync(o => o.Set<Membership>().IgnoreQueryFilters().AnyAsync(m => m.PersonId == other.Id && m.Role == ZoneRole.CameraManager, Stop)));
        Assert.Equal(1, await NoticesAsync("5415", other.Id, NoticeKinds.RolesChanged));
    }

    [Fact]
    public async Task What_was_given_again_or_is_too_old_is_not_given_back()
    {
        var administrator = await portal.NewZoneAsync("5416");
        var twin = await portal.NewPersonAsync("5416", ZoneRole.CameraManager);
        var late = await portal.NewPersonAsync("5416", ZoneRole.CameraManager);
        await portal.NewPersonAsync("5416", ZoneRole.CameraManager);
        var item = await SuspendAsync("5416", twin.Id, late.Id);
        using (On(Due.AddDays(2)))
        {
            await using var scope = await portal.AsAsync(administrator);
            Assert.True((await scope.Get<RoleService>().GiveAsync(twin.Id, new(ZoneRole.CameraManager), null, Stop)).Succeeded);
            Assert.Equal(ReviewErrors.ChangedSince, (await scope.Get<ReviewService>().RestoreAsync(item(twin.Id), Stop)).Error);
        }

        using (On(Due.AddDays(2 + RightsReviewItem.RestoreDays)))
        {
            await using var scope = await portal.AsAsync(administrator);
            Assert.Equal(ReviewErrors.TooLate, (await scope.Get<ReviewService>().RestoreAsync(item(late.Id), Stop)).Error);
        }
    }

    /// <summary>The whole quarter in silence, in which the administrators confirm everybody else.</summary>
    async Task<Func<Guid, Guid>> SuspendAsync(string zone, params Guid[] people)
    {
        using (On(Quarter)) await RunAsync(zone);
        var items = await ItemsAsync(zone);
        await OwnerAsync(o => o.Set<RightsReviewItem>().IgnoreQueryFilters().Where(i => i.Tenant == zone && !people.Contains(i.PersonId)).ExecuteUpdateAsync(i => i.SetProperty(x => x.Decision, ReviewDecision.Confirmed), Stop));
        foreach (var day in new[] { -14, -7, -3, 1 })
        {
            using var _ = On(Due.AddDays(day));
            await RunAsync(zone);
        }

        Assert.Equal(people.Order(), (await ItemsAsync(zone)).Where(i => i.Decision == ReviewDecision.Suspended).Select(i => i.PersonId).Order());
        return person => items.Single(i => i.PersonId == person).Id;
    }
}
