using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Identity;
using Portal.Persistence;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Audit;

sealed class AuditLineMapping : IEntityTypeConfiguration<AuditLine>
{
    public void Configure(EntityTypeBuilder<AuditLine> builder)
    {
        builder.IsEntity("audit_lines", RetentionKinds.Audit, OnMerger.StaysReadable);
        builder.IsAppendOnly();
        builder.IsReadAcross(SharedSubjects.Audit);
        builder.Property(l => l.Action).HasMaxLength(AuditLine.ActionLength);
        builder.Property(l => l.ObjectKind).HasMaxLength(AuditLine.KindLength);
        builder.Property(l => l.ContentHash).HasMaxLength(AuditChain.HashLength);
        builder.Property(l => l.ChainHash).HasMaxLength(AuditChain.HashLength);
        foreach (var column in new[] { nameof(AuditLine.Sequence), nameof(AuditLine.ContentHash), nameof(AuditLine.ChainHash) })
            builder.Property(column).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore); // the database alone chains
        builder.Ignore(l => l.Reason);
        builder.Ignore(l => l.Details);
        builder.Ignore(l => l.CaseNumber);
        builder.HasOne(l => l.Content).WithOne().HasForeignKey<AuditContent>(c => new { c.Tenant, c.LineId }).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(l => l.Content).AutoInclude();
        builder.HasIndex(l => new { l.Tenant, l.ObjectKind, l.ObjectId, l.DoneAt });
        builder.HasIndex(l => new { l.Tenant, l.DoneAt, l.Id });
        builder.HasIndex(l => new { l.Tenant, l.PersonId, l.DoneAt });
        builder.HasIndex(l => new { l.Tenant, l.Sequence }).IsUnique();
    }
}

sealed class AuditContentMapping : IEntityTypeConfiguration<AuditContent>
{
    public void Configure(EntityTypeBuilder<AuditContent> builder)
    {
        builder.IsOwned("audit_contents", RetentionKinds.AuditContents, OnMerger.StaysReadable);
        builder.HasKey(c => new { c.Tenant, c.LineId });
        builder.IsAppendOnly();
        builder.IsReadAcross(SharedSubjects.Audit);
        builder.Property(c => c.Salt).HasMaxLength(AuditContent.SaltLength);
        builder.Property(c => c.Address).HasMaxLength(AuditContent.AddressLength);
        builder.Property(c => c.Reason).HasMaxLength(AuditContent.ReasonLength);
        builder.Property(c => c.Details).HasMaxLength(AuditContent.DetailsLength);
        builder.Property(c => c.CaseNumber).HasMaxLength(WorkPurpose.CaseNumberLength);
    }
}

sealed class AuditAnchorMapping : IEntityTypeConfiguration<AuditAnchor>
{
    public void Configure(EntityTypeBuilder<AuditAnchor> builder)
    {
        builder.IsOwned("audit_anchors", RetentionKinds.Proofs, OnMerger.StaysReadable);
        builder.HasKey(a => new { a.Tenant, a.Day });
        builder.IsAppendOnly();
        builder.IsReadAcross(SharedSubjects.Audit);
        builder.Property(a => a.ChainHash).HasMaxLength(AuditChain.HashLength);
        builder.Ignore(a => a.Statement);
    }
}

sealed class UnusualUseMapping : IEntityTypeConfiguration<UnusualUse>
{
    public void Configure(EntityTypeBuilder<UnusualUse> builder)
    {
        builder.IsEntity("unusual_uses", RetentionKinds.UnusualUse, OnMerger.StaysReadable);
        builder.Property(u => u.Note).HasMaxLength(UnusualUse.NoteLength);
        builder.HasIndex(u => new { u.Tenant, u.Day, u.PersonId, u.Kind }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(u => u.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class InspectionAnswerMapping : IEntityTypeConfiguration<InspectionAnswer>
{
    public void Configure(EntityTypeBuilder<InspectionAnswer> builder)
    {
        builder.IsEntity("inspection_answers", RetentionKinds.Zone, OnMerger.StaysReadable);
        builder.Property(a => a.Text).HasMaxLength(InspectionAnswer.TextLength);
        builder.Property(a => a.Reference).HasMaxLength(InspectionAnswer.ReferenceLength);
        builder.HasIndex(a => new { a.Tenant, a.Heading }).IsUnique();
    }
}

sealed class WorkPurposeMapping : IEntityTypeConfiguration<WorkPurpose>
{
    public void Configure(EntityTypeBuilder<WorkPurpose> builder)
    {
        builder.IsEntity("work_purposes", RetentionKinds.Purposes, OnMerger.StaysReadable);
        builder.Property(p => p.CaseNumber).HasMaxLength(WorkPurpose.CaseNumberLength);
        builder.Property(p => p.ObjectKind).HasMaxLength(AuditLine.KindLength);
        builder.HasIndex(p => new { p.Tenant, p.PersonId, p.EndsAt });
    }
}
