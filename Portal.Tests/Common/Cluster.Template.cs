using Portal.Persistence.Providers.Postgres;

namespace Portal.Tests;

public sealed partial class Cluster
{
    /// <summary>Fills the template as the portal fills its database: migrations as the owner, the rights, the job tables; then three zones with a person for each role.</summary>
    /// <param name="ownerConnection">Not pooled, and to be left without an open connection.</param>
    internal static async Task PrepareTemplateAsync(string ownerConnection)
    {
        await PostgresDatabase.MigrateAsync(ownerConnection, CancellationToken.None);
        await PostgresJobTables.ProvisionAsync(ownerConnection, CancellationToken.None);
        await TestPeople.SeedAsync(ownerConnection);
    }
}
