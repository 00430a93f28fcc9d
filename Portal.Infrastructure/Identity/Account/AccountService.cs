using System.Security.Claims;
using Portal.Common;

namespace Portal.Identity.Account;

/// <summary>How a person can sign in.</summary>
/// <param name="AppOn">A code of an authenticator app is asked after the password.</param>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
/// <param name="MayChangeFactors">False for who has a second factor and signed in without one.</param>
public sealed record AccountSecurity(bool HasPassword, bool AppOn, int CodesLeft, IReadOnlyList<PasskeyLine> Passkeys, bool MayChangeFactors);

/// <summary>A passkey as its person sees it.</summary>
/// <param name="Id">Its identifier in base 64 for addresses.</param>
public sealed record PasskeyLine(string Id, string? Name, DateTimeOffset CreatedAt);

/// <summary>What a person changes of the own password and authenticator app.</summary>
public sealed class AccountService(AccountScope accounts, Sessions sessions)
{
    public async Task<AccountSecurity> OfAsync(ClaimsPrincipal principal)
    {
        var found = await accounts.InAsync<AccountSecurity>(principal.PersonId()!.Value, async a =>
        {
            var passkeys = (await a.Users.GetPasskeysAsync(a.Person)).OrderBy(p => p.CreatedAt).Select(p => new PasskeyLine(System.Buffers.Text.Base64Url.EncodeToString(p.CredentialId), p.Name, p.CreatedAt)).ToList();
            return new AccountSecurity(await a.Users.HasPasswordAsync(a.Person), a.Person.TwoFactorEnabled, await a.Factor.CodesLeftAsync(a.Person), passkeys, await MayChangeFactorsAsync(a, principal) is null);
        });
        return found.Value!;
    }

    /// <summary>Ends every other session.</summary>
    public async Task<Result> ChangePasswordAsync(ClaimsPrincipal principal, string? current, string? next, string? again)
    {
        if (Unfit(next, again) is { } unfit) return unfit;
        var done = await accounts.InAsync<Person>(principal.PersonId()!.Value, async a =>
        {
            if (await a.ProveAsync(current) is { } wrong) return wrong;
            var changed = await a.Users.HasPasswordAsync(a.Person) ? await a.Users.ChangePasswordAsync(a.Person, current!, next!) : await a.Users.AddPasswordAsync(a.Person, next!);
            if (!changed.Succeeded) return AccountErrors.PasswordUnfit;
            await a.Factor.ForgetPendingAsync(a.Person);
            await a.News.TellAsync(a.Person, AccountActions.PasswordChanged, a.Language);
            return a.Person;
        });
        if (!done.Succeeded) return done.Error;
        await sessions.EndOthersAsync(done.Value.Id, principal.SessionId());
        await sessions.RenewAsync(done.Value, principal);
        return Result.Ok;
    }

    /// <summary>The key to put into the app; it counts once <see cref="SwitchOnAsync"/> has seen a code of it.</summary>
    public Task<Result<AuthenticatorKey>> BeginAppAsync(ClaimsPrincipal principal) => accounts.InAsync<AuthenticatorKey>(principal.PersonId()!.Value, async a =>
        await MayChangeFactorsAsync(a, principal) is { } refused ? refused : AuthenticatorKey.Of(a.Person.Email!, await a.Factor.PendingKeyAsync(a.Person)));

    /// <summary>From now on the app's code is asked; this session counts as signed in with one.</summary>
    /// <returns>The recovery codes, to be shown once.</returns>
    public async Task<Result<RecoveryCodes>> SwitchOnAsync(ClaimsPrincipal principal, string? code, string? password)
    {
        var done = await accounts.InAsync<(Person Person, RecoveryCodes Codes)>(principal.PersonId()!.Value, async a =>
        {
            if (await MayChangeFactorsAsync(a, principal) is { } refused) return refused;
            if (await a.ProveAsync(password) is { } wrong) return wrong; // who finds an unlocked screen has a telephone too
            if (await a.Users.IsLockedOutAsync(a.Person) || await a.Factor.SwitchOnAsync(a.Person, code ?? "") is not { } codes) return AccountErrors.CodeWrong;
            await a.News.TellAsync(a.Person, AccountActions.AuthenticatorOn, a.Language);
            return (a.Person, new(codes));
        });
        if (!done.Succeeded) return done.Error;
        await StrengthenAsync(principal, done.Value.Person, SignInMethod.PasswordAndCode);
        return done.Value.Codes;
    }

    public Task<Result<RecoveryCodes>> NewCodesAsync(ClaimsPrincipal principal, string? password) => accounts.InAsync<RecoveryCodes>(principal.PersonId()!.Value, async a =>
    {
        if (await MayChangeFactorsAsync(a, principal) is { } refused) return refused;
        if (!a.Person.TwoFactorEnabled) return Error.NotFound;
        if (await a.ProveAsync(password) is { } wrong) return wrong;
        await a.News.TellAsync(a.Person, AccountActions.CodesMade, a.Language);
        return new RecoveryCodes(await a.Factor.NewCodesAsync(a.Person));
    });

    public async Task<Result> SwitchOffAsync(ClaimsPrincipal principal, string? password)
    {
        var done = await accounts.InAsync<Person>(principal.PersonId()!.Value, async a =>
        {
            if (await MayChangeFactorsAsync(a, principal) is { } refused) return refused;
            if (!a.Person.TwoFactorEnabled) return Error.NotFound;
            if (await a.ProveAsync(password) is { } wrong) return wrong;
            await a.Factor.SwitchOffAsync(a.Person);
            await a.News.TellAsync(a.Person, AccountActions.AuthenticatorOff, a.Language);
            return a.Person;
        });
        if (!done.Succeeded) return done.Error;
        await sessions.RenewAsync(done.Value, principal);
        return Result.Ok;
    }

    /// <summary>A session that has just shown a second factor is as good as one that began with it.</summary>
    internal Task StrengthenAsync(ClaimsPrincipal principal, Person person, SignInMethod method) =>
        principal.SignInFacts().IsStrong ? sessions.RenewAsync(person, principal) : sessions.BeginAsync(person, method);

    /// <summary>The first factor is set up after a password alone; later ones, and what takes one away, need one: else a stolen password would be enough to add one's own.</summary>
    internal static async Task<Error?> MayChangeFactorsAsync(AccountChange a, ClaimsPrincipal principal) =>
        principal.SignInFacts().IsStrong || (!a.Person.TwoFactorEnabled && (await a.Users.GetPasskeysAsync(a.Person)).Count == 0) ? null : AccountErrors.FactorNotShown;

    internal static Error? Unfit(string? password, string? again) =>
        password is not { Length: >= AccountErrors.ShortestPassword and <= AccountErrors.LongestPassword } || password.Distinct().Count() < 4 ? AccountErrors.PasswordUnfit
        : password != again ? AccountErrors.PasswordsDiffer : null;
}

/// <summary>Codes that each open the door once when the app is not at hand; nobody sees them a second time.</summary>
public sealed record RecoveryCodes(IReadOnlyList<string> Codes);

/// <summary>What goes into an authenticator app.</summary>
/// <param name="Text">To type, in groups of four.</param>
/// <param name="Address">For the QR code (otpauth).</param>
public sealed record AuthenticatorKey(string Text, string Address)
{
    const string Issuer = "Portal";

    internal static AuthenticatorKey Of(string email, byte[] key)
    {
        var text = TimeCode.ToText(key);
        return new(string.Join(' ', text.Chunk(4).Select(c => new string(c))), $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(email)}?secret={text}&issuer={Issuer}&digits={TimeCode.Digits}");
    }
}
