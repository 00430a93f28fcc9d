using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Pictures;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Reviews;
using Portal.Leave;
using Portal.Persistence.Providers.Postgres;
using Portal.Reports;
using Portal.Retention;
using Portal.Tenants;
using Portal.Tenants.Support;

namespace Portal.Tests.Tenants;

/// <summary>Puts at least one row of a zone into every table that zones own.</summary>
static class ZoneFill
{
    public static async Task EveryTableAsync(PortalServices portal, string zone)
    {
        var source = await portal.AddSourceAsync(zone);
        var (list, _) = await portal.AddEntryAsync(zone, "1-ABC-123");
        using var http = new HttpClient();
        var stop = TestContext.Current.CancellationToken;
        object Read(string id, string camera, DateTimeOffset at) => new { id, camera, plate = "1ABC123", capturedAt = at, pictures = new { scene = TestPictures.Jpeg(64, 48) } };
        var now = TimeProvider.System.GetUtcNow();
        object[] reads = [Read("a", source.Code(), now), Read("b", source.Code(2), now.AddYears(-3)), Read("c", "unknown", now)];
        var answer = await http.PostAsJsonAsync(source.Address(portal.Address), reads, stop);
        answer.EnsureSuccessStatusCode();
        await http.PostAsync(source.Address(portal.Address), new StringContent("no JSON", Encoding.UTF8, "application/json"), stop);
        await using var scope = await portal.AsAsync(zone, ZoneRole.AnprOperator);
        var hit = (await scope.Get<HitQueries>().ListAsync(new(), stop: stop))[0];
        Assert.True((await scope.Get<HitService>().DecideAsync(hit.Id, HitState.Confirmed, DecisionReason.PlateAgrees, null, stop)).Succeeded);
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.Add(new Portal.Anpr.Ingest.ReceivedBatch(zone, source.Id, now.AddHours(Random.Shared.Next(9_000))));
        owner.Add(new HotlistImport(list, "file.csv", [1], 1, 0, TestPeople.Of(zone, ZoneRole.AnprSupervisor).Id, now));
        var year = Random.Shared.Next(1_000, 1_000_000); // called again for the same zone
        var report = new Report(zone, ReportKind.Hit, year, 1, "nl", "title", hit.Id, TestPeople.Of(zone, ZoneRole.AnprOperator).Id, [1], 1, "seal", Brussels.DayOf(now).AddYears(1), "CODE", now);
        owner.AddRange(report, new ReportFile(report, [1]), new ReportCount(zone, year), new SealKey(zone, "seal", "issuer", [1], [1], now, now, null, now));
        var author = TestPeople.Of(zone, ZoneRole.AnprOperator).Id;
        var order = new ReportOrder(zone, ReportKind.Free, "nl", "title", Guid.NewGuid(), author, ConsultationPurpose.Control, null, Brussels.DayOf(now), now.AddYears(1)); // nothing that is sealed while a test counts rows
        var draft = new ReportDraft(zone, "title", "nl", author, now);
        owner.AddRange(
            order, new ReportOrderContent(order, [1]), draft, new ReportDraftFile(draft, "a.csv", "text/csv", "test", [1], [1], now),
            new ReportReceipt(zone, report.Id, TenantInfo.FederalCode, TestPeople.Of(TenantInfo.FederalCode, ZoneRole.JusticeReader).Id, null, [1], now));
        await PeopleAsync(owner, zone, now, stop);
        await LeaveAsync(owner, zone, now, stop);
        await owner.SaveChangesAsync(stop);
    }

