using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Persistence.Providers;

/// <summary>Identity reads its schema version (3 has passkeys) from options alone; without them the model of design time lacks a table and migrating refuses.</summary>
static class DesignServices
{
    public static IServiceProvider Identity { get; } = new ServiceCollection()
        .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider();
}
