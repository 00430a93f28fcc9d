using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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
    }
}

sealed class ReportFileMapping : IEntityTypeConfiguration<ReportFile>
{
    public void Configure(EntityTypeBuilder<ReportFile> builder)
    {
        builder.IsOwned("report_files", RetentionKinds.Reports, OnMerger.StaysReadable);
        builder.HasKey(f => new { f.Tenant, f.ReportId });
        builder.PointsTo<Report>(nameof(ReportFile.ReportId), DeleteBehavior.Cascade);
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
