using Portal.Anpr.Hotlists;
using Portal.Audit;
using Portal.Cameras;
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
using Portal.Tests.Anpr.Ingest;
using Portal.Tests.Reports;

namespace Portal.Tests.Retention;

/// <summary>A row whose days begin to count now.</summary>
/// <param name="Where">Condition that finds it.</param>
/// <param name="Thing">What a legal hold names.</param>
sealed record Plant(string Table, string Where, Guid Thing);

/// <summary>For every kind of which something goes, rows whose days begin now.</summary>
static class RetentionPlants
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static int number;

    public static async Task<Plant> PlantAsync(this PortalServices portal, RetentionKind kind, string zone)
    {
        var (now, n) = (TimeProvider.System.GetUtcNow(), Interlocked.Increment(ref number));
        var (today, by) = (Brussels.DayOf(now), TestPeople.Of("5340", ZoneRole.ZoneAdministrator).Id);
        byte[] hash = [.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()];
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        async Task<Plant> SavedAsync(string table, Portal.Common.Entity thing, params object[] others)
        {
            owner.AddRange([thing, .. others]);
            await owner.SaveChangesAsync(Stop);
            return new(table, $"\"Id\" = '{thing.Id}'", thing.Id);
        }

        switch (kind.Key)
        {
            case "reads":
                var source = await portal.AddSourceAsync(zone);
                Assert.Equal(200, (await portal.PostAsync(source, IngestPosts.Read("a", source.Code(), $"1RTN{n:000}", now))).Status);
                var camera = await portal.AskAsync<Guid>("""select "CameraId" from reads where "SourceId" = $1""", source.Id);
                return new("reads", $"\"CameraId\" = '{camera}'", camera);
            case "hits":
                return Of("hits", await portal.HitAsync(zone));
            case "hit-copies":
                return Of("hits", await portal.ConfirmedHitAsync(zone));
            case "quarantine":
                var strange = await portal.AddSourceAsync(zone);
                await portal.PostAsync(strange, IngestPosts.Read("q", "nobody knows it", $"1QUA{n:000}", now));
                return Of("quarantined_messages", await portal.AskAsync<Guid>("""select "Id" from quarantined_messages where "SourceId" = $1""", strange.Id));
            case "hotlist-entries":
                var entry = (await portal.AddEntryAsync(zone, $"1END{n:000}")).Entry.Id;
                await portal.ListAsync("""update hotlist_entries set "EndsAt" = $2 where "Id" = $1 returning 1""", entry, now);
                return Of("hotlist_entries", entry);
            case "hotlist-imports" or "drafts":
                return await SavedAsync("hotlist_imports", new HotlistImport((await portal.AddEntryAsync(zone, $"1IMP{n:000}")).List, "file.csv", [1], 1, 0, by, now));
            case "report-orders":
                var order = new ReportOrder(zone, ReportKind.Free, "nl", "title", Guid.NewGuid(), by, ConsultationPurpose.Control, null, today, now);
                order.Fail(ReportErrors.NotComposed, forGood: true, now);
                return await SavedAsync("report_orders", order, new ReportOrderContent(order, [1]));
            case "reports" or "reports-free" or "reports-control" or "reports-deposited":
                return await SavedAsync("reports", new Report(zone, kind == RetentionKinds.Reports ? ReportKind.Hit : ReportKinds.KeptWith(kind)[0], 3000 + n, 1, "nl", "title", Guid.NewGuid(), by, [1], 1, "seal", today.AddYears(20), "CODE", now));
            case "report-drafts":
                return await SavedAsync("report_drafts", new ReportDraft(zone, "draft", "nl", by, now));
            case "cameras":
                var retired = Camera.Register(zone, $"retired {n}", "", null, null, now).Value!;
                retired.Retire(now);
                return await SavedAsync("cameras", retired);
            case "staff":
                return await SavedAsync("staff_members", Left());
            case "directory-cards":
                var member = Left();
                await SavedAsync("staff_members", member, new DirectoryCard(zone, member.Id, member.Name, "left", "Inspector", null, null, null, "nl", now));
                return new("directory_cards", $"\"StaffId\" = '{member.Id}'", member.Id);
            case "leave" or "attachments":
                var (absent, leaveKind) = (new StaffMember(zone, "Leave", "Person " + n, now), new LeaveKind(zone, "kind" + n, new("n", "f", "d", "e"), new(), true, 1, now));
                var request = LeaveRequest.Ask(new(zone, absent.Id, leaveKind.Id, LeaveSpan.Each(today, today), 1), true, false, now);
                var attachment = new LeaveAttachment(zone, request.Id, "a.pdf", "application/pdf", [1], true, now);
                if (kind == RetentionKinds.Attachments) return await SavedAsync("leave_attachments", attachment, absent, leaveKind, request);
                return await SavedAsync("leave_requests", request, absent, leaveKind) with { Thing = absent.Id };
            case "sickness":
                var sick = new StaffMember(zone, "Sick", "Person " + n, now);
                return await SavedAsync("sick_absences", new SickAbsence(zone, sick.Id, LeaveSpan.Each(today, today), by, now), sick) with { Thing = sick.Id };
            case "leave-file":
                var gone = Left();
                return await SavedAsync("staff_schedules", new StaffSchedule(zone, gone.Id, WorkWeek.Standard, today, null, now), gone) with { Thing = gone.Id };
            case "rights":
                var person = new Person($"right{n}@left.test", "Left", null, now);
                owner.AddRange(person, new Membership(zone, person.Id, ZoneRole.Member, now, today));
                await owner.SaveChangesAsync(Stop);
                return new("memberships", $"\"PersonId\" = '{person.Id}'", person.Id);
            case "invitations":
                var invitation = new Invitation(zone, $"i{n}@rtn.test", "An Test", "nl", nameof(ZoneRole.Member), null, null, hash, by, now);
                Assert.True(invitation.Revoke(now).Succeeded);
                return await SavedAsync("invitations", invitation);
            case "access-requests" or "waiting-requests":
                var asking = new AccessRequest(zone, "An", "Test", $"r{n}@rtn.test", null, null, "nl", null, now);
                if (kind == RetentionKinds.AccessRequests) Assert.True(asking.Decide(false, by, "no", null, now).Succeeded);
                return await SavedAsync("access_requests", asking);
            case "api-keys":
                var key = ApiKey.Create(zone, $"key {n}", CameraPermissions.Read, "test", hash, "abcd", today.AddDays(700), by, now).Value!;
                key.Revoke(now);
                return await SavedAsync("api_keys", key);
            case "mails":
                var mail = new OutboxMail(zone, NoticeKinds.RolesChanged, null, "an@example.test", "nl", "subject", "", now);
                mail.Deliver(now);
                return await SavedAsync("outbox_mails", mail);
            case "notifications":
                var notice = new Notification(zone, by, NoticeKinds.RolesChanged, "[]", null, now);
                notice.Read(now);
                return await SavedAsync("notifications", notice);
            case "grants":
                var grant = new ZoneGrant(zone, "5999", SharedSubjects.Cameras, "test", today, today.AddDays(300), by, now);
                Assert.True(grant.Withdraw(now).Succeeded);
                return await SavedAsync("zone_grants", grant);
            case "purposes":
                return await SavedAsync("work_purposes", WorkPurpose.ForThing(zone, by, ConsultationPurpose.Prosecution, "RTN", "Hit", Guid.NewGuid(), now).Value!);
            case "legal-holds":
                var hold = new LegalHold(zone, RetentionKinds.Reports.Key, Guid.NewGuid(), "test", null, by, now);
                Assert.True(hold.Lift(by, now).Succeeded);
                return await SavedAsync("legal_holds", hold);
            case "support-access":
                return await SavedAsync("support_accesses", new SupportAccess(zone, TenantInfo.FederalCode, by, "test", "test", SupportScope.Look, 30, now));
            case "rights-reviews":
                var review = new RightsReview(zone, today.AddDays(-n), today, now);
                review.Close(now);
                return await SavedAsync("rights_reviews", review, new RightsReviewItem(zone, review.Id, by, ZoneRole.ZoneAdministrator, Guid.Empty, null, null, now));
            case "unusual-use":
                return await SavedAsync("unusual_uses", new UnusualUse(zone, today.AddDays(-n), by, UnusualUseKind.Volume, 9, 1, now));
            case "sessions":
                var who = new Person($"session{n}@left.test", "Session", null, now);
                var session = new PersonSession(who.Id, SignInMethod.Password, null, now, now);
                owner.AddRange(who, session);
                await owner.SaveChangesAsync(Stop);
                return new("person_sessions", $"\"Id\" = '{session.Id}'", who.Id);
            default:
                throw new InvalidOperationException("Nothing is planted for " + kind.Key);
        }

        static Plant Of(string table, Guid id) => new(table, $"\"Id\" = '{id}'", id);

        StaffMember Left()
        {
            var left = new StaffMember(zone, "Left", "Person " + n, now);
            Assert.True(left.Leave(today).Succeeded);
            return left;
        }
    }

    public static async Task<bool> IsThereAsync(this PortalServices portal, Plant plant) => await portal.AskAsync<long>($"select count(*) from {plant.Table} where {plant.Where}") > 0;
}
