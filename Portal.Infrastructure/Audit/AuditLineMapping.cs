using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;

namespace Portal.Audit;

sealed class AuditLineMapping : IEntityTypeConfiguration<AuditLine>
{
    public void Configure(EntityTypeBuilder<AuditLine> builder)
    {
        builder.IsEntity("audit_lines");
        builder.IsAppendOnly();
        builder.Property(l => l.Action).HasMaxLength(AuditLine.ActionLength);
        builder.Property(l => l.ObjectKind).HasMaxLength(40);
        builder.Property(l => l.Reason).HasMaxLength(AuditLine.ReasonLength);
        builder.Property(l => l.Details).HasMaxLength(AuditLine.DetailsLength);
        builder.HasIndex(l => new { l.Tenant, l.ObjectKind, l.ObjectId, l.DoneAt });
    }
}
