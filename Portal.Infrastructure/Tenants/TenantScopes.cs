using Microsoft.Extensions.DependencyInjection;
using Portal.Common;

namespace Portal.Tenants;

/// <summary>Does something in another tenant than the scope's own, under that tenant's row-level security: what the federal police do to a zone, what a link lets in, what two zones agree.</summary>
/// <remarks>Whoever calls it has checked the permission in the own tenant first; inside, the person has exactly the permissions named.</remarks>
public sealed class TenantScopes(IServiceScopeFactory scopes, CurrentUser user)
{
    /// <param name="code">The tenant.</param>
    /// <param name="permissions">What the person of this scope may do there, and no more.</param>
    /// <param name="run">Gets the services of a scope in that tenant.</param>
    public async Task<T> InAsync<T>(string code, IReadOnlySet<string> permissions, Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(code);
        var there = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        there.CameFrom(user.Address);
        there.ActFor(user.Support);
        if (user.IdOrNone is { } id) there.Become(id, user.Name, permissions);
        return await run(scope.ServiceProvider);
    }
}
