namespace Portal.Tenants;

/// <summary>Who stands behind a tenant's code.</summary>
public enum TenantKind
{
    /// <summary>A local police zone; its code is the official one.</summary>
    Zone = 0,

    /// <summary>The federal police; one tenant, <see cref="TenantInfo.FederalCode"/>.</summary>
    FederalPolice = 1,

    /// <summary>A port facility, a card issuer or another body outside the police; the portal gives the code, from 9000 on.</summary>
    Organisation = 2,
}

/// <summary>Parts of the portal that a tenant may switch off. People, rights, audit and mail are always on.</summary>
[Flags]
public enum PortalModules
{
    None = 0,
    Anpr = 1,
    Cameras = 2,
    Reports = 4,
    Directory = 8,
    All = Anpr | Cameras | Reports | Directory,
}

/// <summary>Which module a permission belongs to.</summary>
public static class ModuleOfPermission
{
    /// <returns>The module, or <see cref="PortalModules.None"/> for what is always on.</returns>
    public static PortalModules Of(string permission) => permission.Split('.')[0] switch
    {
        "anpr" => PortalModules.Anpr,
        "cameras" => PortalModules.Cameras,
        "reports" => PortalModules.Reports,
        "directory" => PortalModules.Directory,
        _ => PortalModules.None,
    };

    /// <summary>The tenant uses what the permission belongs to. The federal police always have reports: zones hand theirs over to Justice there.</summary>
    public static bool IsOn(string permission, TenantInfo tenant)
    {
        var (module, used) = (Of(permission), tenant.Kind == TenantKind.FederalPolice ? tenant.Modules | PortalModules.Reports : tenant.Modules);
        return (module & used) == module;
    }
}
