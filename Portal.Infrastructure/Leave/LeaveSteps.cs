using Microsoft.Extensions.DependencyInjection;
using Portal.Contacts;
using Portal.Retention;

namespace Portal.Leave;

/// <summary>What becomes of leave at its limits. A legal hold names the staff member.</summary>
static class LeaveSteps
{
    public static IServiceCollection AddLeaveSteps(this IServiceCollection services) => services
        .AddRetention(
            RetentionKinds.Leave,
            new PurgedRows<LeaveRequest>(r => r.StaffId, (p, _) => r => r.ToOn < p.LimitOn),
            new PurgedRows<LeaveLedgerEntry>(e => e.StaffId, (p, _) => e => e.Year < p.LimitOn.Year),
            new PurgedRows<LeaveYear>(y => y.StaffId, (p, _) => y => y.Year < p.LimitOn.Year),
            new PurgedRows<LeaveImport>(i => i.Id, (p, _) => i => i.ImportedAt < p.Limit))
        .AddRetention(RetentionKinds.Sickness, new PurgedRows<SickAbsence>(s => s.StaffId, (p, _) => s => s.ToOn < p.LimitOn))
        .AddRetention(RetentionKinds.Attachments, new PurgedRows<LeaveAttachment>(a => a.Id, (p, _) => a => a.AddedAt < p.Limit))
        .AddRetention(
            RetentionKinds.LeaveFile,
            new PurgedRows<StaffSchedule>(s => s.StaffId, (p, db) => s => !db.Set<StaffMember>().Any(m => m.Id == s.StaffId && (m.LeavesOn == null || m.LeavesOn >= p.LimitOn))),
            new PurgedRows<LeaveProfile>(s => s.StaffId, (p, db) => s => !db.Set<StaffMember>().Any(m => m.Id == s.StaffId && (m.LeavesOn == null || m.LeavesOn >= p.LimitOn))),
            new PurgedRows<OvertimeStock>(s => s.StaffId, (p, db) => s => !db.Set<StaffMember>().Any(m => m.Id == s.StaffId && (m.LeavesOn == null || m.LeavesOn >= p.LimitOn))),
            new PurgedRows<CalendarFeed>(s => s.StaffId, (p, db) => s => !db.Set<StaffMember>().Any(m => m.Id == s.StaffId && (m.LeavesOn == null || m.LeavesOn >= p.LimitOn))),
            new PurgedRows<UnitApprover>(s => s.StaffId, (p, db) => s => !db.Set<StaffMember>().Any(m => m.Id == s.StaffId && (m.LeavesOn == null || m.LeavesOn >= p.LimitOn))),
            new PurgedRows<ApprovalDeputy>(s => s.StaffId, (p, db) => s => !db.Set<StaffMember>().Any(m => m.Id == s.StaffId && (m.LeavesOn == null || m.LeavesOn >= p.LimitOn))));
}
