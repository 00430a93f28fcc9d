using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hotlists;
using Portal.Audit;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Tests.Audit;

/// <summary>A purpose holds for one person in one zone, for a shift or for one thing, and ends by itself.</summary>
public sealed class PurposeServiceTests(PurposeServiceTests.Fixture portal) : IClassFixture<PurposeServiceTests.Fixture>
{
    /// <summary>A portal whose clock the test sets ahead; the tests of the class run one after the other.</summary>
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public ShiftedClock Clock { get; } = new();

        protected override void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    public sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly TestPerson Operator = TestPeople.Of("5340", ZoneRole.AnprOperator), Second = TestPeople.Of("5340", ZoneRole.AnprOperator, 2);

    async Task<ActingScope> WithoutPurposeAsync(TestPerson person)
    {
        await portal.WithoutPurposeAsync(person);
        return await portal.AsAsync(person);
    }

    [Fact]
    public async Task A_purpose_of_a_shift_serves_everything_until_its_time_is_over()
    {
        await using var scope = await WithoutPurposeAsync(Operator);
        var (service, anything) = (scope.Get<PurposeService>(), Guid.NewGuid());
        Assert.Null(await service.OfShiftAsync(Stop));
        Assert.Null(await service.ForAsync<HotlistEntry>(anything, Stop));
        Assert.True((await service.BeginShiftAsync(ConsultationPurpose.TrafficOffences, " BR.1 ", 8, Stop)).Succeeded);
        var (ofShift, ofThing) = (await service.OfShiftAsync(Stop), await service.ForAsync<HotlistEntry>(anything, Stop));
        Assert.Equal((ConsultationPurpose.TrafficOffences, "BR.1", TimeSpan.FromHours(8)), (ofShift!.Purpose, ofShift.CaseNumber, ofShift.EndsAt - ofShift.StartedAt));
        Assert.Equal(ofShift.Id, ofThing!.Id);
        try
        {
            portal.Clock.Ahead += TimeSpan.FromHours(8) - TimeSpan.FromMinutes(1);
            Assert.NotNull(await service.OfShiftAsync(Stop));
            portal.Clock.Ahead += TimeSpan.FromMinutes(2);
            Assert.Null(await service.OfShiftAsync(Stop));
            Assert.Null(await service.ForAsync<HotlistEntry>(anything, Stop));
            Assert.Equal(ConsultationPurpose.TrafficOffences, await service.LastChosenAsync(Stop));
        }
        finally
        {
            portal.Clock.Ahead = TimeSpan.Zero;
        }
    }

