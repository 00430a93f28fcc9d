using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;

namespace Portal.Retention;

sealed class RetentionRuleMapping : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> builder)
    {
        builder.IsEntity("retention_rules", RetentionKinds.Zone, OnMerger.StaysReadable);
        builder.Property(r => r.Kind).HasMaxLength(RetentionKind.KeyLength);
        builder.HasIndex(r => new { r.Tenant, r.Kind }).IsUnique();
    }
}

sealed class LegalHoldMapping : IEntityTypeConfiguration<LegalHold>
{
    public void Configure(EntityTypeBuilder<LegalHold> builder)
    {
        builder.IsEntity("legal_holds", RetentionKinds.LegalHolds, OnMerger.Moves);
        builder.Property(h => h.Kind).HasMaxLength(RetentionKind.KeyLength);
        builder.Property(h => h.Reason).HasMaxLength(LegalHold.ReasonLength);
        builder.Property(h => h.Reference).HasMaxLength(LegalHold.ReferenceLength);
        builder.HasIndex(h => new { h.Tenant, h.LiftedAt });
    }
}

sealed class PurgeRecordMapping : IEntityTypeConfiguration<PurgeRecord>
{
    public void Configure(EntityTypeBuilder<PurgeRecord> builder)
    {
        builder.IsEntity("purge_records", RetentionKinds.Proofs, OnMerger.StaysReadable);
        builder.IsAppendOnly();
        builder.Property(r => r.Kind).HasMaxLength(RetentionKind.KeyLength);
        builder.Property(r => r.Statement).HasMaxLength(PurgeRecord.StatementLength);
        builder.HasIndex(r => new { r.Tenant, r.RanAt });
    }
}
