using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Ingest;
using Portal.Common;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>Keys of sources: changed without a gap, ended by a day, and when they were used last.</summary>
public sealed class SourceKeyTests(SourceKeyTests.Fixture portal) : IClassFixture<SourceKeyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_old_key_works_on_for_the_chosen_time_beside_the_new_one()
    {
        var source = await portal.AddSourceAsync("5340");
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var service = scope.Get<SourceService>();
        Assert.Equal(ApiKeyErrors.OverlapInvalid, (await service.ReplaceKeyAsync(source.Id, TimeSpan.FromDays(31), Stop)).Error);
        var made = (await service.ReplaceKeyAsync(source.Id, TimeSpan.FromHours(1), Stop)).Value!;
        var renewed = source with { Key = made.Key };
        await Eventually.TrueAsync("the new key is not known", async () => await SendAsync(renewed) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(source));
        Assert.NotNull((await scope.Get<SourceQueries>().ListAsync(Stop)).Single(s => s.Id == source.Id).PreviousKeyEndsAt);
        using (portal.Clock.Later(TimeSpan.FromMinutes(61)))
        {
            Assert.Equal(HttpStatusCode.NotFound, await SendAsync(source));
            Assert.Equal(HttpStatusCode.OK, await SendAsync(renewed));
        }

        var last = (await service.ReplaceKeyAsync(source.Id, null, Stop)).Value!; // at once
        await Eventually.TrueAsync("a replaced key works on", async () => await SendAsync(renewed) == HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(source with { Key = last.Key }));
    }

    [Fact]
    public async Task A_key_with_a_last_day_ends_with_it()
    {
        var source = await portal.AddSourceAsync("5344");
        var today = Brussels.DayOf(portal.Clock.GetUtcNow());
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var service = scope.Get<SourceService>();
        Assert.Equal(SourceErrors.ExpiryInvalid, (await service.DescribeAsync(source.Id, null, today.AddDays(-1), Stop)).Error);
        Assert.Equal(SourceErrors.PurposeTooLong, (await service.DescribeAsync(source.Id, new string('x', 201), null, Stop)).Error);
        Assert.True((await service.DescribeAsync(source.Id, " Traffic ", today.AddDays(1), Stop)).Succeeded);
        var row = (await scope.Get<SourceQueries>().ListAsync(Stop)).Single(s => s.Id == source.Id);
        Assert.Equal(("Traffic", today.AddDays(1), false), (row.Purpose, row.ExpiresOn, row.Expired));
        var end = Brussels.EndOf(today.AddDays(1)) - portal.Clock.GetUtcNow();
        await Eventually.TrueAsync("the last day is not known to the ingest", async () =>
        {
            using var later = portal.Clock.Later(end + TimeSpan.FromMinutes(1));
            return await SendAsync(source) == HttpStatusCode.NotFound;
        });
        using (portal.Clock.Later(end - TimeSpan.FromMinutes(1))) Assert.Equal(HttpStatusCode.OK, await SendAsync(source));
        using (portal.Clock.Later(end + TimeSpan.FromMinutes(1))) Assert.True((await scope.Get<SourceQueries>().ListAsync(Stop)).Single(s => s.Id == source.Id).Expired);
        await using var auditor = await portal.AsAsync("5344", ZoneRole.AnprOperator);
        Assert.Equal(Error.Forbidden, (await auditor.Get<SourceService>().DescribeAsync(source.Id, null, null, Stop)).Error);
    }

    [Fact]
    public async Task The_last_use_is_written_and_not_again_within_five_minutes()
    {
        var source = await portal.AddSourceAsync("5291");
        await SendAsync(source);
        await Eventually.TrueAsync("the last use is not written", async () => await UsedAsync(source) is not null);
        var first = await UsedAsync(source);
        await SendAsync(source);
        // What is used after it and waits for the same round: once that is written, the round is over.
        var another = await portal.AddSourceAsync("5291");
        await SendAsync(another);
        await Eventually.TrueAsync("the round is not over", async () => await UsedAsync(another) is not null);
        Assert.Equal(first, await UsedAsync(source));
    }

    async Task<HttpStatusCode> SendAsync(TestSource source)
    {
        using var answer = await portal.PostReadsAsync(source, Stop, (Guid.NewGuid().ToString("N"), source.Code(), "1ABC123", portal.Clock.GetUtcNow()));
        return answer.StatusCode;
    }

    async Task<DateTimeOffset?> UsedAsync(TestSource source)
    {
        await using var scope = await portal.AsAsync(source.Zone, ZoneRole.ZoneAdministrator);
        await using var db = scope.Context();
        return await db.Set<ReadSource>().Where(s => s.Id == source.Id).Select(s => s.LastUsedAt).SingleAsync(Stop);
    }
}
