using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Persistence;

namespace Portal.Identity;

/// <summary>Sign-ins of people: each is a row that the person sees and can end.</summary>
public sealed class Sessions(IDbContextFactory<PortalDbContext> contexts, SignInManager<Person> signIn, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>However it is used, a session ends after this time; a zone may ask for less.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Writes the session down and gives the browser its cookie. The caller has made sure who it is.</summary>
    public async Task BeginAsync(Person person, SignInMethod method)
    {
        var now = clock.GetUtcNow();
        var session = new PersonSession(person.Id, method, http.HttpContext?.Request.Headers.UserAgent, now + Longest, now);
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.Add(session);
            await db.SaveChangesAsync();
        }

        await signIn.SignInWithClaimsAsync(person, isPersistent: false,
        [
            new Claim(PersonClaimTypes.Session, session.Id.ToString()), new Claim(PersonClaimTypes.Method, ((int)method).ToString(CultureInfo.InvariantCulture)),
            new Claim(PersonClaimTypes.Since, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ]);
    }
}
