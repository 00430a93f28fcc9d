using System.Text;
using System.Text.Unicode;
using Portal.Common;
using Portal.Reports.Pdf;

namespace Portal.Reports.Drafts;

/// <summary>Which files a draft takes: what an official adds to a report, and nothing that runs. The content decides; the name must agree with it.</summary>
public static class DraftFileKinds
{
    static readonly (string[] Endings, string MediaType, Func<byte[], bool> Is)[] Known =
    [
        ([".jpg", ".jpeg"], "image/jpeg", f => Starts(f, 0xFF, 0xD8, 0xFF)),
        ([".png"], "image/png", f => Starts(f, 0x89, 0x50, 0x4E, 0x47)),
        ([".pdf"], "application/pdf", f => Starts(f, "%PDF-"u8)),
        ([".txt"], "text/plain", IsText),
        ([".csv"], "text/csv", IsText),
        ([".json"], "application/json", IsText),
        ([".docx"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document", IsPackage),
        ([".xlsx"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", IsPackage),
        ([".odt"], "application/vnd.oasis.opendocument.text", IsPackage),
        ([".ods"], "application/vnd.oasis.opendocument.spreadsheet", IsPackage),
        ([".mp4"], "video/mp4", f => f.Length > 12 && f.AsSpan(4, 4).SequenceEqual("ftyp"u8)),
    ];

    /// <summary>For the browser's choice of files.</summary>
    public static string Accepted { get; } = string.Join(',', Known.SelectMany(k => k.Endings));

    public static bool IsPicture(string mediaType) => mediaType.StartsWith("image/", StringComparison.Ordinal);

    /// <returns>The media type. Errors: a kind that is not taken, a picture that cannot be shown.</returns>
    public static Result<string> Of(string name, byte[] content)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        var kind = Known.FirstOrDefault(k => k.Endings.Contains(ending));
        if (kind.Is is null || !kind.Is(content)) return DraftErrors.FileKind;
        return IsPicture(kind.MediaType) && ReportImage.Read(content, out _) is null ? DraftErrors.PictureUnreadable : kind.MediaType;
    }

    static bool Starts(byte[] file, params ReadOnlySpan<byte> with) => file.AsSpan().StartsWith(with);

    static bool IsText(byte[] file) => Utf8.IsValid(file) && !file.AsSpan().Contains((byte)0);

    /// <summary>A document in a package, and none with macros of the old kind.</summary>
    static bool IsPackage(byte[] file) => Starts(file, "PK\u0003\u0004"u8) && file.AsSpan().IndexOf(Encoding.ASCII.GetBytes("vbaProject.bin")) < 0;
}
