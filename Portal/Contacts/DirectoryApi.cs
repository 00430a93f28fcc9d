using Portal.Identity.Keys;

namespace Portal.Contacts;

/// <summary>The directory of the key's tenant, for other systems.</summary>
static class DirectoryApi
{
    public static void MapDirectoryApi(this IEndpointRouteBuilder app) => app.MapApi("directory", ContactPermissions.ReadDirectory, async (string? after, int? limit, DirectoryApiQueries directory, CancellationToken stop) =>
    {
        if (!Api.TryRead(after, 2, out var last)) return Api.BadCursor();
        if (last is not null && !Guid.TryParse(last[1], out _)) return Api.BadCursor();
        var size = Api.SizeOf(limit);
        var page = await directory.ListAsync(last is null ? null : (last[0], Guid.Parse(last[1])), size, stop);
        return Results.Ok(new ApiPage<ApiContact>([.. page.Select(p => p.Contact)], page.Count == size ? Api.Cursor(page[^1].SearchName, page[^1].Contact.Id.ToString()) : null));
    });
}
