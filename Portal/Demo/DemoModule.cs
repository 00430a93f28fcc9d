using Microsoft.AspNetCore.Identity;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;

namespace Portal.Demo;

/// <summary>The demonstration: data for an empty database and a feed of reads. Never in Production.</summary>
static class DemoModule
{
    const string Setting = "Portal:Demo";
    const string FeedSetting = "Portal:DemoFeed";

    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) =>
        IsOn(configuration, environment) && configuration.GetValue(FeedSetting, true) ? services.AddHostedService<DemoFeed>() : services;

    public static async Task LoadDemoAsync(this WebApplication app, DatabaseStart start)
    {
        if (!IsOn(app.Configuration, app.Environment)) return;
        var url = (app.Configuration["urls"] ?? "http://localhost:8080").Split(';')[0];
        var path = FileOf(app.Environment);
        await using var scope = app.Services.CreateAsyncScope();
        var data = new DemoData(scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(), scope.ServiceProvider.GetRequiredService<SealKeyService>(), app.Services.GetRequiredService<TimeProvider>());
        if (await data.LoadAsync(start, url, AnchorsOf(app.Environment), CancellationToken.None) is { } made) made.Write(path);
        if (DemoFile.Read(path) is not { } file) return; // data of somebody else's
        (file with { Url = url }).Write(path);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.WriteLine($"\n  The portal runs at {url}\n  Sign-ins of the demonstration (also in {Path.GetRelativePath(Environment.CurrentDirectory, path)}):");
            foreach (var p in file.People) Console.WriteLine($"    {p.Zone}  {p.Role,-19} {p.Email,-28} {p.Password}");
            Console.WriteLine($"  Whom to trust for the seals of the demonstration: {Path.GetRelativePath(Environment.CurrentDirectory, AnchorsOf(app.Environment))}\n");
        });
    }

    public static string FileOf(IHostEnvironment environment) => Path.GetFullPath(Path.Combine(environment.ContentRootPath, "..", ".data", "demo.json"));

    public static string AnchorsOf(IHostEnvironment environment) => Path.Combine(Path.GetDirectoryName(FileOf(environment))!, "demo-anchors");

    static bool IsOn(IConfiguration configuration, IHostEnvironment environment) => !environment.IsProduction() && configuration.GetValue(Setting, false);
}
