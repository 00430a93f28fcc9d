using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using Portal.Tenants.Federal;
using Portal.Tenants.Jobs;
using Portal.Tenants.Support;
using Portal.Tests.Tenants.Federal;

namespace Portal.Tests.Tenants;

/// <summary>What one tenant decides about another is two saves: when the second is lost, the job makes up for it, once.</summary>
public sealed class TellTenantsTests(TellTenantsTests.Fixture portal) : IClassFixture<TellTenantsTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    static Task<int> TellAsync(PortalServices portal) => ActivatorUtilities.CreateInstance<TellTenantsJob>(portal.Root).TellAsync(Stop);

    [Fact]
    public async Task What_happens_to_a_grant_is_told_to_the_other_zone_once_also_after_a_crash_between_the_saves()
    {
        await using var north = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        await using var west = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        GrantInput input = new("5340", SharedSubjects.Cameras, "Joint control", Today, Today.AddDays(30));
        await TellAsync(portal);
        var told = await DuringAsync("5340", async () =>
        {
            var id = (await north.Get<GrantService>().OfferAsync(input, Stop)).Value;
            Assert.Equal((0, 0), (await LinesAsync("5340", id, GrantActions.Offered), await NoticesAsync("5340", NoticeKinds.GrantOffered)));
            return id;
        });
        Assert.Equal(1, await LinesAsync("5344", told, GrantActions.Offered));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TellAsync(portal), Stop))); // three nodes at once
        Assert.Equal(0, await TellAsync(portal));
        Assert.Equal((1, 1), (await LinesAsync("5340", told, GrantActions.Offered), await NoticesAsync("5340", NoticeKinds.GrantOffered)));
        Assert.Equal(TestPeople.Of("5344", ZoneRole.ZoneAdministrator).Id, await WhoAsync("5340", told, GrantActions.Offered));

        await DuringAsync("5340", async () =>
        {
            Assert.True((await west.Get<GrantService>().AnswerAsync("5344", told, accept: true, Stop)).Succeeded);
            Assert.Equal((1, 0), (await LinesAsync("5344", told, GrantActions.Accepted), await LinesAsync("5340", told, GrantActions.Accepted)));
        });
        await TellAsync(portal); // or the portal's own run, a moment before
        Assert.Equal(TestPeople.Of("5340", ZoneRole.ZoneAdministrator).Id, await WhoAsync("5340", told, GrantActions.Accepted));

        await DuringAsync("5340", async () =>
        {
            Assert.True((await north.Get<GrantService>().WithdrawAsync(told, Stop)).Succeeded);
            Assert.Equal(0, await NoticesAsync("5340", NoticeKinds.GrantAnswered));
        });
        await TellAsync(portal); // or the portal's own run, a moment before
        Assert.Equal(0, await TellAsync(portal));
        Assert.Equal((1, 1), (await LinesAsync("5340", told, GrantActions.Withdrawn), await NoticesAsync("5340", NoticeKinds.GrantAnswered)));

        // Nothing was lost: nothing is made up for.
        await north.Get<GrantService>().OfferAsync(input with { Purpose = "Another" }, Stop);
        Assert.Equal(0, await TellAsync(portal));
        Assert.Equal(2, await NoticesAsync("5340", NoticeKinds.GrantOffered));
    }

    [Fact]
    public async Task A_decision_about_a_zone_is_told_there_once_also_after_a_crash_between_the_saves()
    {
        const string zone = "5291";
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        async Task DecideAsync(DateOnly on) =>
            Assert.True((await scope.Get<ZoneStateService>().DecideAsync(zone, (await scope.ZoneAsync(zone)).Version, ZoneState.ReadOnly, on, "merger", Stop)).Succeeded);
        await DuringAsync(zone, async () =>
        {
            await DecideAsync(Today.AddDays(5));
            Assert.Equal((0, 0), (await LinesAsync(zone, TenantInfo.AuditIdOf(zone), ZoneActions.StateDecided), await NoticesAsync(zone, NoticeKinds.ZoneStateChanges)));
        });
        Assert.Single(await scope.LinesAsync(zone), l => l.Action == ZoneActions.StateDecided);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TellAsync(portal), Stop)));
        Assert.Equal(0, await TellAsync(portal));
        Assert.Equal((1, 1), (await LinesAsync(zone, TenantInfo.AuditIdOf(zone), ZoneActions.StateDecided), await NoticesAsync(zone, NoticeKinds.ZoneStateChanges)));
        Assert.Equal(FederalSetup.Administrator.Id, await WhoAsync(zone, TenantInfo.AuditIdOf(zone), ZoneActions.StateDecided));

        // Taken back before it was told: there is nothing to tell.
        var first = Assert.Single((await scope.Get<ZoneQueries>().FindAsync(zone, Stop))!.Changes);
        Assert.True((await scope.Get<ZoneStateService>().WithdrawAsync(zone, (await scope.ZoneAsync(zone)).Version, first.Id, Stop)).Succeeded);
        await DuringAsync(zone, () => DecideAsync(Today.AddDays(6)));
        var second = (await scope.Get<ZoneQueries>().FindAsync(zone, Stop))!.Changes.Single(c => c.IsPending);
        Assert.True((await scope.Get<ZoneStateService>().WithdrawAsync(zone, (await scope.ZoneAsync(zone)).Version, second.Id, Stop)).Succeeded);
        Assert.Equal(0, await TellAsync(portal));
        Assert.Equal(1, await NoticesAsync(zone, NoticeKinds.ZoneStateChanges));
    }

    [Fact]
    public async Task What_happens_to_a_support_access_is_told_to_who_asked_once_also_after_a_crash_between_the_saves()
    {
        const string zone = "5340";
        await using var asker = await portal.AsAsync(FederalSetup.Administrator);
        await using var administrator = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        Task<int> ToldAsync(Guid access, string action) => LinesAsync(TenantInfo.FederalCode, access, action);
        var id = await DuringAsync(TenantInfo.FederalCode, async () =>
        {
            var asked = (await asker.Get<SupportService>().AskAsync(zone, "A mail is lost", SupportScope.Look, 30, Stop)).Value;
            Assert.Equal((1, 0), (await LinesAsync(zone, asked, SupportActions.Asked), await ToldAsync(asked, SupportActions.Asked)));
            Assert.True((await administrator.Get<SupportService>().LetInAsync(asked, Stop)).Succeeded);
            Assert.Equal((1, 0), (await LinesAsync(zone, asked, SupportActions.LetIn), await ToldAsync(asked, SupportActions.LetIn)));
            return asked;
        });
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TellAsync(portal), Stop))); // three nodes at once
        Assert.Equal(0, await TellAsync(portal));
        Assert.Equal((1, 1), (await ToldAsync(id, SupportActions.Asked), await ToldAsync(id, SupportActions.LetIn)));
        Assert.Equal(FederalSetup.Administrator.Id, await WhoAsync(TenantInfo.FederalCode, id, SupportActions.Asked));
        Assert.Equal(TestPeople.Of(zone, ZoneRole.ZoneAdministrator).Id, await WhoAsync(TenantInfo.FederalCode, id, SupportActions.LetIn));
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        Assert.Equal(1, await owner.Set<Notification>().IgnoreQueryFilters().CountAsync(n => n.Kind == NoticeKinds.SupportLetIn && n.PersonId == FederalSetup.Administrator.Id, Stop));
        Assert.True((await administrator.Get<SupportService>().EndAsync(id, Stop)).Succeeded);
        Assert.Equal((1, 0), (await ToldAsync(id, SupportActions.Ended), await TellAsync(portal)));
    }

    /// <summary>Does something while nothing can be saved in the other tenant: as if the node died between the two saves.</summary>
    async Task<T> DuringAsync<T>(string tenant, Func<Task<T>> run)
    {
        await portal.OwnerAsync($"""create function lost_{tenant}() returns trigger language plpgsql as $$ begin raise exception 'lost'; end $$; create trigger lost_{tenant} before insert on audit_lines for each row when (new."Tenant" = '{tenant}') execute function lost_{tenant}()""");
        try
        {
            return await run();
        }
        finally
        {
            await portal.OwnerAsync($"drop function lost_{tenant} cascade");
        }
    }

    Task DuringAsync(string tenant, Func<Task> run) => DuringAsync(tenant, async () =>
    {
        await run();
        return true;
    });

    async Task<int> LinesAsync(string tenant, Guid thing, string action)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<AuditLine>().IgnoreQueryFilters().CountAsync(l => l.Tenant == tenant && l.ObjectId == thing && l.Action == action, Stop);
    }

    async Task<Guid?> WhoAsync(string tenant, Guid thing, string action)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<AuditLine>().IgnoreQueryFilters().Where(l => l.Tenant == tenant && l.ObjectId == thing && l.Action == action).Select(l => l.PersonId).SingleAsync(Stop);
    }

    async Task<int> NoticesAsync(string tenant, string kind)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        return await owner.Set<Notification>().IgnoreQueryFilters().CountAsync(n => n.Tenant == tenant && n.Kind == kind && n.PersonId == TestPeople.Of(tenant, ZoneRole.ZoneAdministrator).Id, Stop);
    }
}
