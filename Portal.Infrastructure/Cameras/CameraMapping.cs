using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Cameras;

sealed class CameraMapping : IEntityTypeConfiguration<Camera>
{
    public void Configure(EntityTypeBuilder<Camera> builder)
    {
        builder.IsEntity("cameras", RetentionKinds.Cameras, OnMerger.Moves);
        builder.IsReadAcross(SharedSubjects.Cameras);
        builder.Property(c => c.Name).HasMaxLength(Camera.NameLength);
        builder.Property(c => c.Place).HasMaxLength(Camera.PlaceLength);
        builder.HasIndex(c => new { c.Tenant, c.Name }).IsUnique();
    }
}
