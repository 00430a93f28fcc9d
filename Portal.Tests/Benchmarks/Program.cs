using Portal.Benchmarks.Anpr;
using Portal.Benchmarks.Audit;
using Portal.Benchmarks.Reports;

namespace Portal.Benchmarks;

static class Start
{
    static async Task<int> Main(string[] args)
    {
        // Not benchmarks: the processes that tests kill.
        if (args is ["hold-database", var directory]) return await HoldDatabase.RunAsync(directory);
        if (args is ["hold-portal", var data, var contentRoot, .. var settings]) return await HoldPortal.RunAsync(data, contentRoot, settings);

        List<string[]> rows = [["what", "figure", "beside", "ratio"]];
        foreach (var (name, measure) in new (string, Func<Task<IReadOnlyList<string[]>>>)[]
        {
            ("matching", () => Task.FromResult<IReadOnlyList<string[]>>([.. MatchingBenchmark.Run()])), ("ingest", IngestBenchmark.RunAsync), ("page", OpenPageBenchmark.RunAsync), ("reports", SealBenchmark.RunAsync), ("audit", AuditBenchmark.RunAsync),
        })
        {
            if (args.Length == 0 || args.Contains(name)) rows.AddRange(await measure());
        }

        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows) Console.WriteLine($"{row[0].PadRight(widths[0])}  {row[1].PadLeft(widths[1])}  {row[2].PadRight(widths[2])}  {row[3].PadLeft(widths[3])}");
        return 0;
    }
}
