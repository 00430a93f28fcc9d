using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Tests.Identity.Access;

/// <summary>Staff and requests by the thousand.</summary>
static class AccessLoad
{
    public static async Task<IReadOnlyList<Guid>> StaffAsync(PortalDbContext owner, string zone, IEnumerable<(string First, string Last, string? Number, string? Email)> people, CancellationToken stop)
    {
        var ids = new List<Guid>();
        foreach (var (first, last, number, email) in people)
        {
            var staff = new StaffMember(zone, first, last, TimeProvider.System.GetUtcNow());
            var entry = owner.Add(staff);
            (entry.Property(s => s.PersonnelNumber).CurrentValue, entry.Property(s => s.Email).CurrentValue) = (number, email);
            ids.Add(staff.Id);
        }

        await owner.SaveChangesAsync(stop);
        return ids;
    }

    /// <summary>So many staff members, each with a request that fits.</summary>
    public static async Task CertainAsync(PortalDbContext owner, string zone, string word, int count, CancellationToken stop)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(1000))
        {
            var ids = await StaffAsync(owner, zone, chunk.Select(n => ($"{word}{n}", "Vermeulen", (string?)$"{word}-{n}", (string?)$"{word}{n}@load.test")), stop);
            foreach (var (n, staff) in chunk.Zip(ids))
            {
                var request = new AccessRequest(zone, $"{word}{n}", "Vermeulen", $"{word}{n}@load.test", $"{word}-{n}", null, "nl", null, TimeProvider.System.GetUtcNow());
                request.Fit(StaffMatch.Certain, staff);
                owner.Add(request);
            }

            await owner.SaveChangesAsync(stop);
            owner.ChangeTracker.Clear();
        }
    }
}
