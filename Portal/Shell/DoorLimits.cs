using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Portal.Identity;

namespace Portal.Shell;

/// <summary>How often who is not signed in may knock: each address and each account so many times a minute, whatever is asked at the door.</summary>
static class DoorLimits
{
    /// <summary>Posts a minute from one address, behind which a whole zone may sit at the change of shifts; an IPv6 network of a household (/64) counts as one.</summary>
    public const string PerAddressSetting = "Portal:Limits:PerAddress";

    /// <summary>Posts a minute that concern one account, e-mail address or invitation.</summary>
    public const string PerAccountSetting = "Portal:Limits:PerAccount";

    /// <summary>Requests a minute of one key at the API.</summary>
    public const string PerKeySetting = "Portal:Limits:PerKey";

    /// <summary>Questions a minute from one address at the page that verifies reports.</summary>
    public const string PerVerifierSetting = "Portal:Limits:PerVerifier";

    const int PerVerifier = 60;
    const int PerAddress = 300;
    const int PerAccount = 10;
    const int PerKey = 600;

    /// <summary>Longest form at a door, in bytes.</summary>
    const long LongestForm = 64 * 1024;

    static readonly string[] Doors = ["/sign-in", "/passkeys", "/password", "/invitation", "/access", "/break-glass"];

    static readonly object Account = new();

    public static IServiceCollection AddDoorLimits(this IServiceCollection services) => services.AddRateLimiter(o =>
    {
        o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        o.OnRejected = RefuseAsync;
    }).AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<IConfiguration>((o, settings) => o.GlobalLimiter = PartitionedRateLimiter.CreateChained(
        By(http => IsDoor(http) ? "address " + AddressOf(http) : null, settings.GetValue(PerAddressSetting, PerAddress)),
        By(http => IsBelow(http, Reports.VerificationLinks.Page) ? "verify " + AddressOf(http) : null, settings.GetValue(PerVerifierSetting, PerVerifier)),
        By(http => http.Items[Account] as string, settings.GetValue(PerAccountSetting, PerAccount)),
        By(http => IsApi(http) ? "api " + AddressOf(http) : null, 5 * settings.GetValue(PerKeySetting, PerKey)), // who makes keys up has many
        By(KeyOf, settings.GetValue(PerKeySetting, PerKey)))).Services;

    public static void UseDoorLimits(this WebApplication app)
    {
        app.Use(async (http, next) =>
        {
            if (!IsDoor(http) || await FindAccountAsync(http)) await next(http);
        });
        app.UseRateLimiter();
    }

    static PartitionedRateLimiter<HttpContext> By(Func<HttpContext, string?> key, int limit) => PartitionedRateLimiter.Create<HttpContext, string>(http => key(http) is { } who
        ? RateLimitPartition.GetFixedWindowLimiter(who, _ => new() { PermitLimit = limit, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })
        : RateLimitPartition.GetNoLimiter(""));

    static bool IsDoor(HttpContext http) => HttpMethods.IsPost(http.Request.Method) && Doors.Any(d => IsBelow(http, d));

    static bool IsApi(HttpContext http) => IsBelow(http, "/api") && !IsBelow(http, "/api/v1/anpr/ingest");

    static bool IsBelow(HttpContext http, string path) => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Keys are told apart by what hides them.</summary>
    static string? KeyOf(HttpContext http)
    {
        if (!IsApi(http)) return null;
        var shown = http.Request.Headers.Authorization.ToString();
        return shown == "" ? null : "key " + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(shown)));
    }

    static string AddressOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]).ToString() : address.ToString();
    }

    /// <summary>Notes whose account a post concerns: the e-mail address in the form, who is half-way in, or the link.</summary>
    /// <returns>False when the form is answered already: nobody can read it.</returns>
    static async Task<bool> FindAccountAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LongestForm;
        string? account = null;
        try
        {
            if (http.Request.HasFormContentType)
                account = (await http.Request.ReadFormAsync(http.RequestAborted))["Input.Email"].ToString().Trim().ToUpperInvariant(); // the name that every door uses
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            ShowPage(http);
            http.Response.StatusCode = e is BadHttpRequestException { StatusCode: var status } ? status : StatusCodes.Status400BadRequest;
            return false;
        }

        if (IsBelow(http, "/sign-in/second")) account = (await http.AuthenticateAsync(SignInService.HalfwayScheme)).Principal?.PersonId()?.ToString();
        else if (IsBelow(http, "/password/new")) account = http.Request.Query["person"];
        else if (IsBelow(http, "/invitation")) account = http.Request.Path.Value;
        if (!string.IsNullOrEmpty(account)) http.Items[Account] = "account " + account;
        return true;
    }

    static async ValueTask RefuseAsync(Microsoft.AspNetCore.RateLimiting.OnRejectedContext context, CancellationToken stop)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 60;
        context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
        if (IsBelow(context.HttpContext, "/api") || IsBelow(context.HttpContext, "/passkeys"))
            await Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: ShellText.TooManyTitle).ExecuteAsync(context.HttpContext);
        else ShowPage(context.HttpContext);
    }

    /// <summary>The page that says why takes no form: what was posted is not looked at any more.</summary>
    static void ShowPage(HttpContext http)
    {
        (http.Request.Method, http.Request.ContentType, http.Request.ContentLength) = (HttpMethods.Get, null, null);
        http.Request.Body = Stream.Null;
        http.Items.Remove(Account); // the page itself is not counted
    }
}
