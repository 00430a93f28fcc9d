using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Portal.Common;
using Portal.Identity.Account;

namespace Portal.Identity;

static class IdentityEndpoints
{
    public static void MapIdentity(this IEndpointRouteBuilder app)
    {
        // The session cookie is not sent with posts of other sites (SameSite), and signing out harms nobody.
        app.MapPost("/sign-out", async (HttpContext http, Sessions sessions, SignInManager<Person> signIn) =>
        {
            if (http.User.PersonId() is { } person && http.User.SessionId() is { } session) await sessions.EndAsync(person, session);
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/sign-in?out=true");
        }).DisableAntiforgery().AllowAnonymous();

        // Asked by a script, which sends the form around its button: the token is in it.
        var passkeys = app.MapGroup("/passkeys").AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest());
        passkeys.MapPost("/request-options", async (SignInService door) => Results.Content(await door.PasskeyOptionsAsync(), "application/json")).AllowAnonymous();
        passkeys.MapPost("/creation-options", async (HttpContext http, PasskeyService own) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var options = await own.OptionsAsync(http.User, form["New.Password"]);
            return options.Succeeded ? Results.Content(options.Value, "application/json") : Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: ErrorTexts.In(options.Error));
        });
    }
}
