using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Portal.Identity.Account;

namespace Portal.Identity;

/// <summary>Where a sign-in stands.</summary>
public enum SignInStep
{
    /// <summary>Something is wrong, or the account is locked.</summary>
    Refused,

    Done,

    /// <summary>The password was right, and a code is asked for.</summary>
    CodeAsked,
}

/// <summary>Sign-in by password and code, or by passkey. Whatever is wrong, the answer and the work done are the same: nobody learns whether an account exists.</summary>
public sealed class SignInService(UserManager<Person> users, SignInManager<Person> signIn, Sessions sessions, AccountScope accounts, IPasswordHasher<Person> hasher, IHttpContextAccessor http)
{
    /// <summary>The cookie of who has shown the password and not yet the code; it opens nothing.</summary>
    public const string HalfwayScheme = "portal.halfway";

    static string? hashOfNothing;

    /// <returns>The person when the sign-in is done.</returns>
    public async Task<(SignInStep Step, Person? Person)> SignInAsync(string? email, string? password)
    {
        if (email is not { Length: > 0 and <= 256 } || password is not { Length: > 0 and <= 256 }) return (SignInStep.Refused, null);
        if (await users.FindByEmailAsync(email.Trim()) is not { } found || await users.IsLockedOutAsync(found))
        {
            SpendTheSameTime(email, password);
            return await RefuseAsync(null);
        }

        var shown = await accounts.InAsync<Person>(found.Id, async a =>
        {
            // Asked again: of many guesses at the same moment, those behind the lock count no more than those before it.
            if (await a.Users.IsLockedOutAsync(a.Person) || !await a.Users.HasPasswordAsync(a.Person) || !await a.Users.CheckPasswordAsync(a.Person, password)) return AccountErrors.PasswordWrong;
            // Wrong codes go on counting: the password alone is no reason to forget them.
            if (a.Person is { TwoFactorEnabled: false, AccessFailedCount: > 0 }) await a.Users.ResetAccessFailedCountAsync(a.Person);
            return a.Person;
        });
        if (shown.Value is not { } person) return await RefuseAsync(found.Id);
        if (!person.TwoFactorEnabled)
        {
            await sessions.BeginAsync(person, SignInMethod.Password);
            return (SignInStep.Done, person);
        }

        var halfway = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.Id.ToString()), new(PersonClaimTypes.Stamp, person.SecurityStamp ?? "")], HalfwayScheme);
        await http.HttpContext!.SignInAsync(HalfwayScheme, new(halfway));
        return (SignInStep.CodeAsked, null);
    }

    /// <summary>Refused, and written down.</summary>
    async Task<(SignInStep Step, Person? Person)> RefuseAsync(Guid? account)
    {
        await sessions.FailedAsync(account);
        return (SignInStep.Refused, null);
    }

    /// <summary>True while the browser has shown a password a moment ago and a code is asked for.</summary>
    public async Task<bool> IsHalfwayAsync() => await HalfwayAsync() is not null;

    /// <param name="code">Of the app, or a recovery code.</param>
    public async Task<(SignInStep Step, Person? Person)> ShowCodeAsync(string? code)
    {
        if (await HalfwayAsync() is not { } halfway) return (SignInStep.Refused, null);
        var shown = await accounts.InAsync<(Person Person, SignInMethod Method)>(halfway.Person, async a =>
        {
            if (a.Person.SecurityStamp != halfway.Stamp || await a.Users.IsLockedOutAsync(a.Person) || code is not { Length: > 0 and <= 40 }) return AccountErrors.CodeWrong;
            if (await a.Factor.UseAsync(a.Person, code) is not { } method) return AccountErrors.CodeWrong;
            if (a.Person.AccessFailedCount > 0) await a.Users.ResetAccessFailedCountAsync(a.Person);
            if (method == SignInMethod.PasswordAndRecoveryCode)
                await a.News.TellAsync(a.Person, AccountActions.CodeUsed, a.Language, (await a.Factor.CodesLeftAsync(a.Person)).ToString(System.Globalization.CultureInfo.InvariantCulture));
            return (a.Person, method);
        });
        if (!shown.Succeeded) return await RefuseAsync(halfway.Person);
        await http.HttpContext!.SignOutAsync(HalfwayScheme);
        await sessions.BeginAsync(shown.Value.Person, shown.Value.Method);
        return (SignInStep.Done, shown.Value.Person);
    }

    /// <summary>What the browser needs to show a passkey of whoever sits there.</summary>
    public Task<string> PasskeyOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <summary>Also while the account is locked: nobody guesses a passkey, and a stranger's wrong passwords must not keep an operator from the hits.</summary>
    /// <param name="credential">What the browser gives, as JSON.</param>
    public async Task<(SignInStep Step, Person? Person)> ShowPasskeyAsync(string? credential)
    {
        if (await AssertAsync(credential) is not { User: { } owner, Passkey: { } passkey }) return await RefuseAsync(null);
        var kept = await accounts.InAsync<Person>(owner.Id, async a =>
        {
            await a.Users.AddOrUpdatePasskeyAsync(a.Person, passkey); // its counter of signatures
            return a.Person;
        });
        if (kept.Value is not { } person) return (SignInStep.Refused, null);
        await sessions.BeginAsync(person, SignInMethod.Passkey);
        return (SignInStep.Done, person);
    }

    async Task<PasskeyAssertionResult<Person>?> AssertAsync(string? credential)
    {
        if (credential is not { Length: > 0 and <= 20_000 }) return null;
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential) is { Succeeded: true } asserted ? asserted : null;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException) // nothing was begun, too long ago, or no identifier of ours in it
        {
            return null;
        }
    }

    async Task<(Guid Person, string Stamp)?> HalfwayAsync() =>
        (await http.HttpContext!.AuthenticateAsync(HalfwayScheme)).Principal is { } principal && principal.PersonId() is { } person ? (person, principal.FindFirstValue(PersonClaimTypes.Stamp) ?? "") : null;

    void SpendTheSameTime(string email, string password)
    {
        var nobody = new Person(email, "", null, DateTimeOffset.UnixEpoch);
        hasher.VerifyHashedPassword(nobody, hashOfNothing ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString()), password);
    }
}
