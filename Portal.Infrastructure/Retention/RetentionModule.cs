using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Leave;
using Portal.Reports;
using Portal.Retention.Jobs;
using Portal.Tenants;
using Portal.Tenants.Support;
using Quartz;

namespace Portal.Retention;

public static class RetentionModule
{
    /// <summary>Minutes between the starts of two kinds' jobs, from one o'clock in the night on.</summary>
    const int MinutesApart = 4;

    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<Purges>().AddScoped<RetentionQueries>().AddScoped<RetentionDays>().AddScoped<RetentionService>().AddScoped<LegalHoldService>()
        .AddRetention<AuditStep>().AddRetention<AuditContentsStep>()
        .AddRetention(RetentionKinds.LegalHolds, new PurgedRows<LegalHold>(h => h.Id, (p, _) => h => h.LiftedAt < p.Limit))
        .AddRetention(RetentionKinds.Mails, new PurgedRows<OutboxMail>(m => m.Id, (p, _) => m =>
            (m.State == MailState.Sent && m.SentAt < p.Limit) || (m.State == MailState.Discarded && m.CreatedAt < p.Limit) || m.CreatedAt < p.Forgotten))
        .AddRetention(RetentionKinds.Notifications, new PurgedRows<Notification>(n => n.Id, (p, _) => n => n.ReadAt < p.Limit || n.CreatedAt < p.Forgotten))
        .AddRetention(RetentionKinds.Reports, ReportsOf(RetentionKinds.Reports)).AddRetention(RetentionKinds.FreeReports, ReportsOf(RetentionKinds.FreeReports))
        .AddRetention(RetentionKinds.ControlReports, ReportsOf(RetentionKinds.ControlReports)).AddRetention(RetentionKinds.DepositedReports, ReportsOf(RetentionKinds.DepositedReports))
        .AddRetention(RetentionKinds.ReportOrders, new PurgedRows<ReportOrder>(o => o.Id, (p, _) => o => o.EndedAt < p.Limit || o.OrderedAt < p.Forgotten))
        .AddRetention(RetentionKinds.ReportDrafts, new PurgedRows<ReportDraft>(d => d.Id, (p, _) => d => d.ChangedAt < p.Limit))
        .AddRetention(RetentionKinds.Cameras, new PurgedRows<Camera>(c => c.Id, (p, _) => c => c.RetiredAt < p.Limit, db => c =>
            db.Set<Anpr.Hits.Hit>().Any(h => h.CameraId == c.Id) || db.Set<Anpr.Ingest.SourceCamera>().Any(s => s.CameraId == c.Id) || db.Set<Anpr.Ingest.PlateRead>().Any(r => r.CameraId == c.Id)))
        .AddRetention(RetentionKinds.Staff, new PurgedRows<StaffMember>(s => s.Id, (p, _) => s => s.LeavesOn < p.LimitOn, db => s =>
            db.Set<StaffMember>().Any(o => o.ChiefId == s.Id) || db.Set<Unit>().Any(u => u.LeaderId == s.Id) || db.Set<ZonePolicy>().Any(z => z.DefaultApproverId == s.Id)
            || db.Set<LeaveRequest>().Any(r => r.StaffId == s.Id) || db.Set<LeaveLedgerEntry>().Any(e => e.StaffId == s.Id) || db.Set<LeaveYear>().Any(y => y.StaffId == s.Id) || db.Set<SickAbsence>().Any(a => a.StaffId == s.Id)))
        .AddRetention(RetentionKinds.DirectoryCards, new PurgedRows<DirectoryCard>(c => c.StaffId, (p, db) => c => !db.Set<StaffMember>().Any(s => s.Id == c.StaffId && (s.LeavesOn == null || s.LeavesOn >= p.LimitOn))))
        .AddRetention(RetentionKinds.Grants, new PurgedRows<ZoneGrant>(g => g.Id, (p, _) => g => g.WithdrawnAt < p.Limit || g.RefusedAt < p.Limit || g.EndsOn < p.LimitOn))
        .AddRetention(RetentionKinds.SupportAccess, new PurgedRows<SupportAccess>(s => s.Id, (p, _) => s => (s.EndedAt ?? s.EndsAt ?? s.RefusedAt ?? s.AskedAt) < p.Limit))
        .AddRetention(RetentionKinds.Purposes, new PurgedRows<WorkPurpose>(w => w.Id, (p, _) => w => w.EndsAt < p.Limit))
        .AddRetention(RetentionKinds.UnusualUse, new PurgedRows<UnusualUse>(u => u.Id, (p, _) => u => u.FoundAt < p.Limit));

    static PurgedRows<Report> ReportsOf(RetentionKind kept)
    {
        var kinds = ReportKinds.KeptWith(kept);
        return new(r => r.Id, (p, _) =>
        {
            var (today, first) = (Brussels.DayOf(p.Now), Brussels.StartOf(p.LimitOn));
            return r => kinds.Contains(r.Kind) && (r.KeptUntilOn < today || r.SealedAt < first);
        });
    }

    /// <summary>What becomes of a kind: rows of these tables go.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, RetentionKind kind, params IReadOnlyList<IPurgedRows> tables) =>
        services.AddSingleton<IRetentionStep>(new RowsStep(kind, tables));

    public static IServiceCollection AddRetention<T>(this IServiceCollection services) where T : class, IRetentionStep => services.AddSingleton<IRetentionStep, T>();

    /// <summary>Each night, one job for each kind of which something goes; what goes with something else comes before it.</summary>
    public static void AddRetentionJobs(this IQuartzBuilder jobs)
    {
        foreach (var kind in RetentionKinds.Removed)
        {
            jobs.AddJob<PurgeJob>(j => j.WithIdentity(PurgeJob.NameOf(kind)).UsingJobData(PurgeJob.KindKey, kind.Key).StoreDurably());
            var at = StartOf(kind);
            jobs.AddTrigger(t => t.ForJob(PurgeJob.NameOf(kind)).WithIdentity(PurgeJob.NameOf(kind)).WithCronSchedule(FormattableString.Invariant($"0 {at.Minute} {at.Hour} * * ?")));
        }
    }

    /// <summary>When the job of a kind starts, in the servers' time.</summary>
    public static TimeOnly StartOf(RetentionKind kind) => new TimeOnly(1, 0).AddMinutes(MinutesApart * RetentionKinds.Removed.ToList().IndexOf(kind));
}
