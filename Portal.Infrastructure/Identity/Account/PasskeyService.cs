using System.Buffers.Text;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portal.Common;

namespace Portal.Identity.Account;

/// <summary>What a person changes of the own passkeys.</summary>
public sealed class PasskeyService(AccountScope accounts, AccountService account, Sessions sessions, SignInManager<Person> signIn)
{
    /// <summary>What the browser needs to make a passkey; the password is asked once more.</summary>
    public async Task<Result<string>> OptionsAsync(ClaimsPrincipal principal, string? password)
    {
        var may = await accounts.InAsync<PasskeyUserEntity>(principal.PersonId()!.Value, async a =>
        {
            if (await AccountService.MayChangeFactorsAsync(a, principal) is { } refused) return refused;
            if (await a.ProveAsync(password) is { } wrong) return wrong;
            return (await a.Users.GetPasskeysAsync(a.Person)).Count >= AccountErrors.MostPasskeys
                ? AccountErrors.PasskeysTooMany : new PasskeyUserEntity { Id = a.Person.Id.ToString(), Name = a.Person.Email!, DisplayName = a.Person.DisplayName };
        });
        return may.Succeeded ? await signIn.MakePasskeyCreationOptionsAsync(may.Value) : may.Error;
    }

    /// <param name="credential">What the browser made, as JSON.</param>
    public async Task<Result> AddAsync(ClaimsPrincipal principal, string? credential, string? name)
    {
        if (NameOf(name) is not { } called) return AccountErrors.PasskeyNameInvalid;
        if (await AttestAsync(credential) is not { Passkey: { } passkey } attested || attested.UserEntity?.Id != principal.PersonId().ToString()) return AccountErrors.PasskeyRefused;
        var done = await accounts.InAsync<Person>(principal.PersonId()!.Value, async a =>
        {
            if (await AccountService.MayChangeFactorsAsync(a, principal) is { } refused) return refused;
            passkey.Name = called;
            if (!(await a.Users.AddOrUpdatePasskeyAsync(a.Person, passkey)).Succeeded) return AccountErrors.PasskeyRefused;
            await a.News.TellAsync(a.Person, AccountActions.PasskeyAdded, a.Language, called);
            return a.Person;
        });
        if (!done.Succeeded) return done.Error;
        await account.StrengthenAsync(principal, done.Value, SignInMethod.Passkey);
        return Result.Ok;
    }

    public async Task<Result> RenameAsync(ClaimsPrincipal principal, string? id, string? name)
    {
        if (NameOf(name) is not { } called) return AccountErrors.PasskeyNameInvalid;
        var done = await accounts.InAsync<bool>(principal.PersonId()!.Value, async a =>
        {
            if (await FindAsync(a, id) is not { } passkey) return Error.NotFound;
            passkey.Name = called;
            return (await a.Users.AddOrUpdatePasskeyAsync(a.Person, passkey)).Succeeded;
        });
        return new(done.Error);
    }

    public async Task<Result> RemoveAsync(ClaimsPrincipal principal, string? id, string? password)
    {
        var done = await accounts.InAsync<bool>(principal.PersonId()!.Value, async a =>
        {
            if (await AccountService.MayChangeFactorsAsync(a, principal) is { } refused) return refused;
            if (await a.ProveAsync(password) is { } wrong) return wrong;
            if (await FindAsync(a, id) is not { } passkey) return Error.NotFound;
            await a.Users.RemovePasskeyAsync(a.Person, passkey.CredentialId);
            await a.News.TellAsync(a.Person, AccountActions.PasskeyRemoved, a.Language, passkey.Name ?? "");
            return true;
        });
        // A passkey is removed because its device is lost: what began with it ends.
        if (done.Succeeded) await sessions.EndOthersAsync(principal.PersonId()!.Value, principal.SessionId());
        return new(done.Error);
    }

    async Task<PasskeyAttestationResult?> AttestAsync(string? credential)
    {
        if (credential is not { Length: > 0 and <= 20_000 }) return null;
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential) is { Succeeded: true } attested ? attested : null;
        }
        catch (InvalidOperationException) // nothing was begun, or too long ago
        {
            return null;
        }
    }

    static async Task<UserPasskeyInfo?> FindAsync(AccountChange a, string? id) =>
        id is { Length: > 0 and <= 2000 } && Base64Url.IsValid(id) ? await a.Users.GetPasskeyAsync(a.Person, Base64Url.DecodeFromChars(id)) : null;

    static string? NameOf(string? name) => name?.Trim() is { Length: > 0 and <= AccountErrors.PasskeyNameLength } called && !called.Any(char.IsControl) ? called : null;
}
