using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Portal.Common;

namespace Portal.Anpr.Ingest;

/// <summary>Where cameras post. The key in the address is the only proof of who sends: cameras cannot set headers.</summary>
static class IngestEndpoints
{
    /// <summary>Largest message, in bytes: two pictures and their text.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    const string RetrySeconds = "5";

    public static IServiceCollection AddIngestApi(this IServiceCollection services) => services.AddSingleton<BodyBudget>().HideSourceKeys();

    public static void MapIngest(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/anpr/ingest/{dialect}/{sourceKey}", TakeAsync).AllowAnonymous().DisableAntiforgery();

    static async Task<IResult> TakeAsync(string dialect, string sourceKey, HttpContext http, IngestService ingest, BodyBudget budget, CancellationToken stop)
    {
        var key = http.Features.Get<HiddenSourceKey>()?.Key ?? sourceKey;
        if (await ingest.RefusesAsync(dialect, key, stop) is { } refused) return Answer(refused, http); // who has no key costs no memory
        if (http.Request.ContentLength > MaxBytes) return Problem(StatusCodes.Status413PayloadTooLarge, "ingest.too_large", MaxBytes);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBytes;
        using var share = budget.Take(http.Request.ContentLength ?? MaxBytes);
        if (share is null) return Busy(http);
        byte[] body;
        try
        {
            using var buffer = new MemoryStream((int)(http.Request.ContentLength ?? 64 * 1024));
            await http.Request.Body.CopyToAsync(buffer, stop);
            body = buffer.ToArray();
        }
        catch (BadHttpRequestException e)
        {
            // Too large, broken in its chunks, ended early or too slow: the sender's fault or its line's, never a fault of the portal.
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problem(e.StatusCode, "ingest.too_large", MaxBytes) : Results.Problem(statusCode: e.StatusCode);
        }

        return Answer(await ingest.TakeAsync(dialect, key, body, http.Request.ContentType, stop), http);
    }

    static IResult Answer(IngestAnswer answer, HttpContext http) =>
        answer.Status switch
        {
            IngestStatus.Stored => Results.Ok(new IngestReceipt(answer.Stored, answer.Duplicates, Texts(answer), [.. (answer.RefusedPictures ?? []).Select(code => new RefusedPictureText(code, ErrorTexts.For(code)))])),
            IngestStatus.UnknownKey => Problem(StatusCodes.Status404NotFound, "ingest.unknown_key"),
            IngestStatus.Disabled => Problem(StatusCodes.Status403Forbidden, "ingest.disabled"),
            IngestStatus.Unreadable => Results.Problem(
                statusCode: StatusCodes.Status400BadRequest, title: Texts(answer)[0].Reason, detail: Texts(answer)[0].Detail,
                extensions: new Dictionary<string, object?> { ["code"] = Texts(answer)[0].Code, ["quarantined"] = Texts(answer) }),
            _ => Busy(http),
        };

    static List<RefusedItemText> Texts(IngestAnswer answer) =>
        [.. (answer.Quarantined ?? []).Select(q => new RefusedItemText(q.Index, q.Reason.Code, ErrorTexts.For(q.Reason.Code), q.Reason.Detail))];

    static IResult Problem(int status, string code, params object[] args) =>
        Results.Problem(statusCode: status, title: ErrorTexts.For(code, args), extensions: new Dictionary<string, object?> { ["code"] = code });

    static IResult Busy(HttpContext http)
    {
        http.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        return Problem(StatusCodes.Status503ServiceUnavailable, "common.unavailable");
    }
}

/// <summary>What a sender is told of a message whose reads are stored.</summary>
sealed record IngestReceipt(int Stored, int Duplicates, IReadOnlyList<RefusedItemText> Quarantined, IReadOnlyList<RefusedPictureText> RefusedPictures);

/// <summary>Why a picture was not kept; its read was.</summary>
sealed record RefusedPictureText(string Code, string Reason);

/// <summary>An item that lies in quarantine, and why.</summary>
sealed record RefusedItemText(int? Index, string Code, string Reason, string Detail);

/// <summary>Bounds the memory of messages that are being received.</summary>
sealed class BodyBudget
{
    const long MaxBytesAtOnce = 256L * 1024 * 1024;

    long taken;

    /// <returns>A share to give back, or null when no more fits.</returns>
    public IDisposable? Take(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= MaxBytesAtOnce) return new Share(this, bytes);
        Interlocked.Add(ref taken, -bytes);
        return null;
    }

    sealed class Share(BodyBudget budget, long bytes) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref budget.taken, -bytes);
    }
}
