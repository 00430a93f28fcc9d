using Portal.Common;

namespace Portal.Anpr.Pictures;

/// <summary>Pictures of hits, as a page shows them.</summary>
static class PictureEndpoints
{
    public static void MapPictures(this IEndpointRouteBuilder app)
    {
        app.MapGet("/zones/{Zone}/anpr/hits/{id:guid}/pictures/{kind}", OpenAsync).RequireAuthorization(AnprPermissions.ReadHits);
        app.MapGet("/zones/{Zone}/anpr/hits/{id:guid}/thumbnail", ThumbnailAsync).RequireAuthorization(AnprPermissions.ReadHits);
    }

    /// <param name="seen">Changes with the read, so that a picture of before is not shown again.</param>
    public static string Thumbnail(string zone, Guid hit, DateTimeOffset seen) => FormattableString.Invariant($"/zones/{zone}/anpr/hits/{hit}/thumbnail?of={seen.ToUnixTimeMilliseconds()}");

    public static string Full(string zone, Guid hit, PictureKind kind) => $"/zones/{zone}/anpr/hits/{hit}/pictures/{kind.ToString().ToLowerInvariant()}";

    static async Task<IResult> OpenAsync(Guid id, string kind, PictureQueries pictures, HttpContext http, CancellationToken stop) =>
        Enum.TryParse<PictureKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? await ServeAsync(() => pictures.OpenAsync(id, known, stop), http, "no-store")
            : Results.NotFound();

    static Task<IResult> ThumbnailAsync(Guid id, PictureQueries pictures, HttpContext http, CancellationToken stop) =>
        ServeAsync(() => pictures.ThumbnailAsync(id, stop), http, "private, max-age=300");

    static async Task<IResult> ServeAsync(Func<Task<Result<PictureFile>>> open, HttpContext http, string cache)
    {
        try
        {
            var opened = await open();
            if (!opened.Succeeded) return Results.NotFound();
            http.Response.Headers.CacheControl = cache;
            return Results.Bytes(opened.Value.Content, opened.Value.MediaType);
        }
        catch (IOException)
        {
            http.Response.Headers.RetryAfter = "5";
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable); // the shared folder does not answer
        }
    }
}
