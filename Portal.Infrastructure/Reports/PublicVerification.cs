using System.Security.Cryptography;
using System.Text;
using Portal.Common;
using Portal.Persistence.Providers;

namespace Portal.Reports;

/// <summary>What a receiver is told.</summary>
public enum PublicOutcome
{
    Valid = 1,
    Withdrawn = 2,
    Replaced = 3,

    /// <summary>No report of that reference and code, or no file that was issued: which of them is not said.</summary>
    Unknown = 4,

    /// <summary>The file is the beginning of one that was issued: its end, and its seal with it, are missing.</summary>
    CutBack = 5,

    /// <summary>Something was added to a file that was issued.</summary>
    Added = 6,
}

/// <summary>The answer to a receiver: no content, no title, no name of a person.</summary>
/// <param name="Since">When it was withdrawn or replaced.</param>
public sealed record PublicVerdict(PublicOutcome Outcome, string? Zone = null, string? Reference = null, DateTimeOffset? SealedAt = null, DateTimeOffset? Since = null);

/// <summary>Tells whoever received a report whether it holds: by the reference and code that stand on it, or by the file itself. Nothing is kept.</summary>
public sealed class PublicVerification(IDatabaseProvider database) : IDisposable
{
    /// <summary>How long a stranger waits for a turn.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Files of strangers in memory at once.</summary>
    readonly SemaphoreSlim turns = new(4);

    /// <summary>A wrong code and an unknown reference are answered alike, after the same work.</summary>
    public async Task<PublicVerdict> ByCodeAsync(string? reference, string? code, CancellationToken stop = default)
    {
        var asked = ReportMark.Read(reference);
        var given = Encoding.ASCII.GetBytes(new string([.. (code ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(2 * Report.VerificationCodeLength)]).PadRight(Report.VerificationCodeLength, ' '));
        var found = await database.IssuedReportAsync(asked?.Zone ?? "", asked?.Year ?? 0, asked?.Number ?? 0, stop);
        var kept = Encoding.ASCII.GetBytes((found?.Code ?? "").PadRight(Report.VerificationCodeLength, '-'));
        return CryptographicOperations.FixedTimeEquals(given, kept) & found is not null ? Told(found!) : new(PublicOutcome.Unknown);
    }

    public async Task<Result<PublicVerdict>> ByFileAsync(Stream file, CancellationToken stop = default)
    {
        if (!await turns.WaitAsync(Patience, stop)) return ReportErrors.Busy;
        try
        {
            if (await ReportCheck.ReadAsync(file, stop) is not { } bytes) return ReportErrors.FileTooLarge(ReportCheck.MostMegabytes);
            if (await database.IssuedFileAsync(SHA256.HashData(bytes), stop) is { } same) return Told(same);
            if (ReportMark.In(bytes) is not { } mark) return new PublicVerdict(PublicOutcome.Unknown);
            var compared = await database.CompareReportAsync(mark.Zone, mark.Year, mark.Number, bytes, stop);
            return compared is 2 or 3 ? new PublicVerdict(compared == 2 ? PublicOutcome.Added : PublicOutcome.CutBack, mark.Zone, mark.Reference) : new PublicVerdict(PublicOutcome.Unknown);
        }
        finally
        {
            turns.Release();
        }
    }

    static PublicVerdict Told(IssuedReport report)
    {
        var reference = Report.ReferenceOf(report.Zone, report.Year, report.Number);
        return report switch
        {
            { WithdrawnAt: { } withdrawn } => new(PublicOutcome.Withdrawn, report.Zone, reference, report.SealedAt, withdrawn),
            { ReplacedAt: { } replaced } => new(PublicOutcome.Replaced, report.Zone, reference, report.SealedAt, replaced),
            _ => new(PublicOutcome.Valid, report.Zone, reference, report.SealedAt),
        };
    }

    public void Dispose() => turns.Dispose();
}
