using Microsoft.Extensions.DependencyInjection;

namespace Portal.Leave;

public static class LeaveModule
{
    public static IServiceCollection AddLeave(this IServiceCollection services) => services
        .AddLeaveSteps().AddScoped<LeaveStart>().AddScoped<LeaveQueries>().AddScoped<LeaveService>().AddScoped<LeaveDecisionQueries>().AddScoped<LeaveDecisionService>().AddScoped<LeaveCalendarQueries>();
}
