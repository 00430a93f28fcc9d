using Portal.Benchmarks;
using Portal.Benchmarks.Anpr;

// Not a benchmark: the process that EmbeddedPostgresTests kills.
if (args is ["hold-database", var directory]) return await HoldDatabase.RunAsync(directory);

List<string[]> rows = [["what", "figure", "beside", "ratio"], .. MatchingBenchmark.Run(), .. await IngestBenchmark.RunAsync()];
int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
foreach (var row in rows) Console.WriteLine($"{row[0].PadRight(widths[0])}  {row[1].PadLeft(widths[1])}  {row[2].PadRight(widths[2])}  {row[3].PadLeft(widths[3])}");
return 0;
