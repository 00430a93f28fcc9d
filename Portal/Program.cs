using Portal.Anpr;
using Portal.Anpr.Ingest;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Contacts;
using Portal.Demo;
using Portal.Identity;
using Portal.Leave;
using Portal.Persistence;
using Portal.Reports;
using Portal.Retention;
using Portal.Shell;
using Portal.Tenants;

if (await Commands.TryRunAsync(args) is { } code) return code;
await using var portal = await BuildAsync(args);
await portal.RunAsync();
return 0;

public partial class Program
{
    /// <summary>The portal, with its database started and migrated; the caller runs and disposes it.</summary>
    /// <param name="configure">Has the last word on services and logging, for tests.</param>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var start = await builder.StartDatabaseAsync();
        builder.Services.AddPersistence(start.Database).AddPortalIdentity().AddTenants().AddContacts().AddLeave().AddNotices().AddAudit().AddCameras().AddAnpr().AddReports().AddRetention()
            .AddJobs(start.Database, jobs => { jobs.AddAnprJobs(); jobs.AddTenantJobs(); jobs.AddRetentionJobs(); jobs.AddAccessJobs(); jobs.AddContactJobs(); jobs.AddAuditJobs(); jobs.AddReportJobs(); }).AddShell().AddIngestApi().AddReportTemplates().AddDemo(builder.Configuration, builder.Environment);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.Services.GetRequiredService<DatabaseStart>(); // first made, last disposed
        app.UseShell().MapShell();
        app.MapAnpr(); app.MapAudit(); app.MapRetention();
        app.MapContacts(); app.MapReports();
        await app.LoadDemoAsync(start);
        return app;
    }
}
