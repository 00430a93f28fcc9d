using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Portal.Demo;

namespace Portal.Benchmarks.Anpr;

/// <summary>
/// How long a hit takes from the beginning of its post to its line on an open page in Chromium, at 500 reads a second, beside the same portal without other reads. Portal,
/// database, browser and sender share the machine.
/// </summary>
static class OpenPageBenchmark
{
    const int ReadsPerSecond = 500;

    public static async Task<IReadOnlyList<string[]>> RunAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "portal-bench-" + Guid.NewGuid().ToString("N")[..12]);
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
        using var portal = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["hold-portal", folder + "/postgres", Path.Combine(root, "Portal")]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            var ready = (await portal.StandardOutput.ReadLineAsync())!.Split(' ', 3);
            var key = await File.ReadAllTextAsync(folder + "/postgres.key");
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("PORTAL_CHROMIUM") ?? "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
            var page = await browser.NewPageAsync();
            await page.GotoAsync(ready[1] + "/sign-in");
            await page.Locator("#email").FillAsync(HeldZone.Email);
            await page.Locator("#password").FillAsync(HeldZone.Password);
            await page.Locator("form button[type=submit]").First.ClickAsync();
            await page.WaitForURLAsync("**/zones**");
            await page.GotoAsync($"{ready[1]}/zones/{HeldZone.Code}/anpr/hits");
            await page.Locator(".work").WaitForAsync();
            await page.EvaluateAsync("""
                () => { window.seen = {}; const look = () => { for (const chip of document.querySelectorAll(".queue .plate")) { const plate = chip.textContent.replace(/[^A-Z0-9]/g, ""); window.seen[plate] ??= Date.now(); } };
                        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true }); }
                """);
            var address = new Uri($"{ready[1]}/api/v1/anpr/ingest/portal/{key}");
            await SendAsync(address, 40, 10, 900, TimeSpan.FromSeconds(5)); // warm
            var alone = await MeasureAsync(page, address, 5, 5, 0, TimeSpan.FromSeconds(20));
            var busy = await MeasureAsync(page, address, ReadsPerSecond, 5, 200, TimeSpan.FromSeconds(40));
            await page.CloseAsync();
            await PostManyAsync(address, TimeSpan.FromSeconds(1));
            var overHttp = await PostManyAsync(address, TimeSpan.FromSeconds(5));
            var copied = await IngestBenchmark.CopyAsync(ready[2], 200_000);
            return
            [
                ["durable reads per second over HTTP, 16 senders of 50", overHttp.ToString("N0", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"COPY into a bare table {copied:N0}"), (overHttp / copied).ToString("0.00x", CultureInfo.InvariantCulture)],
                Row("post to hit on an open page, median, 500 reads/s", busy.Median, alone.Median), Row("the same, 99 of 100", busy.Worst, alone.Worst),
                ["hits measured, and shown of them", string.Create(CultureInfo.InvariantCulture, $"{busy.Shown} of {busy.Sent}"), string.Create(CultureInfo.InvariantCulture, $"no other reads {alone.Shown} of {alone.Sent}"), ""],
                ["reads acknowledged per second meanwhile", busy.Rate.ToString("N0", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"asked {ReadsPerSecond}"), (busy.Rate / ReadsPerSecond).ToString("0.00x", CultureInfo.InvariantCulture)],
            ];
        }
        finally
        {
            portal.Kill(entireProcessTree: true);
            await portal.WaitForExitAsync();
            await Task.Delay(2_000); // the guardian stops the server
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<double> PostManyAsync(Uri address, TimeSpan duration)
    {
        using var http = new HttpClient();
        var (stored, clock) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < duration)
            {
                var now = TimeProvider.System.GetUtcNow();
                using var answer = await http.PostAsJsonAsync(address, Enumerable.Range(0, 50).Select(n => new { id = Guid.NewGuid(), camera = HeldZone.CameraCode(1 + (n % 12)), plate = $"7PAS{n:000}", country = "B", confidence = 0.93, capturedAt = now }));
                if (answer.IsSuccessStatusCode) Interlocked.Add(ref stored, 50);
            }
        })));
        return stored / clock.Elapsed.TotalSeconds;
    }

    static string[] Row(string what, double busy, double alone) =>
        [what, string.Create(CultureInfo.InvariantCulture, $"{busy:N0} ms"), string.Create(CultureInfo.InvariantCulture, $"no other reads {alone:N0} ms"), (busy / alone).ToString("0.0x", CultureInfo.InvariantCulture)];

    sealed record Measure(double Median, double Worst, int Sent, int Shown, double Rate);

    static async Task<Measure> MeasureAsync(IPage page, Uri address, int readsPerSecond, int hitsPerSecond, int firstPlate, TimeSpan duration)
    {
        var (sent, rate) = await SendAsync(address, readsPerSecond, hitsPerSecond, firstPlate, duration);
        await Task.Delay(3_000);
        var seen = await page.EvaluateAsync<Dictionary<string, double>>("() => window.seen");
        if (sent.Keys.FirstOrDefault(p => !seen.ContainsKey(p)) is { } missing) await Console.Error.WriteLineAsync($"{missing} was acknowledged and not shown.");
        var delays = sent.Where(s => seen.ContainsKey(s.Key)).Select(s => seen[s.Key] - s.Value).Order().ToList();
        return new(delays[delays.Count / 2], delays[(int)Math.Ceiling(delays.Count * 0.99) - 1], sent.Count, delays.Count, rate);
    }

    /// <summary>Posts of one read each at an even pace; a hit has its two pictures.</summary>
    /// <returns>When the post of each listed plate that was acknowledged began (milliseconds since 1970), and how many posts a second were acknowledged.</returns>
    static async Task<(Dictionary<string, double> Sent, double Rate)> SendAsync(Uri address, int readsPerSecond, int hitsPerSecond, int firstPlate, TimeSpan duration)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        var sent = new Dictionary<string, double>();
        var (answers, acknowledged, clock) = (new List<Task>(), 0, Stopwatch.StartNew());
        var (every, scene) = (readsPerSecond / hitsPerSecond, DemoPictures.Of("7-HIT-000", "grey", "camera", TimeProvider.System.GetUtcNow()));
        for (var n = 0; clock.Elapsed < duration; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / readsPerSecond) - clock.Elapsed;
            if (due > TimeSpan.FromMilliseconds(1)) await Task.Delay(due);
            var hit = n % every == 0;
            var plate = hit ? HeldZone.Listed(firstPlate + (n / every)) : string.Create(CultureInfo.InvariantCulture, $"7PAS{n % 1000:000}");
            var now = TimeProvider.System.GetUtcNow();
            var read = new { id = Guid.NewGuid(), camera = HeldZone.CameraCode(1 + (n % 12)), plate, country = "B", confidence = 0.97, capturedAt = now, pictures = hit ? new { scene = scene.Scene, plate = scene.Plate } : null };
            answers.Add(PostAsync(read, hit ? plate : null, now));
        }

        await Task.WhenAll(answers);
        return (sent, acknowledged / clock.Elapsed.TotalSeconds);

        async Task PostAsync(object read, string? listed, DateTimeOffset begun)
        {
            using var answer = await http.PostAsJsonAsync(address, read);
            if (!answer.IsSuccessStatusCode) return;
            Interlocked.Increment(ref acknowledged);
            if (listed is not null) lock (sent) sent[listed] = begun.ToUnixTimeMilliseconds();
        }
    }
}
