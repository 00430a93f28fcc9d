using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Retention;

namespace Portal.Persistence;

/// <summary>A key with which cookies and tokens are protected; in the database, so that all nodes have the same.</summary>
public sealed class ProtectionKey
{
    ProtectionKey() { }

    public ProtectionKey(string name, string xml) => (Name, Xml) = (name, xml);

    public string Name { get; private set; } = null!;

    public string Xml { get; private set; } = null!;
}

sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.IsShared("protection_keys", RetentionKinds.Portal);
        builder.HasKey(k => k.Name);
        builder.Property(k => k.Name).HasMaxLength(100);
    }
}
