using Portal.Common;
using Portal.Tenants;

namespace Portal.Identity;

/// <summary>A person acts in a zone in one role; several rows for several roles.</summary>
public sealed class Membership : ITenantOwned
{
    Membership() { }

    public Membership(string tenant, Guid personId, ZoneRole role, DateTimeOffset now) => (Tenant, PersonId, Role, GrantedAt) = (tenant, personId, role, now);

    public string Tenant { get; private set; } = null!;

    public Guid PersonId { get; private set; }

    public ZoneRole Role { get; private set; }

    public DateTimeOffset GrantedAt { get; private set; }
}
