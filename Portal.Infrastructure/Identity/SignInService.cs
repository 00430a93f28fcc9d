using Microsoft.AspNetCore.Identity;

namespace Portal.Identity;

/// <summary>Sign-in by password. Whatever is wrong, the answer and the work done are the same: nobody learns whether an account exists.</summary>
public sealed class SignInService(UserManager<Person> users, SignInManager<Person> signIn, Sessions sessions, IPasswordHasher<Person> hasher)
{
    static string? hashOfNothing;

    /// <returns>The person, or null when e-mail or password is wrong or the account is locked.</returns>
    public async Task<Person?> SignInAsync(string? email, string? password)
    {
        if (email is not { Length: > 0 and <= 256 } || password is not { Length: > 0 and <= 256 }) return null;
        if (await users.FindByEmailAsync(email.Trim()) is not { } person || await users.IsLockedOutAsync(person))
        {
            SpendTheSameTime(email, password);
            return null;
        }

        if (!(await signIn.CheckPasswordSignInAsync(person, password, lockoutOnFailure: true)).Succeeded) return null;
        await sessions.BeginAsync(person, SignInMethod.Password);
        return person;
    }

    void SpendTheSameTime(string email, string password)
    {
        var nobody = new Person(email, "", null, DateTimeOffset.UnixEpoch);
        hasher.VerifyHashedPassword(nobody, hashOfNothing ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString()), password);
    }
}
