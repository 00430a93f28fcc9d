using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Common.Notices;

/// <summary>A mail as it lies in a folder or came over the wire, read back.</summary>
/// <param name="Name">Of the file.</param>
public sealed partial record MailFile(string Name, string From, string To, string Subject, string Body, string MessageId)
{
    public static string NameOf(Guid id) => id.ToString("N") + ".eml";

    /// <summary>The mails of a folder, latest first: identifiers are in the order of time.</summary>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<MailFile> Latest(string folder, int most) => !Directory.Exists(folder) ? [] :
        [.. Directory.GetFiles(folder, "*.eml").OrderByDescending(f => f, StringComparer.Ordinal).Take(most).Select(f => Read(Path.GetFileName(f), File.ReadAllText(f)))];

    /// <summary>Reads a message of one part of text, as the portal writes them.</summary>
    public static MailFile Read(string name, string text)
    {
        var parts = text.ReplaceLineEndings("\n").Split("\n\n", 2);
        var headers = Fold().Replace(parts[0], " ").Split('\n').Select(l => l.Split(':', 2)).Where(l => l.Length == 2)
            .GroupBy(l => l[0].Trim(), l => l[1].Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        string Header(string key) => Decode(headers.GetValueOrDefault(key, ""));
        var body = parts.Length < 2 ? "" : parts[1];
        if (Header("Content-Transfer-Encoding").Equals("base64", StringComparison.OrdinalIgnoreCase)) body = Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal).Trim()));
        return new(name, Header("From"), Header("To"), Header("Subject"), body.ReplaceLineEndings("\n"), Header("Message-ID"));
    }

    /// <summary>Encoded words (RFC 2047); the blank between two of them is no blank.</summary>
    static string Decode(string header) => Word().Replace(Between().Replace(header, "?==?"), m => Encoding.UTF8.GetString(
        m.Groups["kind"].Value is "B" or "b" ? Convert.FromBase64String(m.Groups["text"].Value) : Quoted(m.Groups["text"].Value)));

    static byte[] Quoted(string text)
    {
        var bytes = new List<byte>();
        for (var n = 0; n < text.Length; n++)
        {
            if (text[n] == '=' && n + 2 < text.Length + 0 && byte.TryParse(text.AsSpan(n + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var value))
            {
                bytes.Add(value);
                n += 2;
            }
            else
            {
                bytes.Add((byte)(text[n] == '_' ? ' ' : text[n]));
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"\n[ \t]+", RegexOptions.None, 1000)]
    private static partial Regex Fold();

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.None, 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?utf-8\?(?<kind>[BbQq])\?(?<text>[^?]*)\?=", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Word();
}
