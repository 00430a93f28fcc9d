using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portal.Identity.Keys;

namespace Portal.Reports;

/// <summary>Other police applications deposit documents to be sealed and kept, and fetch them sealed.</summary>
static class DepositApi
{
    /// <summary>A form has fields and boundaries around the file.</summary>
    const int LongestBody = DepositService.MostBytes + (64 * 1024);

    /// <summary>Files in memory at once, on this node.</summary>
    static readonly SemaphoreSlim Turns = new(4);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapDeposits(this IEndpointRouteBuilder app)
    {
        app.MapApiPost("reports", ReportPermissions.Deposit, DepositAsync).WithMetadata(new RequestSizeLimitAttribute(LongestBody)).DisableAntiforgery();
        app.MapApi("reports/{externalReference}", ReportPermissions.Deposit, FindAsync);
        app.MapApi("reports/{externalReference}/file", ReportPermissions.Deposit, OpenAsync);
    }

    static async Task<IResult> DepositAsync(HttpContext http, DepositService deposits, CancellationToken stop)
    {
        if (http.Request.ContentLength > LongestBody) return TooLarge();
        if (!await Turns.WaitAsync(Patience, stop))
        {
            http.Response.Headers.RetryAfter = "5";
            return Api.Refused(ReportErrors.Busy, StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            var (asked, content) = await ReadAsync(http.Request, stop);
            if (content is null) return Api.Refused(ReportErrors.FileMissing);
            if (content.Length > DepositService.MostBytes) return TooLarge();
            var done = await deposits.DepositAsync(asked, content, stop);
            if (!done.Succeeded) return Api.Refused(done.Error);
            var place = $"/api/v1/reports/{done.Value.State.ExternalReference}";
            return done.Value.IsNew ? Results.Created(place, new { done.Value.State, done.Value.Signatures }) : Results.Ok(new { done.Value.State, done.Value.Signatures });
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return Api.Refused(ReportErrors.FileMissing);
        }
        finally
        {
            Turns.Release();
        }
    }

    static IResult TooLarge() => Api.Refused(ReportErrors.FileTooLarge(ReportCheck.MostMegabytes), StatusCodes.Status413PayloadTooLarge);

    /// <summary>The file as the body with the rest in the address, or all of it as a form.</summary>
    static async Task<(Deposit Asked, byte[]? Content)> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(stop); // larger files wait on the disk
            Deposit told = new(form["externalReference"], form["title"], Said(form["language"]), Said(form["caseNumber"]));
            if (form.Files.GetFile("file") is not { } file) return (told, null);
            if (file.Length > DepositService.MostBytes) return (told, new byte[DepositService.MostBytes + 1]);
            var content = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content, stop);
            return (told, content);
        }

        Deposit asked = new(request.Query["externalReference"], request.Query["title"], Said(request.Query["language"]), Said(request.Query["caseNumber"]));
        if (request.ContentType?.StartsWith(MediaTypeNames.Application.Pdf, StringComparison.OrdinalIgnoreCase) != true) return (asked, null);
        using var body = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await request.Body.ReadAsync(part, stop) is > 0 and var count)
        {
            body.Write(part, 0, count);
            if (body.Length > DepositService.MostBytes) break;
        }

        return (asked, body.ToArray());
    }

    static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static async Task<IResult> FindAsync(string externalReference, DepositService deposits, CancellationToken stop)
    {
        var found = await deposits.FindAsync(externalReference, stop);
        return found.Succeeded ? Results.Ok(found.Value) : Api.Refused(found.Error);
    }

    static async Task<IResult> OpenAsync(string externalReference, DepositService deposits, HttpContext http, CancellationToken stop)
    {
        var opened = await deposits.OpenAsync(externalReference, stop);
        if (!opened.Succeeded) return Api.Refused(opened.Error);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(opened.Value.Content, MediaTypeNames.Application.Pdf, opened.Value.Name);
    }
}
