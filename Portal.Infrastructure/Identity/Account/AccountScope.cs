using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Account;

/// <summary>What is needed to change one account; everything shares one context.</summary>
/// <param name="Language">Of who asks.</param>
public sealed record AccountChange(Person Person, UserManager<Person> Users, SecondFactor Factor, AccountNews News, PortalDbContext Db, string Language)
{
    /// <summary>Asks for the password once more: who finds an unlocked screen does not know it.</summary>
    public async Task<Error?> ProveAsync(string? password)
    {
        if (!await Users.HasPasswordAsync(Person)) return null;
        if (await Users.IsLockedOutAsync(Person)) return AccountErrors.PasswordWrong;
        return password is { Length: > 0 and <= AccountErrors.LongestPassword } && await Users.CheckPasswordAsync(Person, password) ? null : AccountErrors.PasswordWrong;
    }
}

/// <summary>Opens an account for a change, in the federal tenant, to which accounts belong. The change, its mail and its line in the audit are one save.</summary>
public sealed class AccountScope(TenantScopes scopes)
{
    /// <summary>Runs a change and saves it when it succeeds. A wrong password or code counts towards the lock.</summary>
    /// <returns>What the change gives; "not found" when there is no such person.</returns>
    public Task<Result<T>> InAsync<T>(Guid id, Func<AccountChange, Task<Result<T>>> run) => scopes.InAsync(TenantInfo.FederalCode, new HashSet<string>(), async services =>
    {
        var users = services.GetRequiredService<UserManager<Person>>();
        var db = services.GetRequiredService<PortalDbContext>();
        if (services.GetRequiredService<IUserStore<Person>>() is UserOnlyStore<Person, PortalDbContext, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>> store)
            store.AutoSaveChanges = false; // all in one save, at the end
        if (await users.FindByIdAsync(id.ToString()) is not { } person) return Error.NotFound;
        var change = new AccountChange(person, users, services.GetRequiredService<SecondFactor>(), services.GetRequiredService<AccountNews>(), db, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        var result = await run(change);
        if (result.Succeeded) return await TrySaveAsync(db) ? result : AccountErrors.ChangedMeanwhile;
        if (result.Error == AccountErrors.PasswordWrong || result.Error == AccountErrors.CodeWrong) await CountAsync(id, users, db);
        return result;
    });

    /// <summary>Counts a failure; of several at the same moment each.</summary>
    static async Task CountAsync(Guid id, UserManager<Person> users, PortalDbContext db)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            db.ChangeTracker.Clear();
            if (await users.FindByIdAsync(id.ToString()) is not { } person || await users.IsLockedOutAsync(person)) return;
            await users.AccessFailedAsync(person);
            if (await TrySaveAsync(db)) return;
        }
    }

    static async Task<bool> TrySaveAsync(PortalDbContext db)
    {
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
