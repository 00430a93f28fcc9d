using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Identity;

sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.IsOwned("memberships", RetentionKinds.Rights, OnMerger.Moves);
        builder.HasKey(m => new { m.Tenant, m.PersonId, m.Role, m.CustomRoleId });
        builder.HasIndex(m => m.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
    }
}

sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.Property(p => p.DisplayName).HasMaxLength(Person.NameLength);
        builder.Property(p => p.Language).HasMaxLength(2);
    }
}

sealed class PersonSessionMapping : IEntityTypeConfiguration<PersonSession>
{
    public void Configure(EntityTypeBuilder<PersonSession> builder)
    {
        builder.IsShared("person_sessions", RetentionKinds.Sessions);
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Browser).HasMaxLength(PersonSession.BrowserLength);
        builder.HasIndex(s => new { s.PersonId, s.StartedAt });
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.Ignore(s => s.IsStrong);
    }
}
