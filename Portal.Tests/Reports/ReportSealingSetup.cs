using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Audit;
using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Tenants;
using Portal.Tests.Reports.Pdf;

namespace Portal.Tests.Reports;

/// <summary>What the document of these tests is made of.</summary>
/// <param name="Text">Stands in it; a word beginning with "!" makes composing fail, one with "?" makes it wait for <see cref="SealingPortal.Gate"/>.</param>
sealed record NoteFacts(string Text);

/// <summary>A portal whose free reports are notes of one line, and a second node of it on the same database.</summary>
public class SealingPortal(Cluster cluster) : PortalServices(cluster)
{
    readonly List<WebApplication> nodes = [];

    /// <summary>What composing waits for where a test wants it to.</summary>
    public SemaphoreSlim Gate { get; } = new(0);

    /// <summary>Raised when composing waits at the gate.</summary>
    public SemaphoreSlim AtGate { get; } = new(0);

    /// <summary>Composing fails this often.</summary>
    public int Failures { get; set; }

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Services.RemoveAll<IReportTemplate>();
        builder.Services.AddSingleton<IReportTemplate>(new ReportTemplate<NoteFacts>(ReportKind.Free, Compose));
    }

    ReportDocument Compose(NoteFacts facts, Issue issue)
    {
        var isReal = issue.SealedBy.Contains("seal", StringComparison.Ordinal);
        if (isReal && facts.Text.StartsWith('!') && Failures-- > 0) throw new InvalidOperationException("composing fails");
        if (isReal && facts.Text.StartsWith('?'))
        {
            AtGate.Release();
            Gate.Wait();
        }

        return PdfProbe.Document(new Paragraph(facts.Text + " " + issue.Reference + " " + issue.VerificationAddress), new SignatureBoxes(new SignatureBox(ReportService.SealField, "Seal", "Seal"))) with { Number = issue.Reference };
    }

    /// <summary>Orders a note.</summary>
    public async Task<Guid> OrderNoteAsync(string zone, string text, Guid? replaces = null, ZoneRole role = ZoneRole.AnprOperator)
    {
        await using var scope = await AsAsync(zone, role);
        var ordered = await scope.Get<ReportOrders>().OrderAsync(new(ReportKind.Free, Guid.NewGuid(), zone == "5291" ? "de" : "nl", ConsultationPurpose.Prosecution, "N-1") { ReplacesId = replaces }, new NoteFacts(text), TestContext.Current.CancellationToken);
        Assert.True(ordered.Succeeded, ordered.Error?.Code);
        return ordered.Value;
    }

    public async Task<WebApplication> SecondNodeAsync()
    {
        var node = await Program.BuildAsync(
        [
            "--applicationName=Portal", "--environment=Development", "--contentRoot=" + Path.Combine(Repository.Root, "Portal"), "--urls=http://127.0.0.1:0", "--Database:Owner=" + await ConnectionAsync("portal_owner"),
            "--Database:Application=" + await ConnectionAsync("portal_app"), "--Database:Ingest=" + await ConnectionAsync("portal_ingest"), "--Logging:LogLevel:Default=Error", "--Mail:Folder=" + MailFolder,
        ], Configure);
        nodes.Add(node);
        await node.StartAsync();
        return node;
    }

    public override async ValueTask DisposeAsync()
    {
        Gate.Release(1000);
        foreach (var node in nodes)
        {
            await node.StopAsync();
            await node.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
