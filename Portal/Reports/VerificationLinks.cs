namespace Portal.Reports;

/// <summary>Addresses of the public page that verifies a report.</summary>
/// <param name="site">Address of the portal, without a slash at the end.</param>
sealed class VerificationLinks(string site)
{
    public const string Page = "/verify";

    public string Of(string reference, string code) => $"{site}{Page}/{reference.Replace('/', '-')}/{code}";
}
