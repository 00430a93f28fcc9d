using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Common.Notices;

/// <summary>Words of a notification's mail; the portal's texts stand behind it.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
public sealed record MailText(string Subject, string Body);

/// <summary>Writes the mail of a kind in a language.</summary>
/// <param name="arguments">Values of the placeholders.</param>
/// <param name="link">Address in the portal, or null.</param>
public delegate MailText ComposeMail(string kind, string language, IReadOnlyList<string> arguments, string? link);

/// <summary>Tells people of something in the save that does it: a line in the portal, and a mail where the person wants one.</summary>
public sealed class Notifier(Outbox outbox, ComposeMail compose, CurrentTenant tenant, TimeProvider clock)
{
    /// <param name="db">The context of the save.</param>
    /// <param name="people">Who should know; each once.</param>
    /// <param name="kind">One of <see cref="NoticeKinds"/>.</param>
    /// <param name="arguments">Values of the text's placeholders.</param>
    /// <param name="link">Address in the portal, or null.</param>
    public async Task NotifyAsync(PortalDbContext db, IReadOnlyCollection<Guid> people, string kind, IReadOnlyList<string> arguments, string? link, CancellationToken stop = default)
    {
        if (people.Count == 0) return;
        var now = clock.GetUtcNow();
        var receivers = await db.Set<Person>().AsNoTracking().Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Email, p.Language }).ToListAsync(stop);
        var choices = await db.Set<NotificationChoice>().AsNoTracking().Where(c => c.Kind == kind && people.Contains(c.PersonId)).ToDictionaryAsync(c => c.PersonId, stop);
        var json = JsonSerializer.Serialize(arguments);
        foreach (var receiver in receivers)
        {
            var choice = NoticeKinds.IsAlarm(kind) ? null : choices.GetValueOrDefault(receiver.Id);
            if (choice?.InPortal ?? true) db.Add(new Notification(tenant.Code, receiver.Id, kind, json, link, now));
            if ((choice?.ByMail ?? NoticeKinds.MailedByDefault(kind)) && receiver.Email is { } email)
                await outbox.AddAsync(db, kind, receiver.Id, email, receiver.Language, language => compose(kind, language, arguments, link), stop);
        }
    }
}
