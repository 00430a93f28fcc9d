using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Cameras;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Anpr.Hits;

sealed class HitMapping : IEntityTypeConfiguration<Hit>
{
    public void Configure(EntityTypeBuilder<Hit> builder)
    {
        builder.IsEntity("hits", RetentionKinds.Hits, OnMerger.Moves);
        builder.PointsTo<Camera>(nameof(Hit.CameraId));
        builder.PointsTo<Hotlist>(nameof(Hit.HotlistId));
        builder.PointsTo<HotlistEntry>(nameof(Hit.EntryId));
        builder.Property(h => h.ObservedPlate).HasMaxLength(PlateRead.PlateLength);
        builder.Property(h => h.MatchedPlate).HasMaxLength(HotlistEntry.PlateLength);
        builder.Property(h => h.SourceKey).HasMaxLength(16);
        builder.Property(h => h.Note).HasMaxLength(Hit.NoteLength);
        builder.Ignore(h => h.IsAlarm);
        builder.HasIndex(h => new { h.Tenant, h.State, h.CapturedAt, h.Id });
        builder.HasIndex(h => new { h.Tenant, h.CameraId, h.EntryId, h.LastCapturedAt });
    }
}
