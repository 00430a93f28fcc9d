using System.Text.RegularExpressions;

namespace Portal.Common;

/// <summary>Reads addresses of mail as people type them.</summary>
public static partial class EmailInput
{
    public const int Longest = 256;

    public static Error Unreadable { get; } = Error.Invalid("common.email_unreadable");

    /// <returns>In small letters; null when no mail can go there. Letters with accents are refused: few servers take them.</returns>
    public static string? Parse(string? text) => text?.Trim().ToLowerInvariant() is { Length: <= Longest } address && Address().IsMatch(address) ? address : null;

    [GeneratedRegex(@"^[a-z0-9_'+&~-]+(\.[a-z0-9_'+&~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
