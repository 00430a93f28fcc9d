using Microsoft.Extensions.DependencyInjection;

namespace Portal.Contacts;

public static class ContactsModule
{
    public static IServiceCollection AddContacts(this IServiceCollection services) => services
        .AddSingleton<DirectoryCards>().AddScoped<StaffQueries>().AddScoped<DirectoryApiQueries>().AddScoped<StaffService>().AddScoped<UnitQueries>().AddScoped<UnitService>();
}
