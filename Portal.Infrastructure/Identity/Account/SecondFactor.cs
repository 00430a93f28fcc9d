using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Portal.Identity.Account;

/// <summary>An authenticator app's key and the recovery codes of a person. The key is kept encrypted, codes as hashes; what was used is used up.</summary>
public sealed class SecondFactor(UserManager<Person> users, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int CodesAtOnce = 10;

    const string Provider = "portal";
    const string Key = "AuthenticatorKey";
    const string Pending = "PendingKey";
    const string LastStep = "LastStep";
    const string Codes = "RecoveryCodes";
    const string CodeLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    IDataProtector Protector => protection.CreateProtector("portal.authenticator");

    /// <summary>A key that counts once a code of it has been shown; asked again it is the same.</summary>
    public async Task<byte[]> PendingKeyAsync(Person person)
    {
        if (await ReadKeyAsync(person, Pending) is { } begun) return begun;
        var key = RandomNumberGenerator.GetBytes(TimeCode.KeyBytes);
        Check(await users.SetAuthenticationTokenAsync(person, Provider, Pending, Convert.ToBase64String(Protector.Protect(key))));
        return key;
    }

    /// <summary>A key that somebody may have noted under another password counts no more.</summary>
    public async Task ForgetPendingAsync(Person person) => Check(await users.RemoveAuthenticationTokenAsync(person, Provider, Pending));

    /// <summary>Switches the app on when the code is of the pending key.</summary>
    /// <returns>The recovery codes, to be shown once; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> SwitchOnAsync(Person person, string code)
    {
        if (await ReadKeyAsync(person, Pending) is not { } key || TimeCode.Find(key, Bare(code), clock.GetUtcNow(), 0) is not { } step) return null;
        Check(await users.SetAuthenticationTokenAsync(person, Provider, Key, Convert.ToBase64String(Protector.Protect(key))));
        Check(await users.SetAuthenticationTokenAsync(person, Provider, LastStep, step.ToString(CultureInfo.InvariantCulture)));
        Check(await users.RemoveAuthenticationTokenAsync(person, Provider, Pending));
        var codes = await NewCodesAsync(person);
        Check(await users.SetTwoFactorEnabledAsync(person, true));
        return codes;
    }

    /// <summary>New recovery codes in place of the old.</summary>
    public async Task<IReadOnlyList<string>> NewCodesAsync(Person person)
    {
        var codes = Enumerable.Range(0, CodesAtOnce).Select(_ => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(CodeLetters, 4)))).ToList();
        Check(await users.SetAuthenticationTokenAsync(person, Provider, Codes, string.Join(' ', codes.Select(Hash))));
        return codes;
    }

    public async Task SwitchOffAsync(Person person)
    {
        foreach (var name in new[] { Key, Pending, LastStep, Codes }) Check(await users.RemoveAuthenticationTokenAsync(person, Provider, name));
        Check(await users.SetTwoFactorEnabledAsync(person, false));
    }

    public async Task<int> CodesLeftAsync(Person person) => (await CodesAsync(person)).Length;

    /// <summary>Uses up a code of the app, or a recovery code.</summary>
    /// <returns>What it was; null when it is wrong or was used before, also a moment ago by another request.</returns>
    public async Task<SignInMethod?> UseAsync(Person person, string? typed)
    {
        var code = Bare(typed ?? "");
        if (code.Length == TimeCode.Digits && code.All(char.IsAsciiDigit))
        {
            var used = long.TryParse(await users.GetAuthenticationTokenAsync(person, Provider, LastStep), CultureInfo.InvariantCulture, out var last) ? last : 0;
            if (await ReadKeyAsync(person, Key) is not { } key || TimeCode.Find(key, code, clock.GetUtcNow(), used) is not { } step) return null;
            // The person's stamp tells two requests with the same code apart: the second changes nothing.
            return (await users.SetAuthenticationTokenAsync(person, Provider, LastStep, step.ToString(CultureInfo.InvariantCulture))).Succeeded ? SignInMethod.PasswordAndCode : null;
        }

        var codes = await CodesAsync(person);
        var hash = Hash(string.Join('-', code.ToLowerInvariant().Chunk(4).Select(c => new string(c))));
        if (!codes.Contains(hash)) return null;
        return (await users.SetAuthenticationTokenAsync(person, Provider, Codes, string.Join(' ', codes.Where(c => c != hash)))).Succeeded ? SignInMethod.PasswordAndRecoveryCode : null;
    }

    async Task<string[]> CodesAsync(Person person) => (await users.GetAuthenticationTokenAsync(person, Provider, Codes) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    async Task<byte[]?> ReadKeyAsync(Person person, string name) =>
        await users.GetAuthenticationTokenAsync(person, Provider, name) is { Length: > 0 } kept ? Protector.Unprotect(Convert.FromBase64String(kept)) : null;

    static string Bare(string typed) => string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-'));

    static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    static void Check(IdentityResult result)
    {
        if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))) throw new DbUpdateConcurrencyException();
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(", ", result.Errors.Select(e => e.Code)));
    }
}
