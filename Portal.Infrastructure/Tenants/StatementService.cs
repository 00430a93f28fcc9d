using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants;

/// <summary>What the tenant wants to say; an empty language shows the portal's own text.</summary>
public sealed record StatementInput(string? Nl, string? Fr, string? De, string? En, string? Feedback, DateOnly? TestedOn);

/// <summary>Changes what a tenant tells the public.</summary>
public sealed class StatementService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <param name="version">The version that the person saw; null where nothing was said yet.</param>
    public async Task<Result> ChangeAsync(PublicStatementKind kind, int? version, StatementInput input, CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManagePolicy)) return Error.Forbidden;
        var now = clock.GetUtcNow();
        var (nl, fr, de, en, feedback) = (Told(input.Nl), Told(input.Fr), Told(input.De), Told(input.En), Told(input.Feedback));
        if (new[] { nl, fr, de, en }.Any(t => t?.Length > PublicStatement.TextLength)) return StatementErrors.TextTooLong;
        if (feedback?.Length > PublicStatement.FeedbackLength) return StatementErrors.FeedbackTooLong;
        if (feedback is not null && (feedback = EmailInput.Parse(feedback)) is null) return EmailInput.Unreadable;
        if (input.TestedOn > Brussels.DayOf(now)) return StatementErrors.DayAhead;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var statement = await db.Set<PublicStatement>().SingleOrDefaultAsync(s => s.Kind == kind, stop);
        if (statement?.Version != version) return StatementErrors.ChangedMeanwhile;
        var before = statement is null ? null : Facts(statement);
        if (statement is null) db.Add(statement = new(tenant.Code, kind, now));
        else if ((statement.TextNl, statement.TextFr, statement.TextDe, statement.TextEn, statement.Feedback, statement.TestedOn) == (nl, fr, de, en, feedback, input.TestedOn)) return Result.Ok;
        statement.Say(nl, fr, de, en, feedback, input.TestedOn, now);
        audit.Record(db, StatementActions.Changed, statement, details: new { Kind = kind.ToString(), before, after = Facts(statement) });
        return await db.TrySaveAsync(database, StatementErrors.ChangedMeanwhile, StatementErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    static string? Told(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static object Facts(PublicStatement s) => new { s.TextNl, s.TextFr, s.TextDe, s.TextEn, s.Feedback, s.TestedOn };
}
