using Portal.Tests.Reports.Pdf;

namespace Portal.Tests.Reports;

/// <summary>Programs that are not ours: qpdf, the checker of PDF/A and PDF/UA, pdfsig, openssl.</summary>
static class OutsideJudges
{
    /// <summary>Fails unless each of them finds the sealed report faultless, its one signature valid, and its certificate trusted by the root.</summary>
    /// <param name="root">Of the seal's authority, PEM.</param>
    /// <returns>What pdfsig says.</returns>
    public static async Task<string> AcceptAsync(byte[] pdf, string root)
    {
        using var folder = new TemporaryFolder();
        var path = await folder.WriteAsync("report.pdf", pdf);
        var (code, output) = await ExternalTool.RunAsync("qpdf", "--check", path);
        Assert.True(code == 0 && !output.Contains("WARNING", StringComparison.Ordinal), output);
        (code, output) = await PdfProbe.RulesAsync(path);
        Assert.True(code == 0 && output.Contains("CLEAN", StringComparison.Ordinal), output);
        var anchor = await folder.WriteAsync("root.crt", System.Text.Encoding.ASCII.GetBytes(root));
        var signed = Assert.Single(SignedParts.Of(pdf));
        (code, output) = await ExternalTool.RunAsync(
            "openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", await folder.WriteAsync("cms", signed.Cms), "-content", await folder.WriteAsync("covered", signed.Covered),
            "-CAfile", anchor, "-purpose", "any", "-out", "/dev/null");
        Assert.True(code == 0, output);
        var trust = "sql:" + Directory.CreateDirectory(folder.File("nss")).FullName;
        await ExternalTool.RunAsync("certutil", "-N", "-d", trust, "--empty-password");
        await ExternalTool.RunAsync("certutil", "-A", "-d", trust, "-n", "root", "-t", "CT,CT,CT", "-i", anchor);
        (_, output) = await ExternalTool.RunAsync("pdfsig", "-nssdir", trust, path);
        foreach (var said in new[] { "Signature is Valid.", "Certificate is Trusted.", "Total document signed", "ETSI.CAdES.detached" }) Assert.Contains(said, output, StringComparison.Ordinal);
        return output;
    }
}
