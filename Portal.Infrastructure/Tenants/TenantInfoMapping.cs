using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Tenants;

sealed class TenantInfoMapping : IEntityTypeConfiguration<TenantInfo>
{
    public void Configure(EntityTypeBuilder<TenantInfo> builder)
    {
        builder.IsShared("zones", RetentionKinds.Portal);
        builder.HasKey(z => z.Code);
        builder.Property(z => z.Code).HasMaxLength(TenantInfo.CodeLength).IsFixedLength();
        builder.Property(z => z.NameNl).HasMaxLength(TenantInfo.NameLength);
        builder.Property(z => z.NameFr).HasMaxLength(TenantInfo.NameLength);
        builder.Property(z => z.NameDe).HasMaxLength(TenantInfo.NameLength);
        builder.Property(z => z.ShortNl).HasMaxLength(TenantInfo.ShortNameLength);
        builder.Property(z => z.ShortFr).HasMaxLength(TenantInfo.ShortNameLength);
        builder.Property(z => z.ShortDe).HasMaxLength(TenantInfo.ShortNameLength);
        builder.Property(z => z.ProvinceNis).HasMaxLength(ZoneMunicipality.NisLength).IsFixedLength();
        builder.Property(z => z.DefaultLanguage).HasMaxLength(2);
        builder.Property(z => z.DocumentLanguages).HasMaxLength(11);
        builder.Property(z => z.Modules).HasDefaultValue(PortalModules.All).HasSentinel((PortalModules)(-1));
        builder.Property(z => z.PredecessorCodes).HasMaxLength(100);
        builder.Property(z => z.SuccessorCode).HasMaxLength(TenantInfo.CodeLength).IsFixedLength();
        builder.Property(z => z.Version).IsConcurrencyToken();
        builder.Ignore(z => z.AuditId);
    }
}

sealed class ZoneStateChangeMapping : IEntityTypeConfiguration<ZoneStateChange>
{
    public void Configure(EntityTypeBuilder<ZoneStateChange> builder)
    {
        builder.IsShared("zone_state_changes", RetentionKinds.Portal);
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.ZoneCode).HasMaxLength(TenantInfo.CodeLength).IsFixedLength();
        builder.Property(c => c.Reason).HasMaxLength(ZoneStateChange.ReasonLength);
        builder.HasOne<TenantInfo>().WithMany().HasForeignKey(c => c.ZoneCode).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(c => c.IsPending);
    }
}

sealed class ZoneMunicipalityMapping : IEntityTypeConfiguration<ZoneMunicipality>
{
    public void Configure(EntityTypeBuilder<ZoneMunicipality> builder)
    {
        builder.IsShared("zone_municipalities", RetentionKinds.Portal);
        builder.HasKey(m => new { m.ZoneCode, m.NisCode });
        builder.Property(m => m.ZoneCode).HasMaxLength(TenantInfo.CodeLength).IsFixedLength();
        builder.Property(m => m.NisCode).HasMaxLength(ZoneMunicipality.NisLength).IsFixedLength();
        builder.Property(m => m.Name).HasMaxLength(ZoneMunicipality.NameLength);
        builder.HasOne<TenantInfo>().WithMany().HasForeignKey(m => m.ZoneCode).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class ZoneOutlineMapping : IEntityTypeConfiguration<ZoneOutline>
{
    public void Configure(EntityTypeBuilder<ZoneOutline> builder)
    {
        builder.IsShared("zone_outlines", RetentionKinds.Portal);
        builder.HasKey(o => o.ZoneCode);
        builder.Property(o => o.ZoneCode).HasMaxLength(TenantInfo.CodeLength).IsFixedLength();
        builder.HasOne<TenantInfo>().WithOne().HasForeignKey<ZoneOutline>(o => o.ZoneCode).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class ZonePolicyMapping : IEntityTypeConfiguration<ZonePolicy>
{
    public void Configure(EntityTypeBuilder<ZonePolicy> builder)
    {
        builder.IsEntity("zone_policies", RetentionKinds.Zone, OnMerger.StaysReadable);
        builder.HasIndex(p => p.Tenant).IsUnique();
    }
}

sealed class ZoneGrantMapping : IEntityTypeConfiguration<ZoneGrant>
{
    public void Configure(EntityTypeBuilder<ZoneGrant> builder)
    {
        builder.IsEntity("zone_grants", RetentionKinds.Grants, OnMerger.StaysReadable);
        builder.IsSeenBy(nameof(ZoneGrant.Grantee));
        builder.Property(g => g.Grantee).HasMaxLength(TenantInfo.CodeLength).IsFixedLength();
        builder.Property(g => g.Subject).HasMaxLength(ZoneGrant.SubjectLength);
        builder.Property(g => g.Purpose).HasMaxLength(ZoneGrant.PurposeLength);
        builder.HasIndex(g => new { g.Grantee, g.Subject });
    }
}
