using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Identity;
using Portal.Persistence;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Contacts;

sealed class StaffMemberMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.IsEntity("staff_members", RetentionKinds.Staff, OnMerger.Moves);
        builder.IsReadAcross(SharedSubjects.Staff);
        builder.Property(s => s.PersonnelNumber).HasMaxLength(StaffMember.NumberLength);
        builder.Property(s => s.FirstName).HasMaxLength(StaffMember.NamePartLength);
        builder.Property(s => s.LastName).HasMaxLength(StaffMember.NamePartLength);
        builder.Property(s => s.SearchName).HasMaxLength((2 * StaffMember.NamePartLength) + 10);
        builder.Property(s => s.Email).HasMaxLength(StaffMember.EmailLength);
        builder.Property(s => s.Phone).HasMaxLength(StaffMember.PhoneLength);
        builder.Property(s => s.Function).HasMaxLength(StaffMember.FunctionLength);
        builder.Property(s => s.Qualifications).HasMaxLength(StaffMember.QualificationsLength);
        builder.Property(s => s.Languages).HasMaxLength(11);
        builder.Ignore(s => s.Name);
        builder.HasIndex(s => new { s.Tenant, s.SearchName, s.Id });
        builder.HasIndex(s => new { s.Tenant, s.PersonnelNumber }).IsUnique();
        builder.HasIndex(s => new { s.Tenant, s.Email }).IsUnique();
        builder.HasIndex(s => new { s.Tenant, s.PersonId }).IsUnique();
        builder.HasIndex(s => s.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.PointsTo<Unit>(nameof(StaffMember.UnitId));
        builder.PointsTo<StaffMember>(nameof(StaffMember.ChiefId));
    }
}

sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.IsEntity("units", RetentionKinds.Zone, OnMerger.Moves);
        builder.Property(u => u.Name).HasMaxLength(Unit.NameLength);
        builder.PointsTo<Unit>(nameof(Unit.ParentId));
        // No foreign key to the leader: units and staff members would point at each other through the zone, which EF cannot order. The service checks.
        builder.HasIndex(u => new { u.Tenant, u.LeaderId });
    }
}

sealed class DirectoryCardMapping : IEntityTypeConfiguration<DirectoryCard>
{
    public void Configure(EntityTypeBuilder<DirectoryCard> builder)
    {
        builder.IsOwned("directory_cards", RetentionKinds.DirectoryCards, OnMerger.Moves);
        builder.HasKey(c => new { c.Tenant, c.StaffId });
        builder.IsReadAcross(SharedSubjects.Directory);
        builder.Property(c => c.Name).HasMaxLength(DirectoryCard.NameLength);
        builder.Property(c => c.SearchName).HasMaxLength((2 * StaffMember.NamePartLength) + 10);
        builder.Property(c => c.Function).HasMaxLength(StaffMember.FunctionLength);
        builder.Property(c => c.Unit).HasMaxLength(Unit.NameLength);
        builder.Property(c => c.Phone).HasMaxLength(StaffMember.PhoneLength);
        builder.Property(c => c.Email).HasMaxLength(StaffMember.EmailLength);
        builder.Property(c => c.Languages).HasMaxLength(11);
        builder.HasIndex(c => new { c.Tenant, c.SearchName });
    }
}
