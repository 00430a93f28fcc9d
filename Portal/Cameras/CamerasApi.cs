using Portal.Identity.Keys;

namespace Portal.Cameras;

/// <summary>The cameras of the key's tenant, for other systems.</summary>
static class CamerasApi
{
    public static void MapCamerasApi(this IEndpointRouteBuilder app) => app.MapApi("cameras", CameraPermissions.Read, async (string? after, int? limit, CameraApiQueries cameras, CancellationToken stop) =>
    {
        if (!Api.TryRead(after, 1, out var last)) return Api.BadCursor();
        var size = Api.SizeOf(limit);
        var page = await cameras.ListAsync(last?[0], size, stop);
        return Results.Ok(new ApiPage<ApiCamera>(page, page.Count == size ? Api.Cursor(page[^1].Name) : null));
    });
}
