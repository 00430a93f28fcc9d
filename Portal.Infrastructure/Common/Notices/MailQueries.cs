using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Common.Notices;

/// <summary>A mail as lists show it: never what it says.</summary>
public sealed record MailRow(
    Guid Id, int Version, string Kind, string Recipient, string Subject, MailState State, int Attempts, string? LastProblem, DateTimeOffset CreatedAt, DateTimeOffset NextTryAt, DateTimeOffset? SentAt)
{
    /// <summary>Of a mail that lets somebody in, the address stays.</summary>
    public bool AddressIsFree => NoticeKinds.All.Contains(Kind);
}

/// <param name="State">Null for all.</param>
/// <param name="Text">Part of address or subject.</param>
public sealed record MailFilter(MailState? State = null, string? Text = null);

/// <summary>Rows in the order asked for, whether more follow, and how many mails are dead in all.</summary>
public sealed record MailPage(IReadOnlyList<MailRow> Rows, bool HasMore, int Dead)
{
    public static MailPage Empty { get; } = new([], false, 0);
}

public sealed class MailQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, Consultations consultations)
{
    public const int PageSize = 50;

    /// <summary>Mails of the zone, latest first; at most <see cref="PageSize"/>.</summary>
    /// <param name="after">Identifier of the last one of the page before, or null.</param>
    public async Task<MailPage> ListAsync(MailFilter filter, Guid? after = null, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManageMail)) return MailPage.Empty;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var mails = db.Set<OutboxMail>().AsNoTracking();
        if (filter.State is { } state) mails = mails.Where(m => m.State == state);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // the database compares
        if (filter.Text?.Trim().ToLowerInvariant() is { Length: > 0 } part) mails = mails.Where(m => m.Recipient.ToLower().Contains(part) || m.Subject.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        var all = mails;
        if (after is { } last) mails = mails.Where(m => m.Id.CompareTo(last) < 0);
        var rows = await mails.OrderByDescending(m => m.Id).Take(PageSize + 1)
            .Select(m => new MailRow(m.Id, m.Version, m.Kind, m.Recipient, m.Subject, m.State, m.Attempts, m.LastProblem, m.CreatedAt, m.NextTryAt, m.SentAt)).ToListAsync(stop);
        await consultations.SearchedAsync(
            ConsultationActions.MailsListed, nameof(OutboxMail), filter, rows.Count, rows.Count <= PageSize && after is null ? null : () => all.CountAsync(stop), after, stop: stop);
        return new(rows.Count > PageSize ? rows[..PageSize] : rows, rows.Count > PageSize, await db.Set<OutboxMail>().CountAsync(m => m.State == MailState.Dead, stop));
    }
}
