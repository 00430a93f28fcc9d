using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Anpr.Hotlists;

sealed class HotlistMapping : IEntityTypeConfiguration<Hotlist>
{
    public void Configure(EntityTypeBuilder<Hotlist> builder)
    {
        builder.IsEntity("hotlists", RetentionKinds.Zone, OnMerger.Moves);
        builder.Property(l => l.Name).HasMaxLength(Hotlist.NameLength);
        builder.Property(l => l.Purpose).HasMaxLength(Hotlist.PurposeLength);
        builder.HasIndex(l => new { l.Tenant, l.Name }).IsUnique();
    }
}

sealed class HotlistEntryMapping : IEntityTypeConfiguration<HotlistEntry>
{
    public void Configure(EntityTypeBuilder<HotlistEntry> builder)
    {
        builder.IsEntity("hotlist_entries", RetentionKinds.HotlistEntries, OnMerger.Moves);
        builder.PointsTo<Hotlist>(nameof(HotlistEntry.HotlistId));
        builder.Property(e => e.Plate).HasMaxLength(HotlistEntry.PlateLength);
        builder.Property(e => e.Country).HasMaxLength(HotlistEntry.CountryLength);
        builder.Property(e => e.Reason).HasMaxLength(HotlistEntry.ReasonLength);
        builder.Property(e => e.Action).HasMaxLength(HotlistEntry.ActionLength);
        builder.Property(e => e.Owner).HasMaxLength(HotlistEntry.OwnerLength);
        builder.HasIndex(e => new { e.Tenant, e.HotlistId, e.Plate, e.Country }).IsUnique();
        builder.HasIndex(e => new { e.Tenant, e.Plate });
        builder.HasIndex(e => new { e.Tenant, e.HotlistId, e.Id });
    }
}

sealed class HotlistImportMapping : IEntityTypeConfiguration<HotlistImport>
{
    public void Configure(EntityTypeBuilder<HotlistImport> builder)
    {
        builder.IsEntity("hotlist_imports", RetentionKinds.HotlistImports, OnMerger.Refuses);
        builder.PointsTo<Hotlist>(nameof(HotlistImport.HotlistId), DeleteBehavior.Cascade);
        builder.Property(i => i.FileName).HasMaxLength(HotlistImport.FileNameLength);
        builder.Ignore(i => i.GoodRowCount);
        builder.Ignore(i => i.CanBeAccepted);
    }
}
