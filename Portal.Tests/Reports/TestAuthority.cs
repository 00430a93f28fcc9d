using Portal.Reports.Signing;

namespace Portal.Tests.Reports;

/// <summary>An authority made by openssl, with persons and a seal below it (build/pdf/mkpki.sh).</summary>
public sealed class TestAuthority : IAsyncLifetime
{
    const string Password = "test";

    readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public string File(string name) => folder.File(name);

    public Pkcs12SigningKey Key(string name) => Pkcs12SigningKey.Load(System.IO.File.ReadAllBytes(File(name + ".p12")), Password);

    public async ValueTask InitializeAsync()
    {
        var (code, output) = await ExternalTool.RunAsync("bash", Path.Combine(Repository.Root, "build", "pdf", "mkpki.sh"), Folder);
        Assert.True(code == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
