using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Access;
using Portal.Identity.Roles;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants.Support;

/// <summary>The way in when there is no other: a zone and the code of its envelope. Never locked, since nobody guesses the code; it works once, and tells everybody who should know.</summary>
public sealed class BreakGlassDoor(
    ZoneDirectory zones, TenantScopes scopes, IDatabaseProvider database, UserManager<Person> users, Sessions sessions, IHttpContextAccessor http, TimeProvider clock, ILogger<BreakGlassDoor> log)
{
    static readonly IReadOnlySet<string> Nothing = new HashSet<string>();
    static readonly byte[] HashOfNothing = new byte[32];

    /// <summary>Uses up the code and signs in.</summary>
    /// <returns>One answer to everything that is wrong.</returns>
    public async Task<Result> EnterAsync(string? code, string? typed, CancellationToken stop = default)
    {
        code = code?.Trim();
        var hash = BreakGlassCode.Hash(typed);
        var zone = TenantInfo.IsCode(code) && await zones.FindAsync(code!, stop) is { } found && ZoneStates.IsOpen(found.State) ? found : null;
        if (zone is null || await UseAsync(zone, hash, stop) is not { } personId)
        {
            CryptographicOperations.FixedTimeEquals(hash, HashOfNothing);
            return BreakGlassErrors.CodeWrong;
        }

        await AlarmFederalAsync(zone);
        await sessions.BeginAsync((await users.FindByIdAsync(personId.ToString()))!, SignInMethod.Password, TimeSpan.FromHours(BreakGlassAccount.SessionHours));
        return Result.Ok;
    }

    string Address => http.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <returns>The account's person; null when the code is wrong, or was used, also a moment ago by another request.</returns>
    Task<Guid?> UseAsync(TenantInfo zone, byte[] hash, CancellationToken stop) => scopes.InAsync(zone.Code, Nothing, async there =>
    {
        await using var db = await there.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var account = await db.Set<BreakGlassAccount>().SingleOrDefaultAsync(stop);
        if (!CryptographicOperations.FixedTimeEquals(hash, account?.CodeHash ?? HashOfNothing) || account is null || !account.Use(clock.GetUtcNow()).Succeeded) return (Guid?)null;
        var user = there.GetRequiredService<CurrentUser>();
        user.ActFor(null);
        user.Become(account.PersonId, "", Nothing);
        user.CameFrom(user.Address ?? Address);
        there.GetRequiredService<AuditTrail>().Record(db, BreakGlassActions.Used, account, details: new { Address, Browser = http.HttpContext?.Request.Headers.UserAgent.ToString() });
        await there.GetRequiredService<Notifier>().NotifyAsync(db, await ToldAsync(there, db, stop), NoticeKinds.BreakGlassUsed, [Name(zone), Address], $"/zones/{zone.Code}/break-glass", stop);
        return await db.TrySaveAsync(database, BreakGlassErrors.ChangedMeanwhile, BreakGlassErrors.ChangedMeanwhile, stop) is null ? account.PersonId : null;
    });

    /// <summary>Administrators, the data protection officer and the zone's default approver.</summary>
    static async Task<IReadOnlyCollection<Guid>> ToldAsync(IServiceProvider there, PortalDbContext db, CancellationToken stop)
    {
        var holders = there.GetRequiredService<PermissionHolders>();
        var told = (await holders.OfAsync(db, TenantPermissions.ManageBreakGlass, stop)).Union(await holders.OfAsync(db, AuditPermissions.ReadUnusual, stop)).ToHashSet();
        var approver = await db.Set<ZonePolicy>().AsNoTracking().Select(p => p.DefaultApproverId).FirstOrDefaultAsync(stop);
        if (approver is { } chief && await db.Set<StaffMember>().AsNoTracking().Where(s => s.Id == chief).Select(s => s.PersonId).FirstOrDefaultAsync(stop) is { } person) told.Add(person);
        return told;
    }

    /// <summary>The federal police are told too. What counts is saved by now: a fault here keeps nobody out.</summary>
    async Task AlarmFederalAsync(TenantInfo zone)
    {
        log.LogWarning("The break-glass account of zone {Zone} is in use", zone.Code);
        try
        {
            await scopes.InAsync(TenantInfo.FederalCode, Nothing, async there =>
            {
                await using var db = await there.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
                there.GetRequiredService<AuditTrail>().Record(db, BreakGlassActions.Used, nameof(TenantInfo), zone.AuditId, details: new { Name = zone.Code, Address });
                await there.GetRequiredService<Notifier>().NotifyAsync(db, await there.GetRequiredService<Administrators>().TodayAsync(db, default), NoticeKinds.BreakGlassUsed, [Name(zone), Address], "/federal/zones/" + zone.Code);
                return await db.SaveChangesAsync();
            });
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The federal police could not be told of the break-glass account of zone {Zone}", zone.Code);
        }
    }

    static string Name(TenantInfo zone) => $"{zone.Code} {zone.NameIn(zone.DefaultLanguage)}";
}
