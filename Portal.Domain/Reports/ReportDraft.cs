using Portal.Common;

namespace Portal.Reports;

/// <summary>A report that somebody writes and nobody has sealed. It never leaves the portal, and has no number.</summary>
public sealed class ReportDraft : Entity
{
    public const int TitleLength = Report.TitleLength;

    /// <summary>Letters of the body as it is stored.</summary>
    public const int BodyLength = 400_000;

    public const int CaseNumberLength = 40;

    ReportDraft() { }

    public ReportDraft(string tenant, string title, string language, Guid authorId, DateTimeOffset now) : base(tenant, now) =>
        (Title, Language, AuthorId, CreatedAt, ChangedAt) = (title, language, authorId, now, now);

    public string Title { get; private set; } = "";

    /// <summary>One of the zone's languages.</summary>
    public string Language { get; private set; } = null!;

    /// <summary>Headings, paragraphs, lists, tables and pictures, as JSON.</summary>
    public string Body { get; private set; } = "";

    public string? CaseNumber { get; private set; }

    public Guid AuthorId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The issued report that this will replace.</summary>
    public Guid? ReplacesId { get; private set; }

    /// <summary>Begins an edition that takes the place of an issued report.</summary>
    public ReportDraft Replacing(Guid report)
    {
        ReplacesId = report;
        return this;
    }

    /// <summary>What the editor holds now.</summary>
    /// <returns>Errors: a title or case number that is too long, and those of <see cref="DraftBody.Write"/>. A draft may still be without a title.</returns>
    public Result Write(string title, string language, string? caseNumber, IReadOnlyList<DraftBlock> blocks, DateTimeOffset now)
    {
        (title, caseNumber) = (title.Trim(), string.IsNullOrWhiteSpace(caseNumber) ? null : caseNumber.Trim());
        if (title.Length > TitleLength) return DraftErrors.TitleTooLong;
        if (caseNumber is { Length: > CaseNumberLength }) return DraftErrors.CaseNumberTooLong;
        var body = DraftBody.Write(blocks);
        if (!body.Succeeded) return body.Error;
        (Title, Language, CaseNumber, Body, ChangedAt) = (title, language, caseNumber, body.Value, now);
        return Result.Ok;
    }

    /// <summary>A file came, went or was described: it counts as changed.</summary>
    public void Touch(DateTimeOffset now) => ChangedAt = now;
}

/// <summary>A file that a draft carries, to be attached or shown in the text.</summary>
public sealed class ReportDraftFile : Entity
{
    public const int NameLength = 100;
    public const int MediaTypeLength = 100;
    public const int DescriptionLength = 200;

    /// <summary>Bytes of one file.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Files of one draft.</summary>
    public const int MostFiles = 20;

    ReportDraftFile() { }

    public ReportDraftFile(ReportDraft draft, string name, string mediaType, string description, byte[] sha256, byte[] content, DateTimeOffset now) : base(draft.Tenant, now) =>
        (DraftId, Name, MediaType, Description, Sha256, Content, AddedAt) = (draft.Id, name, mediaType, description, sha256, content, now);

    public Guid DraftId { get; private set; }

    public string Name { get; private set; } = null!;

    public string MediaType { get; private set; } = null!;

    /// <summary>What it shows or holds, for who cannot see it.</summary>
    public string Description { get; private set; } = "";

    public byte[] Sha256 { get; private set; } = [];

    public byte[] Content { get; private set; } = [];

    public DateTimeOffset AddedAt { get; private set; }

    /// <returns>Error: a description that is too long.</returns>
    public Result Describe(string description)
    {
        description = description.Trim();
        if (description.Length > DescriptionLength) return DraftErrors.DescriptionTooLong;
        Description = description;
        return Result.Ok;
    }
}
