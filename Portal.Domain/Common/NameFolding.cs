using System.Globalization;
using System.Text;

namespace Portal.Common;

/// <summary>Names as people search and match them: small letters, no accents, one blank between words, nothing but letters and digits.</summary>
public static class NameFolding
{
    /// <returns>At most <paramref name="longest"/> characters; empty when no letter or digit is left.</returns>
    public static string Fold(string? text, int longest = 130)
    {
        var folded = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || c is '\'' or '’') continue;
            if (c is 'ß') folded.Append("ss");
            else if (c is 'æ' or 'Æ') folded.Append("ae");
            else if (c is 'ø' or 'Ø') folded.Append('o');
            else if (char.IsLetterOrDigit(c)) folded.Append(char.ToLowerInvariant(c));
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        var result = folded.ToString().Trim();
        return result.Length <= longest ? result : result[..longest].TrimEnd();
    }
}
