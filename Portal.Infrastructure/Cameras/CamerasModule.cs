using Microsoft.Extensions.DependencyInjection;

namespace Portal.Cameras;

public static class CamerasModule
{
    public static IServiceCollection AddCameras(this IServiceCollection services) => services;
}
