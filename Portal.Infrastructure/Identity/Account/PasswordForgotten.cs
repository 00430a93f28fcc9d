using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Common.Notices;

namespace Portal.Identity.Account;

/// <summary>A new password for who has forgotten the old one, by a link in a mail. Who asks learns nothing, not even by the time it takes.</summary>
public sealed class PasswordForgotten(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PasswordForgotten> log)
{
    /// <summary>How long a link works, once.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Mails that one person gets within that time, whoever asks for them.</summary>
    const int MostMails = 3;

    /// <summary>Answers at once; whether there is such an account is found out afterwards.</summary>
    /// <returns>When that is done; a page does not wait for it.</returns>
    public Task Ask(string? email)
    {
        if (email?.Trim() is not { Length: > 0 and <= 256 } address) return Task.CompletedTask;
        var culture = CultureInfo.CurrentUICulture;
        return Task.Run(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            try
            {
                await MailAsync(address);
            }
            catch (Exception e) // the person asks again
            {
                log.LogError(e, "A link to a new password could not be written");
            }
        });
    }

    /// <summary>Sets the password and ends every session.</summary>
    /// <param name="token">Out of the link.</param>
    public async Task<Result> SetAsync(Guid person, string? token, string? password, string? again)
    {
        if (AccountService.Unfit(password, again) is { } unfit) return unfit;
        await using var scope = scopes.CreateAsyncScope();
        var done = await scope.ServiceProvider.GetRequiredService<AccountScope>().InAsync<bool>(person, async a =>
        {
            if (Decode(token) is not { } code || !await a.Users.VerifyUserTokenAsync(a.Person, TokenOptions.DefaultProvider, UserManager<Person>.ResetPasswordTokenPurpose, code)) return AccountErrors.LinkInvalid;
            if (!(await a.Users.ResetPasswordAsync(a.Person, code, password!)).Succeeded) return AccountErrors.PasswordUnfit;
            await a.Factor.ForgetPendingAsync(a.Person);
            // Whoever reads the person's mail is the person: wrong passwords of somebody else keep nobody out.
            await a.Users.SetLockoutEndDateAsync(a.Person, null);
            await a.Users.ResetAccessFailedCountAsync(a.Person);
            await a.News.TellAsync(a.Person, AccountActions.PasswordReset, a.Language);
            return true;
        });
        if (!done.Succeeded) return done.Error == Error.NotFound ? AccountErrors.LinkInvalid : done.Error;
        await scope.ServiceProvider.GetRequiredService<Sessions>().EndOthersAsync(person, null);
        return Result.Ok;
    }

    async Task MailAsync(string address)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByEmailAsync(address) is not { } person) return;
        await scope.ServiceProvider.GetRequiredService<AccountScope>().InAsync<bool>(person.Id, async a =>
        {
            var since = clock.GetUtcNow() - Lifetime;
            if (await a.Db.Set<OutboxMail>().CountAsync(m => m.PersonId == a.Person.Id && m.Kind == AccountMails.PasswordForgotten && m.CreatedAt > since) >= MostMails) return false;
            var token = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(await a.Users.GeneratePasswordResetTokenAsync(a.Person)));
            await a.News.MailAsync(a.Person, AccountMails.PasswordForgotten, a.Language, [], $"/password/new?person={a.Person.Id}&token={token}");
            return true;
        });
    }

    static string? Decode(string? token) => token is { Length: > 0 and <= 2000 } && Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : null;
}
