using System.Security.Cryptography.X509Certificates;
using Portal.Reports.Signing;

namespace Portal.Tests.Reports;

/// <summary>An authority, the seal of a zone below it, and sealed files.</summary>
static class TestSeals
{
    static readonly Lazy<DemoAuthority> LazyAuthority = new(() => new(TimeProvider.System, "Test"));
    static readonly Lazy<Pkcs12SigningKey> LazyKey = new(() => Pkcs12SigningKey.Load(Authority.IssueSeal(new("Politiezone Élan", "NTRBE-0999999999"), "secret"), "secret"));

    public static DemoAuthority Authority => LazyAuthority.Value;

    public static Pkcs12SigningKey Key => LazyKey.Value;

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static SealDetails Details => new("Politiezone Élan", "Verslag", "België", Now, "info@zone.example");

    public static Task<byte[]> SealAsync(byte[] pdf, string field = "Seal", ISigningKey? key = null) =>
        PdfSigner.SealAsync(pdf, field, key ?? Key, Details, TestContext.Current.CancellationToken);

    public static string Pem(this X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}
