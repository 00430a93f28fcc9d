using System.Globalization;
using Portal.Common;
using Portal.Reports.Pdf;

namespace Portal.Reports;

/// <summary>Makes the files of reports, no more of them at once than the machine has processors.</summary>
public sealed class ReportComposer(IEnumerable<IReportTemplate> templates) : IDisposable
{
    readonly Dictionary<ReportKind, IReportTemplate> templates = templates.ToDictionary(t => t.Kind);
    readonly SemaphoreSlim turns = new(Environment.ProcessorCount);

    /// <exception cref="InvalidOperationException">The portal composes no documents of this kind.</exception>
    public IReportTemplate Of(ReportKind kind) => templates.GetValueOrDefault(kind) ?? throw new InvalidOperationException($"There is no template for {kind}.");

    /// <summary>The document and its file, before the seal.</summary>
    /// <exception cref="MissingCharacterException">A character stands in the facts that no font has.</exception>
    public Task<(ReportDocument Document, byte[] File)> ComposeAsync(ReportKind kind, ReadOnlyMemory<byte> facts, Issue issue, CancellationToken stop) => WorkAsync(() =>
    {
        var document = Of(kind).Compose(facts, issue);
        return (document, ReportWriter.Write(document));
    }, stop);

    /// <summary>Composes for nobody, to see whether it will do.</summary>
    /// <returns>What the document is called in lists.</returns>
    public async Task<Result<string>> TryAsync(ReportKind kind, ReadOnlyMemory<byte> facts, Issue issue, CancellationToken stop)
    {
        try
        {
            return (await ComposeAsync(kind, facts, issue, stop)).Document.ListTitle;
        }
        catch (MissingCharacterException missing)
        {
            return ReportErrors.CharacterMissing(string.Join(", ", missing.Characters.Take(10).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c} ({ReportText.NameOf(c)})"))));
        }
    }

    /// <summary>Does work of the processor when it is its turn.</summary>
    public async Task<T> WorkAsync<T>(Func<T> work, CancellationToken stop)
    {
        await turns.WaitAsync(stop);
        try
        {
            return await Task.Run(work, stop);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
