namespace Portal.Tests;

public sealed partial class Cluster
{
    /// <summary>Fills the template as the portal fills its database: migrations as the owner, then the rights.</summary>
    /// <param name="ownerConnection">Not pooled, and to be left without an open connection.</param>
    internal static Task PrepareTemplateAsync(string ownerConnection) =>
        ExecuteAsync(ownerConnection, "create table template_is_ready (id int primary key); grant select on template_is_ready to portal_app");
}
