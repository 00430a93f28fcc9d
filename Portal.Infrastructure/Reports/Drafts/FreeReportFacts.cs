namespace Portal.Reports.Drafts;

/// <summary>What a report tells that somebody wrote in the editor.</summary>
/// <param name="Author">Who has it made.</param>
/// <param name="Replaces">Reference of the report that it is a new edition of.</param>
public sealed record FreeReportFacts(
    ReportedZone Zone, string Language, string Title, string? CaseNumber, string Author, string? Replaces, IReadOnlyList<DraftBlock> Blocks, IReadOnlyList<FreeReportFile> Files);

/// <summary>A file of a free report: shown where the text names it, attached otherwise.</summary>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record FreeReportFile(Guid Id, string Name, string MediaType, string Description, string Sha256, byte[] Content);
