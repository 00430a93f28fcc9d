using Portal.Tenants;

namespace Portal.Shell;

/// <summary>The tenant that an address names: <c>zones/5340/…</c>, or the federal police for <c>federal/…</c>.</summary>
static class ZoneInAddress
{
    /// <param name="path">Relative to the site, with or without a slash in front.</param>
    /// <returns>The four digits, or null.</returns>
    public static string? Of(string path)
    {
        var parts = path.TrimStart('/').Split('/', '?', '#');
        if (parts[0].Equals("federal", StringComparison.OrdinalIgnoreCase)) return TenantInfo.FederalCode;
        return parts.Length > 1 && parts[0].Equals("zones", StringComparison.OrdinalIgnoreCase) && TenantInfo.IsCode(parts[1]) ? parts[1] : null;
    }
}
