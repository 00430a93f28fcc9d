using Portal.Common;

namespace Portal.Tenants.Support;

/// <summary>The account of a zone for when nobody gets in any other way. Its code is made once, before two people, sealed in an envelope; every use alarms.</summary>
public sealed class BreakGlassAccount : Entity
{
    BreakGlassAccount() { }

    public BreakGlassAccount(string tenant, Guid personId, byte[] codeHash, Guid sealedBy, Guid witnessedBy, DateTimeOffset now) : base(tenant, now) =>
        (PersonId, CodeHash, SealedBy, WitnessedBy, SealedAt) = (personId, codeHash, sealedBy, witnessedBy, now);

    /// <summary>The account that the audit names; it has no password.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>SHA-256 of the code, which is 128 random bits.</summary>
    public byte[] CodeHash { get; private set; } = null!;

    public Guid SealedBy { get; private set; }

    /// <summary>The second person, another than who sealed it.</summary>
    public Guid WitnessedBy { get; private set; }

    public DateTimeOffset SealedAt { get; private set; }

    /// <summary>The code was used: it counts no more, and a new one is to be sealed.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Somebody looked into what was done under it.</summary>
    public DateTimeOffset? ReviewedAt { get; private set; }

    public Guid? ReviewedBy { get; private set; }

    public void Use(DateTimeOffset now) => UsedAt ??= now;

    public void Review(Guid by, DateTimeOffset now) => (ReviewedBy, ReviewedAt) = (by, now);

    public void Seal(byte[] codeHash, Guid sealedBy, Guid witnessedBy, DateTimeOffset now) =>
        (CodeHash, SealedBy, WitnessedBy, SealedAt, UsedAt, ReviewedAt, ReviewedBy) = (codeHash, sealedBy, witnessedBy, now, null, null, null);
}
