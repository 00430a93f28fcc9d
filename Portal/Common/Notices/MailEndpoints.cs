using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Common.Notices;

static class MailEndpoints
{
    /// <summary>The mails of the folder, for who develops. In production, and wherever a server takes the mails, this address does not exist.</summary>
    public static void MapDevMail(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<MailSettings>();
        if (!app.Environment.IsDevelopment() || settings.Host is not null) return;
        app.MapGet("/dev/mail/{name?}", IResult (string? name) =>
        {
            if (name is null) return new RazorComponentResult<DevMailPage>(new { Mails = MailFile.Latest(settings.Folder, DevMailPage.Most) });
            return MailFile.Latest(settings.Folder, int.MaxValue).FirstOrDefault(m => m.Name == name) is { } mail ? new RazorComponentResult<DevMailPage>(new { Mail = mail }) : Results.NotFound();
        }).AllowAnonymous();
    }
}
