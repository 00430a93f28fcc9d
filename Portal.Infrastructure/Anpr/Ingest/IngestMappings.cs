using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Cameras;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Anpr.Ingest;

sealed class PlateReadMapping : IEntityTypeConfiguration<PlateRead>
{
    /// <summary>On PostgreSQL partitioned by day of <see cref="PlateRead.CapturedAt"/>; no foreign key on the hot path.</summary>
    public const string Table = "reads";

    public void Configure(EntityTypeBuilder<PlateRead> builder)
    {
        builder.IsOwned(Table, RetentionKinds.Reads, OnMerger.Moves);
        builder.HasKey(r => new { r.Tenant, r.CapturedAt, r.CameraId, r.SourceKey });
        builder.Property(r => r.SourceKey).HasMaxLength(16);
        builder.Property(r => r.PlateRaw).HasMaxLength(PlateRead.PlateLength);
        builder.Property(r => r.Plate).HasMaxLength(PlateRead.PlateLength);
        builder.Property(r => r.Country).HasMaxLength(3);
        builder.Property(r => r.CharacterConfidence).HasMaxLength(PlateRead.PlateLength);
        builder.Property(r => r.Candidates).HasMaxLength(400);
        builder.Property(r => r.Lane).HasMaxLength(PlateRead.TextLength);
        builder.Property(r => r.VehicleMake).HasMaxLength(PlateRead.TextLength);
        builder.Property(r => r.VehicleModel).HasMaxLength(PlateRead.TextLength);
        builder.Property(r => r.VehicleColour).HasMaxLength(PlateRead.TextLength);
        builder.Property(r => r.VehicleKind).HasMaxLength(PlateRead.TextLength);
    }
}

/// <summary>Keys of reads whose camera time was not believed: their captured-at is the time of receipt, which differs when they are sent again.</summary>
sealed class ServerTimedReadMapping : IEntityTypeConfiguration<ServerTimedRead>
{
    public void Configure(EntityTypeBuilder<ServerTimedRead> builder)
    {
        builder.IsOwned("server_timed_reads", RetentionKinds.Reads, OnMerger.Moves);
        builder.HasKey(r => new { r.Tenant, r.CameraId, r.SourceKey });
        builder.Property(r => r.SourceKey).HasMaxLength(16);
    }
}

sealed class ReadSourceMapping : IEntityTypeConfiguration<ReadSource>
{
    public void Configure(EntityTypeBuilder<ReadSource> builder)
    {
        builder.IsEntity("read_sources", RetentionKinds.Zone, OnMerger.Moves);
        builder.Property(s => s.Name).HasMaxLength(ReadSource.NameLength);
        builder.Property(s => s.Dialect).HasMaxLength(ReadSource.DialectLength);
        builder.Property(s => s.KeyHash).HasMaxLength(32);
        builder.Property(s => s.KeyHint).HasMaxLength(ReadSource.KeyHintLength);
        builder.Property(s => s.PreviousKeyHash).HasMaxLength(32);
        builder.Property(s => s.Purpose).HasMaxLength(ReadSource.PurposeLength);
        builder.HasIndex(s => new { s.Tenant, s.Name }).IsUnique();
    }
}

sealed class SourceCameraMapping : IEntityTypeConfiguration<SourceCamera>
{
    public void Configure(EntityTypeBuilder<SourceCamera> builder)
    {
        builder.IsOwned("source_cameras", RetentionKinds.Zone, OnMerger.Moves);
        builder.HasKey(c => new { c.Tenant, c.SourceId, c.Code });
        builder.Property(c => c.Code).HasMaxLength(SourceCamera.CodeLength);
        builder.PointsTo<ReadSource>(nameof(SourceCamera.SourceId), DeleteBehavior.Cascade);
        builder.PointsTo<Camera>(nameof(SourceCamera.CameraId));
    }
}

sealed class QuarantinedMessageMapping : IEntityTypeConfiguration<QuarantinedMessage>
{
    public void Configure(EntityTypeBuilder<QuarantinedMessage> builder)
    {
        builder.IsEntity("quarantined_messages", RetentionKinds.Quarantine, OnMerger.Moves);
        builder.PointsTo<ReadSource>(nameof(QuarantinedMessage.SourceId), DeleteBehavior.Cascade);
        builder.Property(m => m.Reason).HasMaxLength(QuarantinedMessage.ReasonLength);
        builder.Property(m => m.Detail).HasMaxLength(QuarantinedMessage.DetailLength);
        builder.Property(m => m.CameraCode).HasMaxLength(SourceCamera.CodeLength);
        builder.Property(m => m.BodyHash).HasMaxLength(32);
        builder.HasIndex(m => new { m.Tenant, m.LastReceivedAt });
        builder.HasIndex(m => new { m.Tenant, m.Kind, m.SourceId, m.CameraCode });
    }
}

sealed class ReceivedBatchMapping : IEntityTypeConfiguration<ReceivedBatch>
{
    public void Configure(EntityTypeBuilder<ReceivedBatch> builder)
    {
        builder.IsOwned("received_batches", RetentionKinds.Zone, OnMerger.Moves);
        builder.HasKey(b => new { b.Tenant, b.SourceId, b.HourAt });
        builder.PointsTo<ReadSource>(nameof(ReceivedBatch.SourceId), DeleteBehavior.Cascade);
    }
}
