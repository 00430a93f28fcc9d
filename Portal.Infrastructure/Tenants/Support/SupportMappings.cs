using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Identity;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Tenants.Support;

sealed class SupportAccessMapping : IEntityTypeConfiguration<SupportAccess>
{
    public void Configure(EntityTypeBuilder<SupportAccess> builder)
    {
        builder.IsEntity("support_accesses", RetentionKinds.SupportAccess, OnMerger.StaysReadable);
        builder.IsSeenBy(nameof(SupportAccess.AskedFrom));
        builder.Property(s => s.AskedFrom).HasMaxLength(TenantInfo.CodeLength).IsFixedLength();
        builder.Property(s => s.AskedByName).HasMaxLength(Person.NameLength);
        builder.Property(s => s.Reason).HasMaxLength(SupportAccess.ReasonLength);
        builder.HasIndex(s => new { s.Tenant, s.AskedAt });
        builder.HasIndex(s => new { s.AskedFrom, s.AskedAt });
    }
}

sealed class BreakGlassAccountMapping : IEntityTypeConfiguration<BreakGlassAccount>
{
    public void Configure(EntityTypeBuilder<BreakGlassAccount> builder)
    {
        builder.IsEntity("break_glass_accounts", RetentionKinds.Zone, OnMerger.StaysReadable);
        builder.Property(a => a.CodeHash).HasMaxLength(32);
        builder.HasIndex(a => a.Tenant).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class PublicStatementMapping : IEntityTypeConfiguration<PublicStatement>
{
    public void Configure(EntityTypeBuilder<PublicStatement> builder)
    {
        builder.IsEntity("public_statements", RetentionKinds.Zone, OnMerger.StaysReadable);
        builder.Property(s => s.TextNl).HasMaxLength(PublicStatement.TextLength);
        builder.Property(s => s.TextFr).HasMaxLength(PublicStatement.TextLength);
        builder.Property(s => s.TextDe).HasMaxLength(PublicStatement.TextLength);
        builder.Property(s => s.TextEn).HasMaxLength(PublicStatement.TextLength);
        builder.Property(s => s.Feedback).HasMaxLength(PublicStatement.FeedbackLength);
        builder.HasIndex(s => new { s.Tenant, s.Kind }).IsUnique();
    }
}
