using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Portal.Common;

namespace Portal.Identity.Keys;

/// <summary>Other systems show their key as <c>Authorization: Bearer pk_…</c>. Every answer is a problem in the sense of RFC 9457, never a page.</summary>
sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiKeyDoor door) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var shown = Request.Headers.Authorization.ToString();
        if (!shown.StartsWith(SchemeName + " ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await door.EnterAsync(shown[(SchemeName.Length + 1)..].Trim(), Request.Path.Value ?? "", Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("No such key.");
        var identity = new ClaimsIdentity([new Claim("portal:key", key.Id.ToString())], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return ProblemAsync(StatusCodes.Status401Unauthorized, "api.key_refused");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ProblemAsync(StatusCodes.Status403Forbidden, "api.not_allowed");

    Task ProblemAsync(int status, string code) => Results.Problem(statusCode: status, title: ErrorTexts.For(code), extensions: new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(Context);
}

/// <summary>The one permission that an address of the API asks of a key.</summary>
sealed record ApiPermission(string Permission) : IAuthorizationRequirement;

sealed class ApiPermissionHandler(CurrentUser user) : AuthorizationHandler<ApiPermission>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ApiPermission requirement)
    {
        if (user.KeyIdOrNone is not null && user.May(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
