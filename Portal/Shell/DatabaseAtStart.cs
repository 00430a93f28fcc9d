using Portal.Persistence;

namespace Portal.Shell;

/// <summary>Starts the database before anything that needs it, and stops it after everything else.</summary>
static class DatabaseAtStart
{
    public static async Task<DatabaseStart> StartDatabaseAsync(this WebApplicationBuilder builder)
    {
        using var logs = LoggerFactory.Create(l => l.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        var start = await DatabaseStart.RunAsync(builder.Configuration, Path.Combine(builder.Environment.ContentRootPath, ".."), logs.CreateLogger<DatabaseStart>());
        // A singleton made by a factory is disposed with the container, last of all because it is the first to be asked for.
        builder.Services.AddSingleton(_ => start);
        return start;
    }
}
