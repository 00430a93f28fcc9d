using System.Text;
using Portal.Anpr.Hotlists;

namespace Portal.Common;

/// <summary>The text of a file that a spreadsheet or another system wrote: UTF-8, UTF-16 with its mark, else Windows-1252.</summary>
static class FileText
{
    static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <returns>The text without a byte order mark, or why it is none.</returns>
    public static Result<string> Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length > HotlistImport.MaxBytes) return ImportErrors.FileTooLarge;
        // A zip (xlsx, ods) and the compound file of old (xls)
        if (file.StartsWith("PK\u0003\u0004"u8) || file.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0])) return ImportErrors.FileIsWorkbook;
        if (file.StartsWith("%PDF"u8)) return ImportErrors.FileNotText;
        var text = file.StartsWith<byte>([0xFF, 0xFE]) ? Encoding.Unicode.GetString(file[2..]) : file.StartsWith<byte>([0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(file[2..])
            : EightBit(file.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? file[3..] : file);
        if (text.Contains('\0', StringComparison.Ordinal) || IsNoise(text)) return ImportErrors.FileNotText;
        return string.IsNullOrWhiteSpace(text) ? ImportErrors.FileEmpty : text;
    }

    static string EightBit(ReadOnlySpan<byte> file)
    {
        try
        {
            return StrictUtf8.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(file);
        }
    }

    /// <summary>Pictures and programs have control characters at once; text has none but tabs and line ends.</summary>
    static bool IsNoise(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 4096));
        var controls = 0;
        foreach (var c in head)
        {
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n')) controls++;
        }

        return controls > 0 && controls * 50 > head.Length;
    }
}
