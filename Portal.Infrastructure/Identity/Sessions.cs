using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Identity.Account;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity;

/// <summary>A session as its person sees it.</summary>
/// <param name="Browser">What the browser says of itself.</param>
public sealed record SessionLine(Guid Id, SignInMethod Method, string? Browser, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

/// <summary>Sign-ins of people: each is a row that the person sees and can end.</summary>
public sealed class Sessions(IDbContextFactory<PortalDbContext> contexts, TenantScopes tenants, SignInManager<Person> signIn, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>However it is used, a session ends after this time; a zone may ask for less.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    static readonly string[] Claims = [PersonClaimTypes.Session, PersonClaimTypes.Method, PersonClaimTypes.Since];

    /// <summary>Writes the session down and gives the browser its cookie; a session that the browser had ends. The caller has made sure who it is.</summary>
    /// <param name="longest">Less than <see cref="Longest"/>, or null.</param>
    public async Task BeginAsync(Person person, SignInMethod method, TimeSpan? longest = null)
    {
        var now = clock.GetUtcNow();
        var session = new PersonSession(person.Id, method, http.HttpContext?.Request.Headers.UserAgent, now + (longest ?? Longest), now);
        await InAccountsAsync(async (db, audit) =>
        {
            if (http.HttpContext?.User.SessionId() is { } before && await db.Set<PersonSession>().FirstOrDefaultAsync(s => s.Id == before) is { } old) old.End(now);
            db.Add(session);
            audit.RecordFor(db, person.Id, AccountActions.SignedIn, nameof(Person), person.Id, details: new { Method = method.ToString(), session.Browser });
            await db.SaveChangesAsync();
        });

        await signIn.SignInWithClaimsAsync(person, isPersistent: false,
        [
            new Claim(PersonClaimTypes.Session, session.Id.ToString()), new Claim(PersonClaimTypes.Method, ((int)method).ToString(CultureInfo.InvariantCulture)),
            new Claim(PersonClaimTypes.Since, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    /// <summary>Writes down that somebody tried to sign in and could not.</summary>
    /// <param name="account">The account that was named; null when there is none.</param>
    public Task FailedAsync(Guid? account) => InAccountsAsync(async (db, audit) =>
    {
        audit.RecordFor(db, null, AccountActions.SignInFailed, nameof(Person), account ?? Guid.Empty);
        await db.SaveChangesAsync();
    });

    /// <summary>Gives the browser a new cookie for the same session: what the account demands of cookies has changed.</summary>
    public Task RenewAsync(Person person, ClaimsPrincipal principal) => signIn.SignInWithClaimsAsync(person, isPersistent: false, OwnClaims(principal));

    /// <summary>What a cookie says of the session, for a principal that is made anew.</summary>
    public static IEnumerable<Claim> OwnClaims(ClaimsPrincipal principal) => principal.Claims.Where(c => Claims.Contains(c.Type)).Select(c => new Claim(c.Type, c.Value));

    /// <summary>The sessions of a person that go on, the one used last first.</summary>
    public async Task<IReadOnlyList<SessionLine>> OfAsync(Guid person, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<PersonSession>().AsNoTracking().Where(s => s.PersonId == person && s.EndedAt == null && s.EndsAt > now).OrderByDescending(s => s.SeenAt)
            .Select(s => new SessionLine(s.Id, s.Method, s.Browser, s.StartedAt, s.SeenAt)).Take(100).ToListAsync(stop);
    }

    /// <summary>Ends one session of a person; that of somebody else is left alone.</summary>
    /// <returns>How many were ended.</returns>
    public Task<int> EndAsync(Guid person, Guid session, CancellationToken stop = default) => EndAsync(person, s => s.Where(x => x.Id == session), stop);

    /// <summary>Ends every session of a person but one.</summary>
    /// <param name="kept">Null ends all.</param>
    public Task<int> EndOthersAsync(Guid person, Guid? kept, CancellationToken stop = default) => EndAsync(person, s => s.Where(x => x.Id != kept), stop);

    async Task<int> EndAsync(Guid person, Func<IQueryable<PersonSession>, IQueryable<PersonSession>> which, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var ended = 0;
        await InAccountsAsync(async (db, audit) =>
        {
            var open = await which(db.Set<PersonSession>().Where(s => s.PersonId == person && s.EndedAt == null && s.EndsAt > now)).ToListAsync(stop);
            foreach (var session in open) session.End(now);
            if (open.Count > 0) audit.RecordFor(db, person, AccountActions.SignedOut, nameof(Person), person, details: new { Sessions = open.Count });
            await db.SaveChangesAsync(stop);
            ended = open.Count;
        });
        return ended;
    }

    /// <summary>Accounts belong to the federal tenant, and so does their audit.</summary>
    Task InAccountsAsync(Func<PortalDbContext, AuditTrail, Task> run) => tenants.InAsync(TenantInfo.FederalCode, new HashSet<string>(), async there =>
    {
        await using var db = await there.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        await run(db, there.GetRequiredService<AuditTrail>());
        return true;
    });
}
