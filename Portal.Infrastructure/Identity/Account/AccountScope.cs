using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
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

/// <summary>Opens an account for a change, in the federal tenant, to which accounts belong. The change, its mail and its line in the audit are one transaction.</summary>
public sealed class AccountScope(TenantScopes scopes, IDatabaseProvider database)
{
    /// <summary>Runs a change and keeps it when it succeeds. A wrong password or code counts towards the lock.</summary>
    /// <returns>What the change gives; "not found" when there is no such person.</returns>
    public Task<Result<T>> InAsync<T>(Guid id, Func<AccountChange, Task<Result<T>>> run) => scopes.InAsync(TenantInfo.FederalCode, new HashSet<string>(), async services =>
    {
        var users = services.GetRequiredService<UserManager<Person>>();
        var db = services.GetRequiredService<PortalDbContext>();
        var result = await db.Database.CreateExecutionStrategy().ExecuteAsync(() => OnceAsync(services, db, users, id, run));
        if (result.Error == AccountErrors.PasswordWrong || result.Error == AccountErrors.CodeWrong) await CountAsync(id, users, db);
        return result;
    });

    async Task<Result<T>> OnceAsync<T>(IServiceProvider services, PortalDbContext db, UserManager<Person> users, Guid id, Func<AccountChange, Task<Result<T>>> run)
    {
        db.ChangeTracker.Clear(); // what an attempt before has read
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await users.FindByIdAsync(id.ToString()) is not { } person) return Error.NotFound;
        try
        {
            var result = await run(new(person, users, services.GetRequiredService<SecondFactor>(), services.GetRequiredService<AccountNews>(), db, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
            if (!result.Succeeded) return result;
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return result;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || database.IsDuplicate(e))
        {
            return AccountErrors.ChangedMeanwhile;
        }
    }

    /// <summary>Counts a failure; of several at the same moment each.</summary>
    static async Task CountAsync(Guid id, UserManager<Person> users, PortalDbContext db)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            db.ChangeTracker.Clear();
            if (await users.FindByIdAsync(id.ToString()) is not { } person || await users.IsLockedOutAsync(person) || (await users.AccessFailedAsync(person)).Succeeded) return;
        }
    }
}
