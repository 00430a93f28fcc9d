using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;

namespace Portal.Identity.Access;

/// <summary>Compares requests with the staff list of the zone: one question for many requests.</summary>
public sealed class StaffMatcher(TimeProvider clock)
{
    /// <summary>Looks at every request anew and writes the result into it.</summary>
    public async Task MatchAsync(PortalDbContext db, IReadOnlyCollection<AccessRequest> requests, CancellationToken stop)
    {
        if (requests.Count == 0) return;
        var staff = await CandidatesAsync(db, requests, stop);
        foreach (var request in requests)
        {
            var (match, staffId) = StaffMatching.Of(request, staff);
            request.Fit(match, staffId);
        }
    }

    /// <summary>Everybody with whom something of some of the requests may agree.</summary>
    public async Task<IReadOnlyList<StaffCandidate>> CandidatesAsync(PortalDbContext db, IReadOnlyCollection<AccessRequest> requests, CancellationToken stop)
    {
        var today = Brussels.DayOf(clock.GetUtcNow());
        var names = requests.Select(r => StaffMatching.NamesOf(r.FirstName, r.LastName)).SelectMany(n => new[] { n.Name, n.Turned }).Where(n => n != "").Distinct().ToList();
        var numbers = requests.Select(r => r.PersonnelNumber).OfType<string>().SelectMany(n => new[] { n, n.ToUpperInvariant(), n.ToLowerInvariant() }).Distinct().ToList();
        var emails = requests.Select(r => r.Email).Distinct().ToList();
        return await db.Set<StaffMember>().AsNoTracking()
            .Where(s => names.Contains(s.SearchName) || numbers.Contains(s.PersonnelNumber!) || emails.Contains(s.Email!))
            .Select(s => new StaffCandidate(s.Id, s.SearchName, s.PersonnelNumber, s.Email, s.PersonId != null, s.LeavesOn != null && s.LeavesOn < today)).ToListAsync(stop);
    }
}
