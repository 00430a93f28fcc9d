using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Leave;

/// <summary>What the tables of people's leave share.</summary>
static class LeaveTables
{
    /// <summary>Days in halves, up to 9999.99.</summary>
    public static PropertyBuilder<decimal> InDays(this PropertyBuilder<decimal> property) => property.HasPrecision(6, 2);

    /// <summary>The row belongs to a staff member, who stays as long as it does.</summary>
    public static void BelongsToStaff<T>(this EntityTypeBuilder<T> builder) where T : class => builder.PointsTo<StaffMember>("StaffId");
}

sealed class LeaveRequestMapping : IEntityTypeConfiguration<LeaveRequest>
{
    public void Configure(EntityTypeBuilder<LeaveRequest> builder)
    {
        builder.IsEntity("leave_requests", RetentionKinds.Leave, OnMerger.Moves);
        builder.Ignore(r => r.Span);
        builder.Ignore(r => r.AskedOn);
        builder.Property(r => r.Days).InDays();
        builder.Property(r => r.Reason).HasMaxLength(LeaveRequest.ReasonLength);
        builder.Property(r => r.Refusal).HasMaxLength(LeaveRequest.ReasonLength);
        builder.Property(r => r.StaffingReason).HasMaxLength(LeaveRequest.ReasonLength);
        builder.HasIndex(r => new { r.Tenant, r.StaffId, r.FromOn });
        builder.HasIndex(r => new { r.Tenant, r.State, r.AskedAt });
        builder.HasIndex(r => new { r.Tenant, r.FromOn, r.ToOn });
        builder.BelongsToStaff();
        builder.PointsTo<LeaveKind>(nameof(LeaveRequest.KindId));
    }
}

sealed class LeaveAttachmentMapping : IEntityTypeConfiguration<LeaveAttachment>
{
    public void Configure(EntityTypeBuilder<LeaveAttachment> builder)
    {
        builder.IsEntity("leave_attachments", RetentionKinds.Attachments, OnMerger.Moves);
        builder.Property(a => a.Name).HasMaxLength(LeaveAttachment.NameLength);
        builder.Property(a => a.MediaType).HasMaxLength(LeaveAttachment.MediaTypeLength);
        builder.PointsTo<LeaveRequest>(nameof(LeaveAttachment.RequestId), DeleteBehavior.Cascade);
    }
}

sealed class LeaveYearMapping : IEntityTypeConfiguration<LeaveYear>
{
    public void Configure(EntityTypeBuilder<LeaveYear> builder)
    {
        builder.IsEntity("leave_years", RetentionKinds.Leave, OnMerger.Moves);
        builder.Property(y => y.FullYear).InDays();
        builder.Property(y => y.ExtensionNote).HasMaxLength(LeaveYear.NoteLength);
        builder.HasIndex(y => new { y.Tenant, y.StaffId, y.Year }).IsUnique();
        builder.BelongsToStaff();
    }
}

sealed class LeaveLedgerEntryMapping : IEntityTypeConfiguration<LeaveLedgerEntry>
{
    public void Configure(EntityTypeBuilder<LeaveLedgerEntry> builder)
    {
        builder.IsEntity("leave_ledger_entries", RetentionKinds.Leave, OnMerger.Moves);
        builder.Ignore(e => e.Entry);
        builder.Property(e => e.Days).InDays();
        builder.Property(e => e.Ground).HasMaxLength(LeaveLedgerEntry.GroundLength);
        builder.HasIndex(e => new { e.Tenant, e.StaffId, e.Year });
        builder.HasIndex(e => new { e.Tenant, e.RequestId });
        builder.BelongsToStaff();
    }
}

sealed class SickAbsenceMapping : IEntityTypeConfiguration<SickAbsence>
{
    public void Configure(EntityTypeBuilder<SickAbsence> builder)
    {
        builder.IsEntity("sick_absences", RetentionKinds.Sickness, OnMerger.Moves);
        builder.Ignore(s => s.Span);
        builder.HasIndex(s => new { s.Tenant, s.StaffId, s.FromOn });
        builder.HasIndex(s => new { s.Tenant, s.FromOn, s.ToOn });
        builder.BelongsToStaff();
    }
}

sealed class StaffScheduleMapping : IEntityTypeConfiguration<StaffSchedule>
{
    public void Configure(EntityTypeBuilder<StaffSchedule> builder)
    {
        builder.IsEntity("staff_schedules", RetentionKinds.LeaveFile, OnMerger.Moves);
        builder.Ignore(s => s.Schedule);
        builder.HasIndex(s => new { s.Tenant, s.StaffId, s.FromOn }).IsUnique();
        builder.BelongsToStaff();
    }
}

sealed class LeaveProfileMapping : IEntityTypeConfiguration<LeaveProfile>
{
    public void Configure(EntityTypeBuilder<LeaveProfile> builder)
    {
        builder.IsEntity("leave_profiles", RetentionKinds.LeaveFile, OnMerger.Moves);
        builder.HasIndex(p => new { p.Tenant, p.StaffId }).IsUnique();
        builder.BelongsToStaff();
    }
}

sealed class OvertimeStockMapping : IEntityTypeConfiguration<OvertimeStock>
{
    public void Configure(EntityTypeBuilder<OvertimeStock> builder)
    {
        builder.IsEntity("overtime_stocks", RetentionKinds.LeaveFile, OnMerger.Moves);
        builder.HasIndex(o => new { o.Tenant, o.StaffId, o.CountedOn }).IsUnique();
        builder.BelongsToStaff();
    }
}

sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.IsEntity("calendar_feeds", RetentionKinds.LeaveFile, OnMerger.Moves);
        builder.Property(f => f.TokenHash).HasMaxLength(CalendarFeed.HashLength);
        builder.HasIndex(f => new { f.Tenant, f.TokenHash }).IsUnique();
        builder.BelongsToStaff();
    }
}

sealed class LeaveImportMapping : IEntityTypeConfiguration<LeaveImport>
{
    public void Configure(EntityTypeBuilder<LeaveImport> builder)
    {
        builder.IsEntity("leave_imports", RetentionKinds.Leave, OnMerger.Moves);
        builder.Property(i => i.FileName).HasMaxLength(LeaveImport.FileNameLength);
    }
}
