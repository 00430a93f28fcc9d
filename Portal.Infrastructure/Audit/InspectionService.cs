using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Audit;

/// <summary>What the zone wants to answer under a heading.</summary>
public sealed record AnswerInput(string? Text, string? Reference, DateOnly? DecidedOn);

/// <summary>Keeps the zone's answers for the inspection.</summary>
public sealed class InspectionService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <param name="version">The version that the person saw; null where nothing was answered yet.</param>
    public async Task<Result> AnswerAsync(InspectionHeading heading, int? version, AnswerInput input, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.AnswerInspection)) return Error.Forbidden;
        if (!InspectionHeadings.All.Contains(heading)) return Error.NotFound;
        var now = clock.GetUtcNow();
        if (InspectionAnswer.Check(input.Text, input.Reference, input.DecidedOn, Brussels.DayOf(now)) is { } wrong) return wrong;
        var (text, reference) = (input.Text!.Trim(), string.IsNullOrWhiteSpace(input.Reference) ? null : input.Reference.Trim());
        await using var db = await contexts.CreateDbContextAsync(stop);
        var answer = await db.Set<InspectionAnswer>().SingleOrDefaultAsync(a => a.Heading == heading, stop);
        if (answer?.Version != version) return InspectionErrors.ChangedMeanwhile;
        var before = answer is null ? null : Facts(answer);
        if (answer is null) db.Add(answer = new(tenant.Code, heading, text, reference, input.DecidedOn, user.Id, now));
        else if ((answer.Text, answer.Reference, answer.DecidedOn) == (text, reference, input.DecidedOn)) return Result.Ok;
        else answer.Answer(text, reference, input.DecidedOn, user.Id, now);
        audit.Record(db, InspectionActions.Answered, answer, details: new { Heading = heading.ToString(), before, after = Facts(answer) });
        return await db.TrySaveAsync(database, InspectionErrors.ChangedMeanwhile, InspectionErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    static object Facts(InspectionAnswer a) => new { a.Text, a.Reference, a.DecidedOn };
}
