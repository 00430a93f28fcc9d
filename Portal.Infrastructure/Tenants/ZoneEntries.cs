using System.Collections.Concurrent;
using Portal.Audit;
using Portal.Identity;
using Portal.Identity.Account;

namespace Portal.Tenants;

/// <summary>Writes each sign-in into the audit of each zone that it enters, once. Entering happens with every request, so what is known to be written is not asked again.</summary>
public sealed class ZoneEntries
{
    /// <summary>Beyond this, what is known is forgotten and asked of the audit again.</summary>
    const int MostKnown = 50_000;

    readonly ConcurrentDictionary<(Guid Session, string Zone), byte> written = new();

    /// <summary>Called in the scope of the zone, after the person has been let in.</summary>
    public async Task NoteAsync(AuditTrail audit, string zone, SignInFacts signIn, CancellationToken stop)
    {
        if (signIn.Session is not { } session || written.ContainsKey((session, zone))) return;
        await audit.ConsultedAsync(AccountActions.ZoneEntered, nameof(PersonSession), session, (WorkPurpose?)null, new { Method = signIn.Method.ToString() }, Sessions.Longest, stop);
        if (written.Count >= MostKnown) written.Clear();
        written[(session, zone)] = 0;
    }
}
