using Microsoft.AspNetCore.Identity;

namespace Portal.Identity;

static class IdentityEndpoints
{
    public static void MapIdentity(this IEndpointRouteBuilder app) =>
        // The session cookie is not sent with posts of other sites (SameSite), and signing out harms nobody.
        app.MapPost("/sign-out", async (SignInManager<Person> signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/sign-in?out=true");
        }).DisableAntiforgery().AllowAnonymous();
}
