using Portal.Tenants;

namespace Portal.Shell;

/// <summary>The zone that an address names: <c>zones/5340/…</c>.</summary>
static class ZoneInAddress
{
    /// <param name="path">Relative to the site, with or without a slash in front.</param>
    /// <returns>The four digits, or null.</returns>
    public static string? Of(string path)
    {
        var parts = path.TrimStart('/').Split('/', '?', '#');
        return parts.Length > 1 && parts[0].Equals("zones", StringComparison.OrdinalIgnoreCase) && TenantInfo.IsCode(parts[1]) ? parts[1] : null;
    }
}
