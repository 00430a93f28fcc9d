using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Portal.Common;
using Portal.Identity.Keys;
using Portal.Tenants;

namespace Portal.Shell;

/// <summary>One policy a permission, of the same name.</summary>
sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Asks the zone's roles. A page whose zone is not the scope's is refused whatever the permission.</summary>
sealed class PermissionHandler(CurrentUser user, CurrentTenant tenant) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        var zone = context.Resource switch
        {
            HttpContext http => http.GetRouteValue("Zone") as string,
            Microsoft.AspNetCore.Components.RouteData route => route.RouteValues.GetValueOrDefault("Zone") as string,
            _ => tenant.CodeOrNone,
        };
        // Pages below /federal name no zone: their permissions count in the federal tenant alone.
        if (FederalPermissions.Is(requirement.Permission)) zone = TenantInfo.FederalCode;
        if (zone is not null && zone == tenant.CodeOrNone && user.May(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Who is signed in and may not see a page is told that it is not there: its existence is nobody's business.</summary>
sealed class RefusedIsNotFound : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler standard = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden || policy.AuthenticationSchemes.Contains(ApiKeyHandler.SchemeName)) return standard.HandleAsync(next, context, policy, authorizeResult);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
