using Portal.Common;
using Portal.Tenants;

namespace Portal.Identity;

/// <summary>A person acts in a tenant in one role; several rows for several roles.</summary>
public sealed class Membership : ITenantOwned
{
    Membership() { }

    /// <param name="endsOn">Last day in Belgium; null without end.</param>
    /// <param name="grantedBy">Null for the portal itself.</param>
    /// <param name="customRoleId">With <see cref="ZoneRole.Custom"/>, the role that the zone made.</param>
    public Membership(string tenant, Guid personId, ZoneRole role, DateTimeOffset now, DateOnly? endsOn = null, Guid? grantedBy = null, Guid customRoleId = default) =>
        (Tenant, PersonId, Role, GrantedAt, EndsOn, GrantedBy, CustomRoleId) = (tenant, personId, role, now, endsOn, grantedBy, customRoleId);

    public string Tenant { get; private set; } = null!;

    public Guid PersonId { get; private set; }

    public ZoneRole Role { get; private set; }

    /// <summary>The zone's own role; empty for a built-in one.</summary>
    public Guid CustomRoleId { get; private set; }

    public DateTimeOffset GrantedAt { get; private set; }

    public Guid? GrantedBy { get; private set; }

    /// <summary>Last day in Belgium on which it counts; null without end.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>Counts until this day from now on; null without end.</summary>
    public void Until(DateOnly? lastDay) => EndsOn = lastDay;

    public RoleRef AsRole => new(Role, CustomRoleId);

    /// <summary>Given again after it ended.</summary>
    public void GiveAgain(Guid? by, DateTimeOffset now) => (GrantedAt, GrantedBy, EndsOn) = (now, by, null);
}