    [Theory]
    [InlineData(12, true)]
    [InlineData(13, false)]
    [InlineData(int.MaxValue, false)]
    [InlineData(0, false)]
    [InlineData(-4, false)]
    public async Task A_shift_lasts_twelve_hours_at_most(int hours, bool allowed)
    {
        await using var scope = await WithoutPurposeAsync(Operator);
        var begun = await scope.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Prosecution, null, hours, Stop);
        Assert.Equal(allowed ? null : "purpose.too_long", begun.Error?.Code);
        Assert.Equal(allowed, await scope.Get<PurposeService>().OfShiftAsync(Stop) is not null);
    }

    [Fact]
    public async Task Choosing_anew_ends_what_was_in_force_and_both_stand_in_the_audit()
    {
        await using var scope = await WithoutPurposeAsync(Operator);
        var service = scope.Get<PurposeService>();
        Assert.True((await service.BeginShiftAsync(ConsultationPurpose.Prosecution, "A", 4, Stop)).Succeeded);
        var first = (await service.OfShiftAsync(Stop))!;
        Assert.True((await service.BeginShiftAsync(ConsultationPurpose.Disappearance, null, 12, Stop)).Succeeded);
        var second = (await service.OfShiftAsync(Stop))!;
        Assert.Equal((ConsultationPurpose.Disappearance, null), (second.Purpose, second.CaseNumber));
        Assert.True((await service.EndShiftAsync(Stop)).Succeeded);
        Assert.True((await service.EndShiftAsync(Stop)).Succeeded); // nothing is in force any more
        Assert.Null(await service.OfShiftAsync(Stop));
        await using var db = scope.Context();
        Assert.True((await db.Set<WorkPurpose>().SingleAsync(p => p.Id == first.Id, Stop)).EndsAt <= second.StartedAt);
        var lines = await db.Set<AuditLine>().Where(l => l.ObjectId == first.Id || l.ObjectId == second.Id).OrderBy(l => l.DoneAt).ToListAsync(Stop);
        Assert.Equal([(PurposeActions.Chosen, ConsultationPurpose.Prosecution, "A"), (PurposeActions.Chosen, ConsultationPurpose.Disappearance, null), (PurposeActions.Ended, ConsultationPurpose.Disappearance, (string?)null)],
            lines.Select(l => (l.Action, l.Purpose!.Value, l.CaseNumber)));
        Assert.All(lines, l => Assert.Equal(Operator.Id, l.PersonId));
    }

    [Fact]
    public async Task Two_windows_that_choose_at_once_leave_a_purpose_in_force()
    {
        await using var scope = await WithoutPurposeAsync(Second);
        for (var n = 0; n < 5; n++)
        {
            await using var other = await portal.AsAsync(Second);
            var both = await Task.WhenAll(scope.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Prosecution, null, 8, Stop), other.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Prosecution, null, 8, Stop));
            Assert.All(both, b => Assert.True(b.Succeeded));
            Assert.NotNull(await scope.Get<PurposeService>().OfShiftAsync(Stop));
        }

        Assert.True((await scope.Get<PurposeService>().EndShiftAsync(Stop)).Succeeded);
        Assert.Null(await scope.Get<PurposeService>().OfShiftAsync(Stop)); // all of them, whichever came second
    }

    [Fact]
    public async Task A_purpose_for_one_thing_opens_that_thing_alone_for_a_quarter_of_an_hour()
    {
        var (_, entry) = await portal.AddEntryAsync("5340", "1-PUR-001");
        var (_, other) = await portal.AddEntryAsync("5340", "1-PUR-002");
        await using var scope = await WithoutPurposeAsync(Operator);
        var service = scope.Get<PurposeService>();
        Assert.True((await service.AskForAsync<HotlistEntry>(entry.Id, ConsultationPurpose.Prosecution, "BR.12/2026", Stop)).Succeeded);
        Assert.Equal("BR.12/2026", (await service.ForAsync<HotlistEntry>(entry.Id, Stop))!.CaseNumber);
        Assert.Null(await service.ForAsync<HotlistEntry>(other.Id, Stop));
        Assert.Null(await service.ForAsync<Hotlist>(entry.Id, Stop)); // another kind of thing
        Assert.Null(await service.OfShiftAsync(Stop));
        await using var colleague = await WithoutPurposeAsync(Second);
        Assert.Null(await colleague.Get<PurposeService>().ForAsync<HotlistEntry>(entry.Id, Stop));
        try
        {
            portal.Clock.Ahead += WorkPurpose.OneThing + TimeSpan.FromSeconds(10);
            Assert.Null(await service.ForAsync<HotlistEntry>(entry.Id, Stop));
        }
        finally
        {
            portal.Clock.Ahead = TimeSpan.Zero;
        }
    }

    [Fact]
    public async Task A_purpose_for_one_thing_needs_a_number_and_a_thing_of_the_own_zone()
    {
        var (_, elsewhere) = await portal.AddEntryAsync("5344", "1-PUR-003");
        await using var scope = await WithoutPurposeAsync(Operator);
        var service = scope.Get<PurposeService>();
        Assert.Equal(PurposeErrors.CaseNumberMissing, (await service.AskForAsync<HotlistEntry>(elsewhere.Id, ConsultationPurpose.Prosecution, "  ", Stop)).Error);
        Assert.Equal("purpose.case_number_too_long", (await service.AskForAsync<HotlistEntry>(elsewhere.Id, ConsultationPurpose.Prosecution, new string('1', 41), Stop)).Error!.Code);
        Assert.Equal(PurposeErrors.Missing, (await service.AskForAsync<HotlistEntry>(elsewhere.Id, (ConsultationPurpose)99, "1", Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.AskForAsync<HotlistEntry>(elsewhere.Id, ConsultationPurpose.Prosecution, "1", Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.AskForAsync<HotlistEntry>(Guid.NewGuid(), ConsultationPurpose.Prosecution, "1", Stop)).Error);
    }

    [Fact]
    public async Task The_purpose_of_another_person_or_another_zone_serves_nobody_else()
    {
        await using var scope = await WithoutPurposeAsync(Operator);
        Assert.True((await scope.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Prosecution, null, 8, Stop)).Succeeded);
        await using var colleague = await WithoutPurposeAsync(Second);
        Assert.Null(await colleague.Get<PurposeService>().OfShiftAsync(Stop));

        // The same person with a role in a second zone begins there without a purpose.
        await using (var owner = Portal.Persistence.Providers.Postgres.PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            owner.Add(new Portal.Identity.Membership("5344", Operator.Id, ZoneRole.AnprOperator, portal.Clock.GetUtcNow()));
            await owner.SaveChangesAsync(Stop);
        }

        await using var elsewhere = await portal.AsAsync(Operator, "5344");
        Assert.Null(await elsewhere.Get<PurposeService>().OfShiftAsync(Stop));
        Assert.True((await elsewhere.Get<PurposeService>().EndShiftAsync(Stop)).Succeeded);
        Assert.NotNull(await scope.Get<PurposeService>().OfShiftAsync(Stop));
    }

    [Theory]
    [InlineData(ZoneRole.Member)]
    [InlineData(ZoneRole.ZoneAdministrator)]
    public async Task Who_consults_nothing_chooses_no_purpose(ZoneRole role)
    {
        await using var scope = await portal.AsAsync("5340", role);
        var service = scope.Get<PurposeService>();
        Assert.Empty(service.Choices);
        Assert.Equal(Error.Forbidden, (await service.BeginShiftAsync(ConsultationPurpose.Prosecution, null, 8, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.EndShiftAsync(Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.AskForAsync<HotlistEntry>(Guid.NewGuid(), ConsultationPurpose.Prosecution, "1", Stop)).Error);
        Assert.Null(await service.OfShiftAsync(Stop));
        Assert.Null(await service.ForAsync<HotlistEntry>(Guid.NewGuid(), Stop));
    }

    [Fact]
    public async Task Control_is_for_who_may_read_the_audit()
    {
        await using var one = await WithoutPurposeAsync(Operator);
        Assert.DoesNotContain(ConsultationPurpose.Control, one.Get<PurposeService>().Choices);
        Assert.Equal(Error.Forbidden, (await one.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Control, null, 8, Stop)).Error);
        await using var supervisor = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        Assert.True((await supervisor.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Control, null, 8, Stop)).Succeeded);
    }

    [Fact]
    public async Task A_consultation_carries_the_purpose_and_is_written_once_in_a_while()
    {
        await using var scope = await WithoutPurposeAsync(Operator);
        var (service, trail, thing) = (scope.Get<PurposeService>(), scope.Get<AuditTrail>(), Guid.NewGuid());
        var often = TimeSpan.FromMinutes(10);
        Assert.True((await service.BeginShiftAsync(ConsultationPurpose.Prosecution, "A-1", 8, Stop)).Succeeded);
        var purpose = (await service.OfShiftAsync(Stop))!;
        await trail.ConsultedAsync("hit.viewed", "Hit", thing, purpose, new { plate = "1ABC123" }, often, Stop);
        await trail.ConsultedAsync("hit.viewed", "Hit", thing, purpose, new { plate = "1ABC123" }, often, Stop);
        Assert.Equal(1, await CountAsync());
        await trail.ConsultedAsync("hit.picture_viewed", "Hit", thing, purpose, onceIn: often, stop: Stop);
        Assert.Equal(2, await CountAsync());
        Assert.True((await service.BeginShiftAsync(ConsultationPurpose.Disappearance, "B-2", 8, Stop)).Succeeded);
        await trail.ConsultedAsync("hit.viewed", "Hit", thing, (await service.OfShiftAsync(Stop))!, onceIn: often, stop: Stop); // for another purpose: another consultation
        Assert.Equal(3, await CountAsync());
        await using var colleague = await portal.AsAsync(Second);
        await colleague.Get<AuditTrail>().ConsultedAsync("hit.viewed", "Hit", thing, purpose, onceIn: often, stop: Stop);
        Assert.Equal(4, await CountAsync());
        try
        {
            portal.Clock.Ahead += often + TimeSpan.FromSeconds(1);
            await trail.ConsultedAsync("hit.viewed", "Hit", thing, purpose, onceIn: often, stop: Stop);
            Assert.Equal(5, await CountAsync());
        }
        finally
        {
            portal.Clock.Ahead = TimeSpan.Zero;
        }

        await using var db = scope.Context();
        var first = await db.Set<AuditLine>().Where(l => l.ObjectId == thing).OrderBy(l => l.DoneAt).FirstAsync(Stop);
        Assert.Equal((ConsultationPurpose.Prosecution, "A-1", Operator.Id, """{"plate":"1ABC123"}"""), (first.Purpose!.Value, first.CaseNumber, first.PersonId!.Value, first.Details));

        async Task<int> CountAsync()
        {
            await using var lines = scope.Context();
            return await lines.Set<AuditLine>().CountAsync(l => l.ObjectId == thing, Stop);
        }
    }
}
