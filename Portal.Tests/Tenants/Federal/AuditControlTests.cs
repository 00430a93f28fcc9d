using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Tests.Tenants.Federal;

public sealed class AuditControlTests(AuditControlTests.Fixture portal) : IClassFixture<AuditControlTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", "5344" }) await ZoneFill.EveryTableAsync(this, zone);
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static readonly DateOnly Today = Brussels.DayOf(TimeProvider.System.GetUtcNow());
    static readonly AuditFilter Week = new(Today.AddDays(-6), Today);

    [Fact]
    public async Task A_control_sees_one_zones_lines_and_both_sides_write_it_down()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Auditor);
        var search = scope.Get<AuditSearch>();
        var control = new AuditControl("5344", " COC-2026-17 ");
        var found = (await search.BeginSearchAsync(Week, control, Stop)).Value!;
        Assert.True(found.Count > 0);
        var page = await search.PageAsync(Week, found.Start, control, Stop);
        Assert.Equal(found.Count, page.Rows.Count);
        Assert.Contains(page.Rows, r => r.Person!.Contains("5344", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Rows, r => r.Person?.Contains("5340", StringComparison.Ordinal) == true);
        Assert.NotEmpty(await search.PeopleAsync(control, Stop));
        var all = 0;
        var export = (await search.BeginExportAsync(Week, control, Stop)).Value!;
        await foreach (var _ in search.AllAsync(Week, export.Start, control, Stop)) all++;
        Assert.Equal(export.Count, all);

        await using var db = scope.Context();
        var own = await db.Set<AuditLine>().Where(l => l.PersonId == FederalSetup.Auditor.Id && l.ObjectKind == nameof(TenantInfo)).OrderBy(l => l.DoneAt).ToListAsync(Stop);
        Assert.Equal([ControlActions.Searched, ControlActions.Exported], own.Select(l => l.Action));
        Assert.All(own, l => Assert.Equal((TenantInfo.AuditIdOf("5344"), ConsultationPurpose.Control, "COC-2026-17"), (l.ObjectId, l.Purpose, l.CaseNumber)));
        await using var zone = await portal.AsAsync("5344", ZoneRole.DataProtectionOfficer);
        await using var theirs = zone.Context();
        var lines = await theirs.Set<AuditLine>().Where(l => l.PersonId == FederalSetup.Auditor.Id).OrderBy(l => l.DoneAt).ToListAsync(Stop);
        Assert.Equal([ControlActions.Searched, ControlActions.Exported], lines.Select(l => l.Action));
        Assert.All(lines, l => Assert.Equal((ConsultationPurpose.Control, "COC-2026-17"), (l.Purpose, l.CaseNumber)));
    }

    [Fact]
    public async Task Without_a_case_number_or_a_zone_nothing_is_shown()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Auditor);
        var search = scope.Get<AuditSearch>();
        foreach (var number in new[] { "", "  ", new string('1', 500) }) Assert.Equal(ZoneErrors.ControlNeedsCase, (await search.BeginSearchAsync(Week, new("5344", number), Stop)).Error);
        foreach (var zone in new[] { "5999", "0000", "abcd", "" }) Assert.Equal(Error.NotFound, (await search.BeginSearchAsync(Week, new(zone, "COC-1"), Stop)).Error);
        Assert.Empty((await search.PageAsync(Week, new(TimeProvider.System.GetUtcNow(), Guid.Empty), new("5344", ""), Stop)).Rows);
        Assert.Empty(await search.PeopleAsync(new("5344", " "), Stop));
        Assert.Equal("audit.period_backwards", (await search.BeginSearchAsync(Week with { To = Week.From.AddDays(-1) }, new("5344", "COC-1"), Stop)).Error?.Code);
    }

    [Fact]
    public async Task Nobody_but_the_auditor_controls_another_zone()
    {
        var control = new AuditControl("5344", "COC-1");
        foreach (var (tenant, role) in new[]
        {
            (TenantInfo.FederalCode, ZoneRole.FederalAdministrator), (TenantInfo.FederalCode, ZoneRole.DataProtectionOfficer), ("5340", ZoneRole.DataProtectionOfficer), ("5344", ZoneRole.AnprSupervisor),
        })
        {
            await using var scope = await portal.AsAsync(tenant, role);
            var search = scope.Get<AuditSearch>();
            Assert.Equal(Error.Forbidden, (await search.BeginSearchAsync(Week, control, Stop)).Error);
            Assert.Equal(Error.Forbidden, (await search.BeginExportAsync(Week, control, Stop)).Error);
            Assert.Empty((await search.PageAsync(Week, new(TimeProvider.System.GetUtcNow(), Guid.Empty), control, Stop)).Rows);
            Assert.Empty(await search.PeopleAsync(control, Stop));
        }
    }
}
