using Portal.Common;

namespace Portal.Tenants.Support;

/// <summary>The account of a zone for when nobody gets in any other way. Its code is made once, before two people, sealed in an envelope; every use alarms.</summary>
public sealed class BreakGlassAccount : Entity
{
    /// <summary>Longest session, in hours.</summary>
    public const int SessionHours = 4;

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

    /// <summary>True while somebody who showed the code may be in; the session may have ended before.</summary>
    public bool IsInUse(DateTimeOffset now) => UsedAt is { } used && now < used.AddHours(SessionHours);

    /// <summary>A code waits in its envelope.</summary>
    public bool IsSealed => UsedAt is null;

    /// <summary>It was used and nobody has looked into that.</summary>
    public bool WantsReview => UsedAt is not null && ReviewedAt is null;

    /// <summary>A new account with a first code.</summary>
    public static Result<BreakGlassAccount> Create(string tenant, Guid personId, byte[] codeHash, Guid sealedBy, Guid witnessedBy, DateTimeOffset now) =>
        sealedBy == witnessedBy ? BreakGlassErrors.WitnessIsSealer : new BreakGlassAccount(tenant, personId, codeHash, sealedBy, witnessedBy, now);

    /// <summary>The code was shown: it counts no more.</summary>
    public Result Use(DateTimeOffset now)
    {
        if (!IsSealed) return BreakGlassErrors.CodeWrong;
        UsedAt = now;
        return Result.Ok;
    }

    /// <summary>Somebody looked into what was done under it.</summary>
    public Result Review(Guid by, DateTimeOffset now)
    {
        if (!WantsReview) return BreakGlassErrors.NothingToReview;
        (ReviewedBy, ReviewedAt) = (by, now);
        return Result.Ok;
    }

    /// <summary>A new code takes the place of the one before. After a use, only once that was looked into.</summary>
    /// <param name="personId">A new account each time: what was done to the one before opens nothing.</param>
    public Result Seal(Guid personId, byte[] codeHash, Guid sealedBy, Guid witnessedBy, DateTimeOffset now)
    {
        if (sealedBy == witnessedBy) return BreakGlassErrors.WitnessIsSealer;
        if (WantsReview) return BreakGlassErrors.ReviewFirst;
        (PersonId, CodeHash, SealedBy, WitnessedBy, SealedAt, UsedAt, ReviewedAt, ReviewedBy) = (personId, codeHash, sealedBy, witnessedBy, now, null, null, null);
        return Result.Ok;
    }
}
