namespace Portal.Shell;

/// <summary>The address under which people open the portal; links in mails begin with it.</summary>
static class SiteAddress
{
    const string Setting = "Portal:Address";

    /// <returns>Without a slash at the end: what is set, else the first address that the portal listens on.</returns>
    public static string Of(IConfiguration configuration) => (configuration[Setting] ?? (configuration["urls"] ?? "http://localhost:8080").Split(';')[0]).TrimEnd('/');

    /// <summary>The name in the address; a number is none, and stands for this machine.</summary>
    public static string NameOf(IConfiguration configuration) => Uri.TryCreate(Of(configuration), UriKind.Absolute, out var address) && address.HostNameType == UriHostNameType.Dns ? address.Host : "localhost";
}
