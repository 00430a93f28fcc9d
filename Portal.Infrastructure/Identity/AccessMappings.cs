using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Persistence;
using Portal.Retention;

namespace Portal.Identity;

sealed class CustomRoleMapping : IEntityTypeConfiguration<CustomRole>
{
    public void Configure(EntityTypeBuilder<CustomRole> builder)
    {
        builder.IsEntity("custom_roles", RetentionKinds.Zone, OnMerger.Moves);
        builder.Property(r => r.Name).HasMaxLength(CustomRole.NameLength);
        builder.Property(r => r.Permissions).HasMaxLength(CustomRole.PermissionsLength);
        builder.HasIndex(r => new { r.Tenant, r.Name }).IsUnique();
    }
}

sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.IsEntity("invitations", RetentionKinds.Invitations, OnMerger.Refuses);
        builder.Property(i => i.Email).HasMaxLength(AccessRequest.EmailLength);
        builder.Property(i => i.Name).HasMaxLength(Invitation.NameLength);
        builder.Property(i => i.Language).HasMaxLength(2);
        builder.Property(i => i.Roles).HasMaxLength(Invitation.RolesLength);
        builder.Property(i => i.TokenHash).HasMaxLength(32);
        builder.HasIndex(i => new { i.Tenant, i.TokenHash }).IsUnique();
        builder.HasIndex(i => new { i.Tenant, i.CreatedAt });
    }
}

sealed class AccessRequestMapping : IEntityTypeConfiguration<AccessRequest>
{
    public void Configure(EntityTypeBuilder<AccessRequest> builder)
    {
        builder.IsEntity("access_requests", RetentionKinds.AccessRequests, OnMerger.Refuses);
        builder.Property(r => r.FirstName).HasMaxLength(AccessRequest.NamePartLength);
        builder.Property(r => r.LastName).HasMaxLength(AccessRequest.NamePartLength);
        builder.Property(r => r.Email).HasMaxLength(AccessRequest.EmailLength);
        builder.Property(r => r.PersonnelNumber).HasMaxLength(AccessRequest.PersonnelNumberLength);
        builder.Property(r => r.Remark).HasMaxLength(AccessRequest.RemarkLength);
        builder.Property(r => r.Language).HasMaxLength(2);
        builder.Property(r => r.DecisionReason).HasMaxLength(AccessRequest.ReasonLength);
        builder.Property(r => r.Problem).HasMaxLength(60);
        builder.Ignore(r => r.Name);
        builder.HasIndex(r => new { r.Tenant, r.State, r.RequestedAt, r.Id });
        builder.HasIndex(r => new { r.Tenant, r.Email });
    }
}

sealed class AccessRunMapping : IEntityTypeConfiguration<AccessRun>
{
    public void Configure(EntityTypeBuilder<AccessRun> builder)
    {
        builder.IsEntity("access_runs", RetentionKinds.AccessRequests, OnMerger.StaysReadable);
        builder.Property(r => r.Filter).HasMaxLength(AccessRun.FilterLength);
        builder.Ignore(r => r.IsUnderWay);
        builder.Property(r => r.Reason).HasMaxLength(AccessRequest.ReasonLength);
    }
}

sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.IsEntity("api_keys", RetentionKinds.ApiKeys, OnMerger.Moves);
        builder.Property(k => k.Name).HasMaxLength(ApiKey.NameLength);
        builder.Property(k => k.Scope).HasMaxLength(ApiKey.ScopeLength);
        builder.Property(k => k.Purpose).HasMaxLength(ApiKey.PurposeLength);
        builder.Property(k => k.KeyHash).HasMaxLength(32);
        builder.Property(k => k.PreviousKeyHash).HasMaxLength(32);
        builder.Property(k => k.KeyHint).HasMaxLength(ApiKey.HintLength);
        builder.HasIndex(k => new { k.Tenant, k.Name }).IsUnique();
        builder.HasIndex(k => new { k.Tenant, k.KeyHash }).IsUnique();
    }
}
