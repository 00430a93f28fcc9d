using System.Text.Json;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Audit;

/// <summary>Adds lines to the save that does what they tell: what is not saved is not told, what is saved is.</summary>
public sealed class AuditTrail(CurrentTenant tenant, CurrentUser user, TimeProvider clock)
{
    /// <param name="db">The context of the save.</param>
    /// <param name="action">A key such as <c>hit.confirmed</c>.</param>
    /// <param name="thing">What it is done to.</param>
    /// <param name="reason">Why.</param>
    /// <param name="details">Before and after; null when the action says all.</param>
    public void Record(PortalDbContext db, string action, Entity thing, string? reason = null, object? details = null) =>
        RecordFor(db, user.IdOrNone, action, thing, reason, details);

    /// <summary>As <see cref="Record"/>, for a job that does what a person asked for.</summary>
    /// <param name="person">Who asked.</param>
    public void RecordFor(PortalDbContext db, Guid? person, string action, Entity thing, string? reason = null, object? details = null)
    {
        var json = details is null ? null : JsonSerializer.Serialize(details);
        // Too long a detail is told as such: cut JSON would be no JSON.
        if (json is { Length: > AuditLine.DetailsLength }) json = JsonSerializer.Serialize(new { cut = json[..(AuditLine.DetailsLength / 2)] });
        db.Add(new AuditLine(tenant.Code, person, action, thing.GetType().Name, thing.Id, reason, json, null, null, clock.GetUtcNow()));
    }
}
