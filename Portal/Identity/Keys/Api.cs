using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Portal.Common;

namespace Portal.Identity.Keys;

/// <summary>What all addresses for other systems share: a key, one permission, pages.</summary>
static class Api
{
    public const int PageSize = 100;
    public const int LargestPage = 500;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        return services.AddScoped<IAuthorizationHandler, ApiPermissionHandler>();
    }

    /// <summary>Keys alone open it: somebody who is signed in uses the pages.</summary>
    public static RouteHandlerBuilder MapApi(this IEndpointRouteBuilder app, string path, string permission, Delegate handler) => app.MapGet("/api/v1/" + path, handler).ForKeys(permission);

    /// <summary>As <see cref="MapApi"/>, for what is sent in.</summary>
    public static RouteHandlerBuilder MapApiPost(this IEndpointRouteBuilder app, string path, string permission, Delegate handler) => app.MapPost("/api/v1/" + path, handler).ForKeys(permission);

    /// <summary>What there is, for who builds another system.</summary>
    public static void MapOpenApi(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/openapi.json", () => Results.Stream(typeof(Api).Assembly.GetManifestResourceStream("OpenApi.json")!, "application/json")).AllowAnonymous();

    static RouteHandlerBuilder ForKeys(this RouteHandlerBuilder endpoint, string permission) => endpoint
        .RequireAuthorization(new AuthorizationPolicyBuilder(ApiKeyHandler.SchemeName).RequireAuthenticatedUser().AddRequirements(new ApiPermission(permission)).Build());

    /// <summary>How many are asked for, within limits.</summary>
    public static int SizeOf(int? asked) => Math.Clamp(asked ?? PageSize, 1, LargestPage);

    public static string Cursor(params string[] words) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\u001f', words)));

    /// <summary>Reads <see cref="Cursor"/>; null when there is none.</summary>
    /// <returns>False when it is not one of ours.</returns>
    public static bool TryRead(string? cursor, int words, out string[]? read)
    {
        read = null;
        if (string.IsNullOrEmpty(cursor)) return true;
        if (cursor.Length > 2000 || !Base64Url.IsValid(cursor)) return false;
        read = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('\u001f');
        return read.Length == words && !read.Any(w => w.Contains('\0', StringComparison.Ordinal));
    }

    public static IResult BadCursor() => Problem(StatusCodes.Status400BadRequest, "api.cursor_unknown");

    /// <param name="code">What is not there.</param>
    public static IResult NotThere(string code) => Problem(StatusCodes.Status404NotFound, code);

    /// <summary>What is in the way, as a problem in the sense of RFC 9457.</summary>
    public static IResult Refused(Error error, int? status = null) => Results.Problem(
        statusCode: status ?? error.Kind switch { ErrorKind.NotFound => StatusCodes.Status404NotFound, ErrorKind.Conflict => StatusCodes.Status409Conflict, ErrorKind.Forbidden => StatusCodes.Status403Forbidden, _ => StatusCodes.Status400BadRequest },
        title: ErrorTexts.In(error), extensions: new Dictionary<string, object?> { ["code"] = error.Code });

    static IResult Problem(int status, string code) => Results.Problem(statusCode: status, title: ErrorTexts.For(code), extensions: new Dictionary<string, object?> { ["code"] = code });
}

/// <summary>A page of a list.</summary>
/// <param name="Next">To be given as <c>after</c> for the next page; null at the end.</param>
sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);
