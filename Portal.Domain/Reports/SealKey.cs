using Portal.Common;

namespace Portal.Reports;

/// <summary>A zone's key for its electronic seal (Regulation (EU) 910/2014, art. 36: an advanced seal). The newest that is valid seals.</summary>
public sealed class SealKey : Entity
{
    public const int NameLength = 200;

    SealKey() { }

    /// <param name="name">Common name in the certificate.</param>
    /// <param name="issuer">Name of the authority that issued it.</param>
    /// <param name="certificate">DER.</param>
    /// <param name="protectedPkcs12">Key and chain, encrypted by the portal.</param>
    /// <param name="addedBy">Null for the demonstration.</param>
    public SealKey(string tenant, string name, string issuer, byte[] certificate, byte[] protectedPkcs12, DateTimeOffset validFromAt, DateTimeOffset validUntilAt, Guid? addedBy, DateTimeOffset now) : base(tenant, now) =>
        (Name, Issuer, Certificate, ProtectedPkcs12, ValidFromAt, ValidUntilAt, AddedBy, AddedAt) = (name, issuer, certificate, protectedPkcs12, validFromAt, validUntilAt, addedBy, now);

    public string Name { get; private set; } = null!;

    public string Issuer { get; private set; } = null!;

    public byte[] Certificate { get; private set; } = [];

    public byte[] ProtectedPkcs12 { get; private set; } = [];

    public DateTimeOffset ValidFromAt { get; private set; }

    public DateTimeOffset ValidUntilAt { get; private set; }

    public Guid? AddedBy { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>Days before its last day on which it is warned of; less than nothing is the day after.</summary>
    public static IReadOnlyList<int> WarningDays { get; } = [-1, 1, 7, 14, 30, 60];

    /// <summary>Fewest days before its end at which somebody was warned; null before the first warning.</summary>
    public int? WarnedDays { get; private set; }

    /// <summary>Notes that a warning is due, so that each is given once.</summary>
    /// <returns>False when none is due, or it was given.</returns>
    public bool Warn(DateTimeOffset now)
    {
        var left = Brussels.DayOf(ValidUntilAt).DayNumber - Brussels.DayOf(now).DayNumber;
        if (WarningDays.Where(d => d < 0 ? left < 0 : left <= d && left >= 0).Select(d => (int?)d).Min() is not { } due || WarnedDays <= due) return false;
        WarnedDays = due;
        return true;
    }
}
