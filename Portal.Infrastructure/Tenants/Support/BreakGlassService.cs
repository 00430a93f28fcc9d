using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Account;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants.Support;

/// <summary>The second person before whom the code is made, who signs with the own password.</summary>
/// <param name="Code">Of the authenticator app, where the account has one.</param>
public sealed record Witness(string? Email, string? Password, string? Code);

/// <summary>Seals the zone's break-glass account before two people, and notes who looked into a use.</summary>
public sealed class BreakGlassService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, UserManager<Person> users, AccountScope accounts, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Makes a new code; one from before counts no more.</summary>
    /// <returns>The code, which is shown once.</returns>
    public async Task<Result<string>> SealAsync(Witness witness, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManageBreakGlass)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var account = await db.Set<BreakGlassAccount>().SingleOrDefaultAsync(stop);
        if (account?.WantsReview == true) return BreakGlassErrors.ReviewFirst;
        var shown = await ProveAsync(db, witness, stop);
        if (!shown.Succeeded) return shown.Error;
        var (now, code) = (clock.GetUtcNow(), BreakGlassCode.Create());
        var person = NewPerson(now);
        db.Add(person);
        if (account is null)
        {
            var made = BreakGlassAccount.Create(tenant.Code, person.Id, BreakGlassCode.Hash(code), user.Id, shown.Value.Id, now);
            if (!made.Succeeded) return made.Error;
            db.Add(account = made.Value);
        }
        else if (account.Seal(person.Id, BreakGlassCode.Hash(code), user.Id, shown.Value.Id, now) is { Succeeded: false } refused)
        {
            return refused.Error;
        }

        audit.Record(db, BreakGlassActions.Sealed, account, details: new { Witness = shown.Value.DisplayName });
        return await db.TrySaveAsync(database, BreakGlassErrors.ChangedMeanwhile, BreakGlassErrors.ChangedMeanwhile, stop) is { } error ? error : code;
    }

    /// <summary>Notes that somebody looked into the last use.</summary>
    /// <param name="note">What was found.</param>
    public async Task<Result> ReviewAsync(string? note, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManageBreakGlass)) return Error.Forbidden;
        if (string.IsNullOrWhiteSpace(note)) return BreakGlassErrors.NoteMissing;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<BreakGlassAccount>().SingleOrDefaultAsync(stop) is not { } account) return Error.NotFound;
        if (account.PersonId == user.Id) return BreakGlassErrors.OwnUse;
        if (account.Review(user.Id, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        audit.Record(db, BreakGlassActions.Reviewed, account, note.Trim());
        return await db.TrySaveAsync(database, BreakGlassErrors.ChangedMeanwhile, BreakGlassErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    /// <summary>No password, no role, and an address that no mail reaches: nothing but the code opens it.</summary>
    Person NewPerson(DateTimeOffset now)
    {
        var email = $"break-glass.{tenant.Code}.{Guid.NewGuid():N}@portal.invalid";
        var person = new Person(email, "Break-glass " + tenant.Code, null, now) { SecurityStamp = Guid.NewGuid().ToString("N") };
        (person.NormalizedEmail, person.NormalizedUserName) = (users.NormalizeEmail(email), users.NormalizeName(email));
        return person;
    }

    /// <summary>Wrong passwords and codes count towards the lock of the witness's account, as at the door.</summary>
    async Task<Result<Person>> ProveAsync(PortalDbContext db, Witness witness, CancellationToken stop)
    {
        if (witness is not { Email.Length: > 0 and <= 256, Password.Length: > 0 and <= AccountErrors.LongestPassword } || await users.FindByEmailAsync(witness.Email.Trim()) is not { } found) return BreakGlassErrors.WitnessWrong;
        if (found.Id == user.Id) return BreakGlassErrors.WitnessIsSealer;
        var today = Brussels.DayOf(clock.GetUtcNow());
        if (!await db.Set<Membership>().AnyAsync(m => m.PersonId == found.Id && (m.EndsOn == null || m.EndsOn >= today) && !db.Set<StaffMember>().Any(s => s.PersonId == m.PersonId && s.LeavesOn < today), stop))
            return BreakGlassErrors.WitnessWrong;
        var shown = await accounts.InAsync<Person>(found.Id, async a =>
        {
            if (await a.Users.IsLockedOutAsync(a.Person) || !await a.Users.HasPasswordAsync(a.Person) || !await a.Users.CheckPasswordAsync(a.Person, witness.Password)) return AccountErrors.PasswordWrong;
            if (a.Person.TwoFactorEnabled && await a.Factor.UseAsync(a.Person, witness.Code) is null) return AccountErrors.CodeWrong;
            if (a.Person.AccessFailedCount > 0) await a.Users.ResetAccessFailedCountAsync(a.Person);
            return a.Person;
        });
        return shown.Succeeded ? shown.Value : BreakGlassErrors.WitnessWrong;
    }
}
