using Portal.Identity.Keys;

namespace Portal.Contacts;

/// <summary>The directory of the key's tenant, or what another one publishes, for other systems.</summary>
static class DirectoryApi
{
    public static void MapDirectoryApi(this IEndpointRouteBuilder app) => app.MapApi("directory", ContactPermissions.ReadDirectory, async (string? zone, string? after, int? limit, DirectoryApiQueries directory, CancellationToken stop) =>
    {
        if (!Api.TryRead(after, 2, out var last)) return Api.BadCursor();
        if (last is not null && !Guid.TryParse(last[1], out _)) return Api.BadCursor();
        var size = Api.SizeOf(limit);
        if (await directory.ListAsync(string.IsNullOrEmpty(zone) ? null : zone, last is null ? null : (last[0], Guid.Parse(last[1])), size, stop) is not { } page) return Api.NotThere("api.directory_unpublished");
        return Results.Ok(new ApiPage<ApiContact>([.. page.Select(p => p.Contact)], page.Count == size ? Api.Cursor(page[^1].SearchName, page[^1].Contact.Id.ToString()) : null));
    });
}
