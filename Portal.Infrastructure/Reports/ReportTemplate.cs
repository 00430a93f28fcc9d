using System.Text.Json;
using Portal.Common;
using Portal.Persistence;
using Portal.Reports.Pdf;

namespace Portal.Reports;

/// <summary>Composes the documents of one kind. One is registered for each kind that the portal composes.</summary>
public interface IReportTemplate
{
    ReportKind Kind { get; }

    /// <summary>The document of the facts, with an empty signature field named <see cref="ReportService.SealField"/>; a draft has none.</summary>
    /// <param name="facts">As JSON, as <see cref="ReportFacts.Write"/> wrote them.</param>
    /// <exception cref="JsonException">These are not facts of this kind.</exception>
    ReportDocument Compose(ReadOnlyMemory<byte> facts, Issue issue);

    /// <summary>Asked in the transaction that seals: why what the document tells is not so any more, or null.</summary>
    Task<Error?> OutdatedAsync(PortalDbContext db, ReadOnlyMemory<byte> facts, CancellationToken stop);
}

/// <summary>A template over facts that wait as JSON until the report is sealed.</summary>
public sealed class ReportTemplate<TFacts>(ReportKind kind, Func<TFacts, Issue, ReportDocument> compose, Func<PortalDbContext, TFacts, CancellationToken, Task<Error?>>? outdated = null) : IReportTemplate
    where TFacts : class
{
    public ReportKind Kind => kind;

    public ReportDocument Compose(ReadOnlyMemory<byte> facts, Issue issue) => compose(Read(facts), issue);

    public Task<Error?> OutdatedAsync(PortalDbContext db, ReadOnlyMemory<byte> facts, CancellationToken stop) => outdated?.Invoke(db, Read(facts), stop) ?? Task.FromResult<Error?>(null);

    static TFacts Read(ReadOnlyMemory<byte> facts) => JsonSerializer.Deserialize<TFacts>(facts.Span) ?? throw new JsonException("There are no facts.");
}

/// <summary>Facts of a report, as they wait to be sealed.</summary>
public static class ReportFacts
{
    public static byte[] Write<TFacts>(TFacts facts) where TFacts : class => JsonSerializer.SerializeToUtf8Bytes(facts);
}
