namespace Portal.Tests.Reports;

/// <summary>A folder of a test's own, deleted with what is in it.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("portal-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public async Task<string> WriteAsync(string name, byte[] bytes)
    {
        await System.IO.File.WriteAllBytesAsync(File(name), bytes, TestContext.Current.CancellationToken);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
