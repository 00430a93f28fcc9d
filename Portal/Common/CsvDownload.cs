using System.Net.Http.Headers;
using System.Net.Mime;

namespace Portal.Common;

/// <summary>A file, usually for spreadsheets, that leaves the portal as it is written, whatever its size.</summary>
sealed class CsvDownload(string name, Func<Stream, Task> write, string type = CsvDownload.ContentType) : IResult
{
    public const string ContentType = "text/csv; charset=utf-8";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = type;
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment) { FileNameStar = name }.ToString();
        return write(httpContext.Response.Body);
    }
}