    static async Task LeaveAsync(PostgresPortalDbContext owner, string zone, DateTimeOffset now, CancellationToken stop)
    {
        var (by, today, free) = (TestPeople.Of(zone, ZoneRole.StaffOffice).Id, Brussels.DayOf(now), new DateOnly(2100, 1, 1).AddDays(Random.Shared.Next(200_000)));
        LocalName name = new("proef", "essai", "Probe", "test");
        var (person, deputy, unit) = (new StaffMember(zone, "Bo", "Leave", now), new StaffMember(zone, "Di", "Leave", now), new Unit(zone, "Leave", null, now));
        var kind = new LeaveKind(zone, Guid.NewGuid().ToString("N")[..LeaveKind.CodeLength], name, LeaveTerms.Of(LeaveCategory.Annual), true, 1, now);
        var import = new LeaveImport(zone, LeaveImportKind.Overtime, "file.csv", 1, by, now);
        var request = LeaveRequest.Ask(new(zone, person.Id, kind.Id, LeaveSpan.Each(today, today), 1), true, false, now);
        owner.AddRange(
            person, deputy, unit, kind, import, request, new LeaveAttachment(zone, request.Id, "a.pdf", "application/pdf", [1], true, now), new LeaveYear(zone, person.Id, today.Year, 32, null, now),
            new LeaveLedgerEntry(zone, person.Id, today.Year, new(today, LedgerEntryKind.Entitlement, 32, "test"), by, null, now), new StaffSchedule(zone, person.Id, WorkWeek.Standard, today, null, now),
            new LeaveProfile(zone, person.Id, null, now), new OvertimeStock(zone, person.Id, today, 60, import.Id, now), new CalendarFeed(zone, person.Id, FeedScope.Own, null, Guid.NewGuid().ToByteArray(), now),
            new ZoneHoliday(zone, new(free), name, now), new CarryOverRow(zone, CarryOverRule.Police[^1], now), new EntitlementRow(zone, new(3000, 0, 32), false, now),
            new BlockedDays(zone, new(new(free, free), unit.Id, "test"), now), new StaffingMinimum(zone, new("test", 1, WorkWeek.Standard, unit.Id), now), new ApprovalSetting(zone, unit.Id, false, now),
            new UnitApprover(zone, unit.Id, person.Id, 1, now), new ApprovalDeputy(zone, new(person.Id, deputy.Id), now), new SickAbsence(zone, person.Id, LeaveSpan.Each(today, today), by, now));
        if (!await owner.Set<LeavePolicy>().IgnoreQueryFilters().AnyAsync(p => p.Tenant == zone, stop)) owner.Add(new LeavePolicy(zone));
    }

    static async Task PeopleAsync(PostgresPortalDbContext owner, string zone, DateTimeOffset now, CancellationToken stop)
    {
        var administrator = TestPeople.Of(zone, ZoneRole.ZoneAdministrator).Id;
        if (!await owner.Set<ZonePolicy>().IgnoreQueryFilters().AnyAsync(p => p.Tenant == zone, stop)) owner.Add(new ZonePolicy(zone, now));
        var (staff, word) = (new StaffMember(zone, "An", "Test", now), Guid.NewGuid().ToString("N"));
        var today = Brussels.DayOf(now);
        byte[] Hash() => [.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()];
        var mail = new OutboxMail(zone, NoticeKinds.RolesChanged, null, "an@example.test", "nl", "subject", "body", now);
        var run = new AccessRun(zone, true, "", "test", 1, administrator, now);
        run.Finish(now);
        var review = new RightsReview(zone, today.AddDays(-Random.Shared.Next(9_000)), today, now);
        if (!await owner.Set<PublicStatement>().IgnoreQueryFilters().AnyAsync(p => p.Tenant == zone, stop))
        {
            owner.AddRange(new PublicStatement(zone, PublicStatementKind.Privacy, now), new InspectionAnswer(zone, InspectionHeading.Controller, "test", null, null, administrator, now),
                new BreakGlassAccount(zone, administrator, Hash(), administrator, administrator, now));
        }

        mail.Fail("550 no such mailbox", forGood: true, now); // nothing that leaves by itself while a test counts rows
        owner.AddRange(
            staff, new Unit(zone, "Team", null, now), new DirectoryCard(zone, staff.Id, staff.Name, "test an", "Inspector", null, null, null, "nl", now),
            new CustomRole(zone, word, TenantPermissions.Enter, now), ApiKey.Create(zone, word, Portal.Cameras.CameraPermissions.Read, "test", Hash(), "abcd", today, administrator, now).Value!,
            new ZoneGrant(zone, "5999", SharedSubjects.Cameras, "test", today, today, administrator, now),
            new Invitation(zone, word + "@example.test", "An Test", "nl", nameof(ZoneRole.Member), staff.Id, null, Hash(), administrator, now),
            new AccessRequest(zone, "An", "Test", word + "@example.test", null, null, "nl", null, now), run,
            mail, new RetentionRule(zone, word[..RetentionKind.KeyLength], 30, administrator, now), new LegalHold(zone, RetentionKinds.Mails.Key, Guid.NewGuid(), "test", null, administrator, now),
            new PurgeRecord(zone, RetentionKinds.Mails.Key, 90, now, 1, 0, "test", null, now), new AuditAnchor(zone, new DateOnly(2000, 1, 1).AddDays(Random.Shared.Next(9_000)), 1, Hash(), null, now),
            new UnusualUse(zone, today.AddDays(-Random.Shared.Next(9_000)), administrator, UnusualUseKind.Volume, 90, 4, now),
            new SupportAccess(zone, TenantInfo.FederalCode, administrator, "test", "test", SupportScope.Look, 30, now), review, new RightsReviewItem(zone, review.Id, administrator, ZoneRole.ZoneAdministrator, Guid.Empty, null, null, now),
            new Notification(zone, administrator, NoticeKinds.RolesChanged, "[]", null, now), new NotificationChoice(zone, administrator, word, true, false));
    }
}
