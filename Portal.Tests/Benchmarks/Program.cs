using Portal.Benchmarks;

switch (args)
{
    // not a benchmark: the process that EmbeddedPostgresTests kills
    case ["hold-database", var directory]: return await HoldDatabase.RunAsync(directory);
    default: return 0;
}
