using Portal.Common;

namespace Portal.Reports;

/// <summary>What a report is about; stored as its number.</summary>
public enum ReportKind
{
    /// <summary>A confirmed hit.</summary>
    Hit = 1,

    /// <summary>What somebody wrote in the portal's editor.</summary>
    Free = 2,

    /// <summary>The answer to an inspection by the Supervisory Body for Police Information.</summary>
    Inspection = 3,

    /// <summary>A part of the audit with the file that proves it.</summary>
    AuditProof = 4,

    /// <summary>A document of another police application, deposited to be sealed and kept.</summary>
    Deposited = 5,
}

/// <summary>A document that a zone issued under its seal. Its bytes never change; what is known of it stays with it.</summary>
public sealed class Report : Entity
{
    public const int TitleLength = 200;
    public const int SealedByLength = 200;
    public const int ReasonLength = 500;

    /// <summary>Letters of the code that a receiver shows to have a report verified: 100 random bits in the alphabet of RFC 4648, base 32.</summary>
    public const int VerificationCodeLength = 20;

    Report() { }

    /// <param name="number">Within the zone and year, from 1, without gaps.</param>
    /// <param name="subjectId">What it is about, such as the hit.</param>
    /// <param name="sha256">Of the sealed file.</param>
    /// <param name="sealedBy">Name in the seal's certificate.</param>
    /// <param name="keptUntilOn">Last day on which it is kept.</param>
    public Report(
        string tenant, ReportKind kind, int year, int number, string language, string title, Guid subjectId, Guid? authorId, byte[] sha256, int size, string sealedBy, DateOnly keptUntilOn, string verificationCode,
        DateTimeOffset now) : base(tenant, now) =>
        (Kind, Year, Number, Language, Title, SubjectId, AuthorId, Sha256, Size, SealedBy, KeptUntilOn, VerificationCode, Edition, SealedAt) =
        (kind, year, number, language, title, subjectId, authorId, sha256, size, sealedBy, keptUntilOn, verificationCode, 1, now);

    public ReportKind Kind { get; private set; }

    /// <summary>Of the sealing, in Brussels.</summary>
    public int Year { get; private set; }

    public int Number { get; private set; }

    /// <summary>One of the zone's languages.</summary>
    public string Language { get; private set; } = null!;

    public string Title { get; private set; } = null!;

    public Guid SubjectId { get; private set; }

    /// <summary>Who had it made; null for what another application deposited.</summary>
    public Guid? AuthorId { get; private set; }

    /// <summary>The key of the application that deposited it; null for what the portal composed.</summary>
    public Guid? KeyId { get; private set; }

    /// <summary>What the application that deposited it calls it; with the key it names one report.</summary>
    public string? ExternalReference { get; private set; }

    /// <summary>Who knows it may ask whether the report is valid, without being told what it says.</summary>
    public string VerificationCode { get; private set; } = null!;

    /// <summary>The report that this one is a new edition of.</summary>
    public Guid? ReplacesId { get; private set; }

    /// <summary>1 for the first, one more with each that replaces another.</summary>
    public int Edition { get; private set; }

    public byte[] Sha256 { get; private set; } = [];

    /// <summary>Bytes.</summary>
    public int Size { get; private set; }

    public string SealedBy { get; private set; } = null!;

    public DateTimeOffset SealedAt { get; private set; }

    public DateOnly KeptUntilOn { get; private set; }

    /// <summary>When it was withdrawn: it stays, and says so wherever it is looked up.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public Guid? WithdrawnBy { get; private set; }

    public string? WithdrawnReason { get; private set; }

    /// <summary>Code of the tenant whose Justice readers may read it too: the federal police's, or null.</summary>
    public string? ReleasedTo { get; private set; }

    public DateTimeOffset? ReleasedAt { get; private set; }

    public Guid? ReleasedBy { get; private set; }

    /// <summary>It takes the place of an issued report.</summary>
    public Report Replaces(Report earlier)
    {
        (ReplacesId, Edition) = (earlier.Id, earlier.Edition + 1);
        return this;
    }

    /// <summary>Another application deposited it.</summary>
    /// <param name="reference">What the application calls it.</param>
    public Report DepositedBy(Guid key, string reference)
    {
        (KeyId, ExternalReference) = (key, reference);
        return this;
    }

    /// <summary>It holds no longer: whoever verifies it is told so, the file and its trace stay.</summary>
    public Result Withdraw(Guid by, string? reason, DateTimeOffset now)
    {
        reason = reason?.Trim();
        if (string.IsNullOrEmpty(reason) || reason.Length > ReasonLength) return ReportErrors.ReasonNeeded(ReasonLength);
        if (WithdrawnAt is not null) return ReportErrors.AlreadyWithdrawn;
        (WithdrawnAt, WithdrawnBy, WithdrawnReason) = (now, by, reason);
        return Result.Ok;
    }

    /// <summary>Readers of Justice of that tenant may read it from now on.</summary>
    /// <param name="to">Code of the tenant.</param>
    public Result Release(string to, Guid by, DateTimeOffset now)
    {
        if (WithdrawnAt is not null) return ReportErrors.AlreadyWithdrawn;
        if (ReleasedTo is not null) return ReportErrors.AlreadyReleased;
        (ReleasedTo, ReleasedAt, ReleasedBy) = (to, now, by);
        return Result.Ok;
    }

    /// <summary><c>5340/2026/17</c>: zone, year, number.</summary>
    public string Reference => ReferenceOf(Tenant, Year, Number);

    public static string ReferenceOf(string tenant, int year, int number) => FormattableString.Invariant($"{tenant}/{year}/{number}");
}

/// <summary>The sealed bytes of a report, apart so that lists do not carry them.</summary>
public sealed class ReportFile : ITenantOwned
{
    ReportFile() { }

    public ReportFile(Report report, byte[] content) => (Tenant, ReportId, Content) = (report.Tenant, report.Id, content);

    public string Tenant { get; private set; } = null!;

    public Guid ReportId { get; private set; }

    public byte[] Content { get; private set; } = [];

    /// <summary>As <see cref="Report.ReleasedTo"/>.</summary>
    public string? ReleasedTo { get; private set; }

    /// <summary>Goes with its report.</summary>
    public void Release(Report report) => ReleasedTo = report.ReleasedTo;
}

/// <summary>The last number given in a zone and year. Its row is locked while a report is sealed, so that no number is missing and none is given twice.</summary>
public sealed class ReportCount : ITenantOwned
{
    ReportCount() { }

    public ReportCount(string tenant, int year) => (Tenant, Year) = (tenant, year);

    public string Tenant { get; private set; } = null!;

    public int Year { get; private set; }

    public int Last { get; private set; }
}
