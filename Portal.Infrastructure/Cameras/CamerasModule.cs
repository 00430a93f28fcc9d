using Microsoft.Extensions.DependencyInjection;
using Portal.Persistence.Providers.Postgres;

namespace Portal.Cameras;

public static class CamerasModule
{
    public static IServiceCollection AddCameras(this IServiceCollection services) => services
        .AddSingleton<ICameraActivity, PostgresCameraActivity>()
        .AddScoped<CameraQueries>().AddScoped<CameraApiQueries>().AddScoped<CameraService>();
}
