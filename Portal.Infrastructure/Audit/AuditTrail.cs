using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Audit;

/// <summary>Adds lines to the save that does what they tell: what is not saved is not told, what is saved is. A consultation changes nothing and is saved by itself.</summary>
public sealed class AuditTrail(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, TimeProvider clock)
{
    /// <param name="db">The context of the save.</param>
    /// <param name="action">A key such as <c>hit.confirmed</c>.</param>
    /// <param name="thing">What it is done to.</param>
    /// <param name="reason">Why.</param>
    /// <param name="details">Before and after; null when the action says all.</param>
    /// <param name="purpose">For what the person works.</param>
    public void Record(PortalDbContext db, string action, Entity thing, string? reason = null, object? details = null, WorkPurpose? purpose = null) =>
        db.Add(Line(Actor, action, thing.GetType().Name, thing.Id, reason, details, purpose?.Purpose, purpose?.CaseNumber));

    /// <summary>As <see cref="Record(PortalDbContext, string, Entity, string?, object?, WorkPurpose?)"/>, for what is no row of a zone, such as a tenant or an account.</summary>
    /// <param name="objectKind">A word that the audit knows.</param>
    public void Record(PortalDbContext db, string action, string objectKind, Guid objectId, string? reason = null, object? details = null) =>
        db.Add(Line(Actor, action, objectKind, objectId, reason, details, null, null));

    /// <summary>As <see cref="Record(PortalDbContext, string, Entity, string?, object?, WorkPurpose?)"/>, under a purpose that was noted with what a person asked for.</summary>
    public void RecordUnder(PortalDbContext db, ConsultationPurpose purpose, string? caseNumber, string action, Entity thing, object? details = null) =>
        RecordUnder(db, purpose, caseNumber, action, thing.GetType().Name, thing.Id, details);

    /// <summary>As the other, for a thing that is not loaded.</summary>
    public void RecordUnder(PortalDbContext db, ConsultationPurpose purpose, string? caseNumber, string action, string objectKind, Guid objectId, object? details = null) =>
        db.Add(Line(Actor, action, objectKind, objectId, null, details, purpose, caseNumber));

    /// <summary>As <see cref="Record(PortalDbContext, string, Entity, string?, object?, WorkPurpose?)"/>, for a job that does what a person asked for.</summary>
    /// <param name="person">Who asked.</param>
    public void RecordFor(PortalDbContext db, Guid? person, string action, Entity thing, string? reason = null, object? details = null) =>
        db.Add(Line(new(person), action, thing.GetType().Name, thing.Id, reason, details, null, null));

    /// <summary>As <see cref="Record(PortalDbContext, string, string, Guid, string?, object?)"/>, for a person whom nobody has let in yet, for a job that does what a person asked for, or when nobody knows who it was.</summary>
    /// <param name="person">Null when it is not known who it was.</param>
    public void RecordFor(PortalDbContext db, Guid? person, string action, string objectKind, Guid objectId, string? reason = null, object? details = null) =>
        db.Add(Line(new(person, Address: user.Address), action, objectKind, objectId, reason, details, null, null));

    /// <summary>Writes down that the person of this scope sees something. Call it before showing: what cannot be written down is not shown.</summary>
    /// <param name="objectKind">Name of the thing's type.</param>
    /// <param name="objectId">The thing; empty for a list.</param>
    /// <param name="purpose">For what; null when the thing asks for no purpose and the person has chosen none.</param>
    /// <param name="details">What helps to recognise the thing later.</param>
    /// <param name="onceIn">Not again when the same person consulted the same thing so, for the same purpose, within this time.</param>
    public Task ConsultedAsync(string action, string objectKind, Guid objectId, WorkPurpose? purpose, object? details = null, TimeSpan? onceIn = null, CancellationToken stop = default) =>
        ConsultedAsync(action, objectKind, objectId, purpose?.Purpose, purpose?.CaseNumber, details, onceIn, stop);

    /// <summary>As the other, for what has one purpose by its nature, such as looking at the audit.</summary>
    public async Task ConsultedAsync(
        string action, string objectKind, Guid objectId, ConsultationPurpose? purpose, string? caseNumber = null, object? details = null, TimeSpan? onceIn = null, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (onceIn is { } span)
        {
            var since = clock.GetUtcNow() - span;
            if (await db.Set<AuditLine>().AnyAsync(
                l => l.ObjectKind == objectKind && l.ObjectId == objectId && l.DoneAt > since && l.PersonId == user.Id && l.Action == action && l.Purpose == purpose && (l.Content == null ? null : l.Content.CaseNumber) == caseNumber, stop)) return;
        }

        db.Add(Line(Actor, action, objectKind, objectId, null, details, purpose, caseNumber));
        await db.SaveChangesAsync(stop);
    }

    AuditActor Actor => new(user.IdOrNone, user.Support?.LetInBy, user.KeyIdOrNone, user.Support?.AccessId, user.Address);

    AuditLine Line(AuditActor actor, string action, string objectKind, Guid objectId, string? reason, object? details, ConsultationPurpose? purpose, string? caseNumber)
    {
        var json = details is null ? null : JsonSerializer.Serialize(details);
        // Too long a detail is told as such: cut JSON would be no JSON.
        if (json is { Length: > AuditContent.DetailsLength }) json = JsonSerializer.Serialize(new { cut = json[..(AuditContent.DetailsLength / 2)] });
        return new AuditLine(tenant.Code, actor, action, objectKind, objectId, reason, json, purpose, caseNumber, clock.GetUtcNow());
    }
}
