using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Tenants;

sealed class TenantInfoMapping : IEntityTypeConfiguration<TenantInfo>
{
    public void Configure(EntityTypeBuilder<TenantInfo> builder)
    {
        builder.ToTable("zones");
        builder.HasKey(z => z.Code);
        builder.Property(z => z.Code).HasMaxLength(TenantInfo.CodeLength).IsFixedLength();
        builder.Property(z => z.NameNl).HasMaxLength(TenantInfo.NameLength);
        builder.Property(z => z.NameFr).HasMaxLength(TenantInfo.NameLength);
        builder.Property(z => z.NameDe).HasMaxLength(TenantInfo.NameLength);
        builder.Property(z => z.DefaultLanguage).HasMaxLength(2);
        builder.Property(z => z.DocumentLanguages).HasMaxLength(11);
    }
}
