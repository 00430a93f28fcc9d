using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Contacts.Import;
using Portal.Contacts.Jobs;
using Quartz;

namespace Portal.Contacts;

public static class ContactsModule
{
    public static IServiceCollection AddContacts(this IServiceCollection services) => services
        .AddSingleton<DirectoryCards>().AddScoped<StaffQueries>().AddScoped<StaffService>().AddScoped<UnitQueries>().AddScoped<UnitService>()
        .AddScoped<StaffExport>().AddScoped<StaffImport>().AddScoped<DirectoryQueries>().AddScoped<DirectoryApiQueries>();

    public static void AddContactJobs(this IQuartzBuilder jobs)
    {
        jobs.AddJob<KeepDirectoriesJob>(j => j.WithIdentity(nameof(KeepDirectoriesJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(KeepDirectoriesJob)).WithIdentity(nameof(KeepDirectoriesJob)).WithCronSchedule("0 5 0 * * ?", c => c.InTimeZone(Brussels.Zone)));
    }
}
