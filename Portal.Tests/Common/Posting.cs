using System.Text;
using System.Text.Json;

namespace Portal.Tests;

/// <summary>Posts as a camera does.</summary>
static class Posting
{
    static readonly HttpClient Http = new();

    public static Task<HttpResponseMessage> PostTextAsync(this PortalServices portal, TestSource source, string body, CancellationToken stop) =>
        Http.PostAsync(new Uri(source.Address(portal.Address)), new StringContent(body, Encoding.UTF8, "application/json"), stop);

    /// <summary>Posts reads in the portal's own dialect.</summary>
    public static Task<HttpResponseMessage> PostReadsAsync(this PortalServices portal, TestSource source, CancellationToken stop, params (string Id, string Camera, string Plate, DateTimeOffset At)[] reads) =>
        portal.PostTextAsync(source, JsonSerializer.Serialize(reads.Select(r => new { id = r.Id, camera = r.Camera, plate = r.Plate, country = "B", confidence = 0.97, capturedAt = r.At })), stop);
}
