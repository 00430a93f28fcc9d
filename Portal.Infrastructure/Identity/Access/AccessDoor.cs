using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>What somebody who asks for access fills in.</summary>
public sealed record AccessApplication(string? Zone, string? FirstName, string? LastName, string? Email, string? PersonnelNumber, string? Remark, string? Language)
{
    /// <summary>What is wrong, by the name of the field.</summary>
    public IEnumerable<(string Field, Error Error)> Check()
    {
        if (!TenantInfo.IsCode(Zone)) yield return (nameof(Zone), AccessErrors.ZoneMissing);
        if (Clean(FirstName) is not { Length: > 0 and <= AccessRequest.NamePartLength }) yield return (nameof(FirstName), AccessErrors.NameMissing);
        if (Clean(LastName) is not { Length: > 0 and <= AccessRequest.NamePartLength }) yield return (nameof(LastName), AccessErrors.NameMissing);
        if (!IsName(FirstName)) yield return (nameof(FirstName), AccessErrors.NameOfLetters);
        if (!IsName(LastName)) yield return (nameof(LastName), AccessErrors.NameOfLetters);
        if (EmailInput.Parse(Email) is null) yield return (nameof(Email), EmailInput.Unreadable);
        if (Clean(PersonnelNumber) is { Length: > AccessRequest.PersonnelNumberLength }) yield return (nameof(PersonnelNumber), AccessErrors.NumberTooLong);
        if (Remark?.Trim() is { Length: > AccessRequest.RemarkLength }) yield return (nameof(Remark), AccessErrors.RemarkTooLong);
        if (!Languages.Knows(Language)) yield return (nameof(Language), InvitationErrors.LanguageUnknown);
    }

    /// <summary>A name and no message: it stands in the subject of a mail to who decides.</summary>
    static bool IsName(string? text) => Clean(text) is not { } name || name.Select((c, n) => (c, n)).All(x => char.IsLetter(x.c) || char.GetUnicodeCategory(x.c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || x.c is ' ' or '-' or '\'' or '’' || (x.c == '.' && (x.n + 1 == name.Length || name[x.n + 1] == ' ')));

    /// <summary>One line; null when nothing is left.</summary>
    internal static string? Clean(string? text) => string.Join(' ', (text ?? "").Split([' ', .. (text ?? "").Where(char.IsControl)], StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line ? line : null;
}

/// <summary>Where people without access ask for it. Whatever is known of who asks, the answer is the same.</summary>
public sealed class AccessDoor(TenantScopes scopes, ZoneDirectory zones, IDatabaseProvider database, CurrentUser user, TimeProvider clock, ILogger<AccessDoor> log)
{
    /// <summary>Tenants of the police that somebody can be asked of: active, and with an administrator who reads the request.</summary>
    public async Task<IReadOnlyList<TenantInfo>> ZonesAsync(CancellationToken stop = default)
    {
        var all = await zones.AllAsync(stop);
        var run = await database.TenantsWithAdministratorAsync(Brussels.DayOf(clock.GetUtcNow()), stop);
        return [.. run.Select(c => all.GetValueOrDefault(c)).OfType<TenantInfo>().Where(z => z is { State: ZoneState.Active, Kind: not TenantKind.Organisation }).OrderBy(z => z.Code, StringComparer.Ordinal)];
    }

    /// <returns>What is wrong with the form; nothing about who asks.</returns>
    public async Task<Result> AskAsync(AccessApplication form, CancellationToken stop = default)
    {
        if (form.Check().FirstOrDefault() is { Error: { } wrong }) return wrong;
        if (!(await ZonesAsync(stop)).Any(z => z.Code == form.Zone)) return AccessErrors.ZoneMissing;
        await scopes.InAsync(form.Zone!, new HashSet<string>(), s => AddAsync(s, form, stop));
        return Result.Ok;
    }

    async Task<bool> AddAsync(IServiceProvider services, AccessApplication form, CancellationToken stop)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var email = EmailInput.Parse(form.Email)!;
        var waiting = db.Set<AccessRequest>().Where(r => r.State == AccessRequestState.Waiting);
        if (await waiting.AnyAsync(r => r.Email == email, stop)) return false;
        if (await waiting.CountAsync(stop) >= AccessRequest.MostWaiting)
        {
            log.LogWarning("Zone {Zone} has {Count} requests for access waiting: no more are taken", form.Zone, AccessRequest.MostWaiting);
            return false;
        }

        var remark = new string([.. (form.Remark ?? "").Trim().Where(c => !char.IsControl(c) || c is '\n' or '\t')]) is { Length: > 0 } said ? said : null;
        var request = new AccessRequest(
            form.Zone!, AccessApplication.Clean(form.FirstName)!, AccessApplication.Clean(form.LastName)!, email, AccessApplication.Clean(form.PersonnelNumber), remark, form.Language!, user.IdOrNone, clock.GetUtcNow());
        await services.GetRequiredService<StaffMatcher>().MatchAsync(db, [request], stop);
        db.Add(request);
        // Whoever has not read of the last one, or had a mail of one today, need not hear of this one.
        var deciders = await services.GetRequiredService<PermissionHolders>().OfAsync(db, IdentityPermissions.ManageAccess, stop);
        var told = await db.Set<Notification>().Where(n => n.Kind == NoticeKinds.AccessRequested && n.ReadAt == null && deciders.Contains(n.PersonId)).Select(n => n.PersonId).ToListAsync(stop);
        var yesterday = clock.GetUtcNow().AddDays(-1);
        var mailed = await db.Set<OutboxMail>().Where(m => m.Kind == NoticeKinds.AccessRequested && m.CreatedAt > yesterday && m.PersonId != null).Select(m => m.PersonId!.Value).ToListAsync(stop);
        await services.GetRequiredService<Notifier>().NotifyAsync(db, [.. deciders.Except(told).Except(mailed)], NoticeKinds.AccessRequested, [request.Name], $"/zones/{form.Zone}/access-requests", stop);
        await db.SaveChangesAsync(stop);
        return true;
    }
}
