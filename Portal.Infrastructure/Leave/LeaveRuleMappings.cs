using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Leave;

sealed class LeaveKindMapping : IEntityTypeConfiguration<LeaveKind>
{
    public void Configure(EntityTypeBuilder<LeaveKind> builder)
    {
        builder.IsEntity("leave_kinds", RetentionKinds.Zone, OnMerger.Moves);
        builder.Ignore(k => k.Name);
        builder.Ignore(k => k.Terms);
        builder.Property(k => k.Code).HasMaxLength(LeaveKind.CodeLength);
        builder.Property(k => k.NameNl).HasMaxLength(LeaveKind.NameLength);
        builder.Property(k => k.NameFr).HasMaxLength(LeaveKind.NameLength);
        builder.Property(k => k.NameDe).HasMaxLength(LeaveKind.NameLength);
        builder.Property(k => k.NameEn).HasMaxLength(LeaveKind.NameLength);
        builder.Property(k => k.Colour).HasMaxLength(LeaveKind.ColourLength);
        builder.Property(k => k.MinimumHours).InDays();
        builder.HasIndex(k => new { k.Tenant, k.Code }).IsUnique();
    }
}

sealed class ZoneHolidayMapping : IEntityTypeConfiguration<ZoneHoliday>
{
    public void Configure(EntityTypeBuilder<ZoneHoliday> builder)
    {
        builder.IsEntity("zone_holidays", RetentionKinds.Zone, OnMerger.Moves);
        builder.Ignore(h => h.Name);
        builder.Ignore(h => h.Holiday);
        builder.Property(h => h.NameNl).HasMaxLength(ZoneHoliday.NameLength);
        builder.Property(h => h.NameFr).HasMaxLength(ZoneHoliday.NameLength);
        builder.Property(h => h.NameDe).HasMaxLength(ZoneHoliday.NameLength);
        builder.Property(h => h.NameEn).HasMaxLength(ZoneHoliday.NameLength);
        builder.HasIndex(h => new { h.Tenant, h.Day }).IsUnique();
    }
}

sealed class CarryOverRowMapping : IEntityTypeConfiguration<CarryOverRow>
{
    public void Configure(EntityTypeBuilder<CarryOverRow> builder)
    {
        builder.IsEntity("carry_over_rows", RetentionKinds.Zone, OnMerger.Moves);
        builder.Ignore(r => r.Rule);
        builder.Property(r => r.Source).HasMaxLength(CarryOverRow.SourceLength);
    }
}

sealed class EntitlementRowMapping : IEntityTypeConfiguration<EntitlementRow>
{
    public void Configure(EntityTypeBuilder<EntitlementRow> builder)
    {
        builder.IsEntity("entitlement_rows", RetentionKinds.Zone, OnMerger.Moves);
        builder.Ignore(r => r.Rule);
        builder.Property(r => r.Days).InDays();
        builder.Property(r => r.Source).HasMaxLength(CarryOverRow.SourceLength);
    }
}

sealed class BlockedDaysMapping : IEntityTypeConfiguration<BlockedDays>
{
    public void Configure(EntityTypeBuilder<BlockedDays> builder)
    {
        builder.IsEntity("blocked_days", RetentionKinds.Zone, OnMerger.Moves);
        builder.Ignore(b => b.Period);
        builder.Property(b => b.Reason).HasMaxLength(BlockedDays.ReasonLength);
        builder.HasIndex(b => new { b.Tenant, b.ToOn });
        builder.PointsTo<Unit>(nameof(BlockedDays.UnitId), DeleteBehavior.Cascade);
    }
}

sealed class StaffingMinimumMapping : IEntityTypeConfiguration<StaffingMinimum>
{
    public void Configure(EntityTypeBuilder<StaffingMinimum> builder)
    {
        builder.IsEntity("staffing_minimums", RetentionKinds.Zone, OnMerger.Moves);
        builder.Ignore(m => m.Rule);
        builder.Property(m => m.Name).HasMaxLength(StaffingMinimum.NameLength);
        builder.Property(m => m.Function).HasMaxLength(StaffMember.FunctionLength);
        builder.Property(m => m.Qualification).HasMaxLength(StaffingMinimum.QualificationLength);
        builder.PointsTo<Unit>(nameof(StaffingMinimum.UnitId), DeleteBehavior.Cascade);
    }
}

sealed class ApprovalSettingMapping : IEntityTypeConfiguration<ApprovalSetting>
{
    public void Configure(EntityTypeBuilder<ApprovalSetting> builder)
    {
        builder.IsEntity("approval_settings", RetentionKinds.Zone, OnMerger.Moves);
        builder.HasIndex(s => new { s.Tenant, s.UnitId }).IsUnique();
        builder.PointsTo<Unit>(nameof(ApprovalSetting.UnitId), DeleteBehavior.Cascade);
    }
}

sealed class UnitApproverMapping : IEntityTypeConfiguration<UnitApprover>
{
    public void Configure(EntityTypeBuilder<UnitApprover> builder)
    {
        builder.IsEntity("unit_approvers", RetentionKinds.LeaveFile, OnMerger.Moves);
        builder.HasIndex(a => new { a.Tenant, a.UnitId, a.StaffId, a.Stage }).IsUnique();
        builder.PointsTo<Unit>(nameof(UnitApprover.UnitId), DeleteBehavior.Cascade);
        builder.BelongsToStaff();
    }
}

sealed class ApprovalDeputyMapping : IEntityTypeConfiguration<ApprovalDeputy>
{
    public void Configure(EntityTypeBuilder<ApprovalDeputy> builder)
    {
        builder.IsEntity("approval_deputies", RetentionKinds.LeaveFile, OnMerger.Moves);
        builder.Ignore(d => d.Deputyship);
        builder.HasIndex(d => new { d.Tenant, d.StaffId, d.StandInId }).IsUnique();
        builder.HasIndex(d => new { d.Tenant, d.StandInId });
        builder.BelongsToStaff();
    }
}

sealed class LeavePolicyMapping : IEntityTypeConfiguration<LeavePolicy>
{
    public void Configure(EntityTypeBuilder<LeavePolicy> builder)
    {
        builder.IsOwned("leave_policies", RetentionKinds.Zone, OnMerger.Moves);
        builder.HasKey(p => p.Tenant);
        builder.Ignore(p => p.Limits);
    }
}
