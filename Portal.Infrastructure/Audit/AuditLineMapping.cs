using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Audit;

sealed class AuditLineMapping : IEntityTypeConfiguration<AuditLine>
{
    public void Configure(EntityTypeBuilder<AuditLine> builder)
    {
        builder.IsEntity("audit_lines");
        builder.IsAppendOnly();
        builder.IsReadAcross(SharedSubjects.Audit);
        builder.Property(l => l.Action).HasMaxLength(AuditLine.ActionLength);
        builder.Property(l => l.ObjectKind).HasMaxLength(40);
        builder.Property(l => l.Reason).HasMaxLength(AuditLine.ReasonLength);
        builder.Property(l => l.Details).HasMaxLength(AuditLine.DetailsLength);
        builder.Property(l => l.CaseNumber).HasMaxLength(WorkPurpose.CaseNumberLength);
        builder.HasIndex(l => new { l.Tenant, l.ObjectKind, l.ObjectId, l.DoneAt });
        builder.HasIndex(l => new { l.Tenant, l.DoneAt, l.Id });
        builder.HasIndex(l => new { l.Tenant, l.PersonId, l.DoneAt });
    }
}

sealed class WorkPurposeMapping : IEntityTypeConfiguration<WorkPurpose>
{
    public void Configure(EntityTypeBuilder<WorkPurpose> builder)
    {
        builder.IsEntity("work_purposes");
        builder.Property(p => p.CaseNumber).HasMaxLength(WorkPurpose.CaseNumberLength);
        builder.Property(p => p.ObjectKind).HasMaxLength(40);
        builder.HasIndex(p => new { p.Tenant, p.PersonId, p.EndsAt });
    }
}
