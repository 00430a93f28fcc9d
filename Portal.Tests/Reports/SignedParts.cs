using System.Formats.Asn1;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Tests.Reports;

/// <summary>A signature and the bytes it covers, found by other means than the product's: by searching.</summary>
sealed partial record SignedParts(byte[] Cms, byte[] Covered, int GapStart, int GapEnd)
{
    public static IReadOnlyList<SignedParts> Of(byte[] pdf) => [.. ByteRange().Matches(Encoding.Latin1.GetString(pdf)).Select(m =>
    {
        int Number(string group) => int.Parse(m.Groups[group].Value, CultureInfo.InvariantCulture);
        var (start, end, rest) = (Number("a"), Number("b"), Number("c"));
        var padded = Convert.FromHexString(Encoding.ASCII.GetString(pdf, start + 1, end - start - 2));
        AsnDecoder.ReadEncodedValue(padded, AsnEncodingRules.BER, out _, out _, out var length);
        return new SignedParts(padded[..length], [.. pdf[..start], .. pdf[end..(end + rest)]], start, end);
    })];

    [GeneratedRegex(@"/ByteRange \[0 (?<a>\d+) (?<b>\d+) (?<c>\d+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByteRange();
}
