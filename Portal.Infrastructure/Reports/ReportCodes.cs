using System.Security.Cryptography;

namespace Portal.Reports;

/// <summary>Codes by which receivers have a report verified.</summary>
static class ReportCodes
{
    /// <summary>Letters that nobody confuses on paper: RFC 4648, base 32.</summary>
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string New() => RandomNumberGenerator.GetString(Letters, Report.VerificationCodeLength);
}
