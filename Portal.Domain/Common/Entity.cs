namespace Portal.Common;

/// <summary>Base of every row that a zone owns: the key is the zone's code and an identifier, so that no key and no foreign key crosses zones.</summary>
public abstract class Entity : ITenantOwned
{
    /// <summary>For the mapper alone.</summary>
    protected Entity() { }

    protected Entity(string tenant, DateTimeOffset now) => (Tenant, Id) = (tenant, Guid.CreateVersion7(now));

    public string Tenant { get; private set; } = null!;

    /// <summary>Time-ordered (UUID version 7).</summary>
    public Guid Id { get; private set; }

    /// <summary>Raised by every change: two people who change the same row are told of each other.</summary>
    public int Version { get; private set; }
}
