using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Reports.Signing;
using Portal.Reports.Verification;

namespace Portal.Benchmarks.Reports;

/// <summary>How many hit reports a second one core lays out and seals, beside the bare RSA signature that each of them needs.</summary>
static class SealBenchmark
{
    static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<string[]>> RunAsync()
    {
        using var authority = new DemoAuthority(TimeProvider.System, "Benchmark");
        using var key = Pkcs12SigningKey.Load(authority.IssueSeal(new("Zone", "NTRBE-0999999999"), ""), "");
        var hash = RandomNumberGenerator.GetBytes(32);
        var laidOut = ReportWriter.Write(Document());
        var sealedOnce = await SealAsync(laidOut);
        var anchors = new TrustAnchors([authority.Root]);

        var bare = await RateAsync(async () => await key.SignHashAsync(hash, CancellationToken.None));
        var layout = await RateAsync(() => ValueTask.FromResult<object>(ReportWriter.Write(Document())));
        var seal = await RateAsync(async () => await SealAsync(laidOut));
        var both = await RateAsync(async () => await SealAsync(ReportWriter.Write(Document())));
        var verify = await RateAsync(() => ValueTask.FromResult<object>(PdfVerifier.Verify(sealedOnce, anchors, TimeProvider.System.GetUtcNow())));
        var chromium = await ChromiumPrinting.RateAsync(Document(), Measured);
        var watch = Stopwatch.StartNew();
        var large = ReportWriter.Write(Long());
        var (seconds, cores) = (watch.Elapsed.TotalSeconds, Environment.ProcessorCount);
        var onAll = await OnAllCoresAsync();
        return
        [
            Printed("hit reports laid out per second, one core, two pictures", layout), Row("the same sealed, already laid out", seal), Printed("hit reports laid out and sealed per second", both),
            [string.Create(CultureInfo.InvariantCulture, $"the same on {cores} cores"), onAll.ToString("N0", CultureInfo.InvariantCulture), "one core", (onAll / both).ToString("0.00x", CultureInfo.InvariantCulture)],
            Row("sealed hit reports verified per second", verify),
            ["a report with a table of 5,000 rows, seconds", seconds.ToString("0.00", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"MB in the file {large.Length / 1024.0 / 1024:0.0}"), ""],
        ];

        string[] Printed(string what, double rate) => chromium is { } prints
            ? [what, rate.ToString("N0", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"Chromium prints {prints:0.0}, untagged for the archive and unsealed"), (rate / prints).ToString("0.00x", CultureInfo.InvariantCulture)] : Row(what, rate);

        async Task<double> OnAllCoresAsync()
        {
            var (done, clock) = (0, Stopwatch.StartNew());
            await Task.WhenAll(Enumerable.Range(0, cores).Select(_ => Task.Run(async () =>
            {
                while (clock.Elapsed < Measured)
                {
                    await SealAsync(ReportWriter.Write(Document()));
                    Interlocked.Increment(ref done);
                }
            })));
            return done / clock.Elapsed.TotalSeconds;
        }

        static ReportDocument Long() => Document() with
        {
            Blocks = [new Table([new("a"), new("b", 2), new("c")], [.. Enumerable.Range(1, 5_000).Select(n => (IReadOnlyList<RichText>)[$"{n}", "words of a row that takes more than a single line of its column", "kort"])]), .. Document().Blocks],
        };

        string[] Row(string what, double rate) =>
            [what, rate.ToString("N0", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"bare RSA 3072 signatures {bare:N0}"), (rate / bare).ToString("0.00x", CultureInfo.InvariantCulture)];

        Task<byte[]> SealAsync(byte[] pdf) => PdfSigner.SealAsync(pdf, ReportService.SealField, key, new("Zone", "Report", "Zone", TimeProvider.System.GetUtcNow()), CancellationToken.None);

        static ReportDocument Document() => SampleReports.In("nl").First().Document;
    }

    /// <summary>One after the other, after a short warm-up.</summary>
    static async Task<double> RateAsync(Func<ValueTask<object>> once)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Measured / 8;) await once();
        var (done, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < Measured; done++) await once();
        return done / watch.Elapsed.TotalSeconds;
    }
}
