using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Audit;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Reports;

sealed class ReportMapping : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.IsEntity("reports", RetentionKinds.Reports, OnMerger.StaysReadable);
        builder.Property(r => r.Language).HasMaxLength(2);
        builder.Property(r => r.Title).HasMaxLength(Report.TitleLength);
        builder.Property(r => r.SealedBy).HasMaxLength(Report.SealedByLength);
        builder.Property(r => r.Sha256).HasMaxLength(32);
        builder.Ignore(r => r.Reference);
        builder.HasIndex(r => new { r.Tenant, r.Year, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.Tenant, r.Sha256 });
        builder.HasIndex(r => new { r.Tenant, r.SubjectId });
        builder.Property(r => r.VerificationCode).HasMaxLength(Report.VerificationCodeLength);
        builder.Property(r => r.ExternalReference).HasMaxLength(ReportOrder.ExternalReferenceLength);
        builder.Property(r => r.WithdrawnReason).HasMaxLength(Report.ReasonLength);
        builder.Property(r => r.ReleasedTo).HasMaxLength(4).IsFixedLength();
        builder.HasIndex(r => new { r.Tenant, r.KeyId, r.ExternalReference }).IsUnique();
        builder.HasIndex(r => r.ReleasedTo);
        builder.IsSeenBy(nameof(Report.ReleasedTo));
    }
}

sealed class ReportFileMapping : IEntityTypeConfiguration<ReportFile>
{
    public void Configure(EntityTypeBuilder<ReportFile> builder)
    {
        builder.IsOwned("report_files", RetentionKinds.Reports, OnMerger.StaysReadable);
        builder.HasKey(f => new { f.Tenant, f.ReportId });
        builder.PointsTo<Report>(nameof(ReportFile.ReportId), DeleteBehavior.Cascade);
        builder.Property(f => f.ReleasedTo).HasMaxLength(4).IsFixedLength();
        builder.IsSeenBy(nameof(ReportFile.ReleasedTo));
    }
}

sealed class ReportCountMapping : IEntityTypeConfiguration<ReportCount>
{
    public void Configure(EntityTypeBuilder<ReportCount> builder)
    {
        builder.IsOwned("report_counts", RetentionKinds.Zone, OnMerger.StaysReadable);
        builder.HasKey(c => new { c.Tenant, c.Year });
        builder.Property(c => c.Year).ValueGeneratedNever();
    }
}

sealed class SealKeyMapping : IEntityTypeConfiguration<SealKey>
{
    public void Configure(EntityTypeBuilder<SealKey> builder)
    {
        builder.IsEntity("seal_keys", RetentionKinds.Zone, OnMerger.StaysReadable);
        builder.Property(k => k.Name).HasMaxLength(SealKey.NameLength);
        builder.Property(k => k.Issuer).HasMaxLength(SealKey.NameLength);
    }
}

sealed class ReportOrderMapping : IEntityTypeConfiguration<ReportOrder>
{
    public void Configure(EntityTypeBuilder<ReportOrder> builder)
    {
        builder.IsEntity("report_orders", RetentionKinds.ReportOrders, OnMerger.StaysReadable);
        builder.Property(o => o.Language).HasMaxLength(2);
        builder.Property(o => o.Title).HasMaxLength(ReportOrder.TitleLength);
        builder.Property(o => o.ExternalReference).HasMaxLength(ReportOrder.ExternalReferenceLength);
        builder.Property(o => o.ContentSha256).HasMaxLength(32);
        builder.Property(o => o.CaseNumber).HasMaxLength(WorkPurpose.CaseNumberLength);
        builder.Property(o => o.Problem).HasMaxLength(ReportOrder.ProblemLength);
        builder.HasIndex(o => new { o.Tenant, o.KeyId, o.ExternalReference }).IsUnique();
        builder.HasIndex(o => new { o.State, o.NextTryAt });
        builder.HasIndex(o => new { o.Tenant, o.OrderedBy, o.OrderedAt });
    }
}

sealed class ReportOrderContentMapping : IEntityTypeConfiguration<ReportOrderContent>
{
    public void Configure(EntityTypeBuilder<ReportOrderContent> builder)
    {
        builder.IsOwned("report_order_contents", RetentionKinds.ReportOrders, OnMerger.StaysReadable);
        builder.HasKey(c => new { c.Tenant, c.OrderId });
        builder.PointsTo<ReportOrder>(nameof(ReportOrderContent.OrderId), DeleteBehavior.Cascade);
    }
}

sealed class ReportDraftMapping : IEntityTypeConfiguration<ReportDraft>
{
    public void Configure(EntityTypeBuilder<ReportDraft> builder)
    {
        builder.IsEntity("report_drafts", RetentionKinds.ReportDrafts, OnMerger.Moves);
        builder.Property(d => d.Title).HasMaxLength(ReportDraft.TitleLength);
        builder.Property(d => d.Language).HasMaxLength(2);
        builder.Property(d => d.CaseNumber).HasMaxLength(ReportDraft.CaseNumberLength);
        builder.HasIndex(d => new { d.Tenant, d.AuthorId, d.ChangedAt });
    }
}

sealed class ReportDraftFileMapping : IEntityTypeConfiguration<ReportDraftFile>
{
    public void Configure(EntityTypeBuilder<ReportDraftFile> builder)
    {
        builder.IsEntity("report_draft_files", RetentionKinds.ReportDrafts, OnMerger.Moves);
        builder.Property(f => f.Name).HasMaxLength(ReportDraftFile.NameLength);
        builder.Property(f => f.MediaType).HasMaxLength(ReportDraftFile.MediaTypeLength);
        builder.Property(f => f.Description).HasMaxLength(ReportDraftFile.DescriptionLength);
        builder.Property(f => f.Sha256).HasMaxLength(32);
        builder.PointsTo<ReportDraft>(nameof(ReportDraftFile.DraftId), DeleteBehavior.Cascade);
    }
}

sealed class ReportReceiptMapping : IEntityTypeConfiguration<ReportReceipt>
{
    public void Configure(EntityTypeBuilder<ReportReceipt> builder)
    {
        builder.IsEntity("report_receipts", RetentionKinds.Reports, OnMerger.StaysReadable);
        builder.Property(r => r.ReaderTenant).HasMaxLength(4).IsFixedLength();
        builder.Property(r => r.Sha256).HasMaxLength(32);
        builder.PointsTo<Report>(nameof(ReportReceipt.ReportId), DeleteBehavior.Cascade);
        builder.IsSeenBy(nameof(ReportReceipt.ReaderTenant));
        builder.HasIndex(r => new { r.ReaderTenant, r.PersonId });
    }
}
