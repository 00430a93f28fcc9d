using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Anpr.Hits;
using Portal.Anpr.Ingest;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Anpr.Pictures;

/// <summary>On PostgreSQL partitioned by day as reads are; no foreign key on the hot path.</summary>
sealed class ReadPictureMapping : IEntityTypeConfiguration<ReadPicture>
{
    public const string Table = "read_pictures";

    public void Configure(EntityTypeBuilder<ReadPicture> builder)
    {
        builder.IsOwned(Table, RetentionKinds.Pictures, OnMerger.Moves);
        builder.HasKey(p => new { p.Tenant, p.CapturedAt, p.CameraId, p.SourceKey, p.Kind });
        builder.Property(p => p.SourceKey).HasMaxLength(16);
        builder.IsPicture();
    }
}

sealed class HitPictureMapping : IEntityTypeConfiguration<HitPicture>
{
    public void Configure(EntityTypeBuilder<HitPicture> builder)
    {
        builder.IsOwned("hit_pictures", RetentionKinds.HitCopies, OnMerger.Moves);
        builder.HasKey(p => new { p.Tenant, p.HitId, p.Kind });
        builder.HasOne<Hit>().WithMany().HasForeignKey(p => new { p.Tenant, p.HitId }).OnDelete(DeleteBehavior.Cascade);
        builder.IsPicture();
    }
}

sealed class QuarantinedPictureMapping : IEntityTypeConfiguration<QuarantinedPicture>
{
    public void Configure(EntityTypeBuilder<QuarantinedPicture> builder)
    {
        builder.IsOwned("quarantined_pictures", RetentionKinds.Quarantine, OnMerger.Moves);
        builder.HasKey(p => new { p.Tenant, p.SourceId, p.BodyHash, p.Kind });
        builder.Property(p => p.BodyHash).HasMaxLength(32);
        builder.HasOne<QuarantinedMessage>().WithMany().HasForeignKey(p => new { p.Tenant, p.SourceId, p.BodyHash })
            .HasPrincipalKey(m => new { m.Tenant, m.SourceId, m.BodyHash }).OnDelete(DeleteBehavior.Cascade);
    }
}

static class PictureMapping
{
    public static void IsPicture<T>(this EntityTypeBuilder<T> builder) where T : StoredPicture
    {
        builder.Property(p => p.MediaType).HasMaxLength(StoredPicture.MediaTypeLength);
        builder.Property(p => p.Sha256).HasMaxLength(32);
    }
}
