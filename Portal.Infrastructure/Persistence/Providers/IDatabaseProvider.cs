using System.Data.Common;
using Portal.Retention;
using Portal.Tenants.Federal;

namespace Portal.Persistence.Providers;

/// <summary>What differs between the databases that hold the portal's data. The only place for SQL of one product.</summary>
public interface IDatabaseProvider
{
    /// <summary>A command that makes row-level security show this zone's rows on this connection until it is closed.</summary>
    /// <param name="reach">What the federal police may read across all zones, words separated by blanks: <see cref="Tenants.SharedSubjects.Audit"/>, <see cref="Tenants.SharedSubjects.Figures"/>; empty for everybody else.</param>
    DbCommand TellTenant(DbConnection connection, string code, string reach);

    /// <summary>Codes of the zones in which a person has a role, in order. The one question about memberships that is asked before a zone is chosen.</summary>
    /// <param name="today">The day in Belgium: what ended before does not count.</param>
    Task<IReadOnlyList<string>> ZonesOfAsync(Guid personId, DateOnly today, CancellationToken stop);

    /// <summary>As <see cref="ZonesOfAsync"/>, with the zones that let the person in for the moment: an open support access, or the break-glass account in use.</summary>
    Task<IReadOnlyList<string>> ZonesToEnterAsync(Guid personId, DateOnly today, DateTimeOffset now, CancellationToken stop);

    /// <summary>Codes of the tenants with a mail that is to be tried by now; asked before a tenant is chosen.</summary>
    Task<IReadOnlyList<string>> TenantsWithMailAsync(DateTimeOffset now, CancellationToken stop);

    /// <summary>Codes of the tenants with a report that is to be sealed by now; asked before a tenant is chosen.</summary>
    Task<IReadOnlyList<string>> TenantsWithReportOrdersAsync(DateTimeOffset now, CancellationToken stop);

    /// <summary>What a receiver may be told of a report, asked without a tenant; null when there is no such report.</summary>
    Task<IssuedReport?> IssuedReportAsync(string zone, int year, int number, CancellationToken stop);

    /// <summary>The report whose file has this SHA-256, in whichever zone; asked without a tenant.</summary>
    Task<IssuedReport?> IssuedFileAsync(byte[] sha256, CancellationToken stop);

    /// <summary>How a file stands to the one that was issued under this reference; asked without a tenant.</summary>
    /// <returns>2 when it begins with that one, 3 when it is a beginning of that one, else 0.</returns>
    Task<int> CompareReportAsync(string zone, int year, int number, byte[] file, CancellationToken stop);

    /// <summary>Codes of the tenants that have an administrator; asked before a tenant is chosen.</summary>
    /// <param name="today">The day in Belgium: what ended before does not count.</param>
    Task<IReadOnlyList<string>> TenantsWithAdministratorAsync(DateOnly today, CancellationToken stop);

    /// <summary>Makes sure that a place for reads exists for every day from <paramref name="first"/> on. Days are UTC.</summary>
    /// <param name="days">How many days, 1 to 400.</param>
    Task KeepReadDaysAsync(DateOnly first, int days, CancellationToken stop);

    /// <summary>Days (UTC) for which a place for reads exists, oldest first.</summary>
    Task<IReadOnlyList<DateOnly>> ReadDaysAsync(CancellationToken stop);

    /// <summary>Removes all reads of a day with their pictures, of all zones.</summary>
    /// <returns>Rows removed, by zone; null when some of them are under legal hold: the day stays.</returns>
    Task<IReadOnlyDictionary<string, long>?> DropReadDayAsync(DateOnly day, CancellationToken stop);

    /// <summary>Accounts made before a moment of people without any right and any session; asked in the federal tenant.</summary>
    /// <returns>Those that would go, those held, and those that something still names.</returns>
    Task<PurgeCount> OldAccountsAsync(PortalDbContext db, DateTimeOffset since, CancellationToken stop);

    /// <summary>Removes accounts of which <see cref="OldAccountsAsync"/> says that they would go.</summary>
    /// <param name="most">At most so many.</param>
    /// <returns>How many went.</returns>
    Task<long> RemoveAccountsAsync(PortalDbContext db, DateTimeOffset since, int most, CancellationToken stop);

    /// <summary>Deletes every row that a zone owns but its audit, within the context's transaction. Refuses unless the zone is closed and the decision to erase it is due.</summary>
    /// <param name="decision">The decision that is being applied.</param>
    /// <returns>Rows deleted, table by table, as JSON.</returns>
    Task<string> EraseZoneAsync(PortalDbContext db, string code, Guid decision, CancellationToken stop);

    /// <summary>Numbers and chains the lines of the audit that wait, of every zone that no other node is chaining at this moment.</summary>
    /// <param name="most">Lines of one zone at most.</param>
    /// <returns>The zones and how many lines of each.</returns>
    Task<IReadOnlyList<(string Zone, long Lines)>> ChainAuditAsync(int most, CancellationToken stop);

    /// <summary>Takes off the beginning of the zone's audit up to the signed anchor of a day: all of it, or nothing of it while a legal hold stands.</summary>
    /// <remarks>Throws when the anchor is missing, unsigned or of another chain, and when a line is younger than the zone's limit or than five years by the database's own clock.</remarks>
    Task<AuditPurge> CutAuditAsync(PortalDbContext db, DateOnly day, CancellationToken stop);

    /// <summary>Takes away what the zone's audit says in words, up to a moment; the lines stay and remain verifiable. What is under legal hold stays.</summary>
    /// <remarks>Throws for a moment less than three years ago by the database's own clock.</remarks>
    Task<AuditPurge> EraseAuditContentsAsync(PortalDbContext db, DateTimeOffset before, CancellationToken stop);

    /// <summary>Counts of every tenant, by code; the connection must be the federal tenant's with the word <c>figures</c> in its reach.</summary>
    /// <param name="only">One tenant; null for all.</param>
    Task<IReadOnlyList<ZoneFigures>> ZoneFiguresAsync(PortalDbContext db, string? only, DateTimeOffset now, CancellationToken stop);

    /// <summary>Holds a name until the context's transaction ends; whoever asks for the same name waits until then.</summary>
    Task LockAsync(PortalDbContext db, string name, CancellationToken stop);

    /// <summary>True when an exception means that a unique key exists already.</summary>
    bool IsDuplicate(Exception exception);

    /// <summary>True when the database cannot be reached or is overloaded: trying again later makes sense.</summary>
    bool IsUnavailable(Exception exception);
}

/// <summary>What a receiver may be told of a report.</summary>
/// <param name="Code">For comparing alone.</param>
/// <param name="ReplacedAt">When a newer edition took its place.</param>
public sealed record IssuedReport(string Zone, int Year, int Number, string Code, DateTimeOffset SealedAt, DateTimeOffset? WithdrawnAt, DateTimeOffset? ReplacedAt);

/// <summary>What went from an audit.</summary>
/// <param name="Removed">Lines, or words of lines.</param>
/// <param name="Held">What would have gone but for a legal hold.</param>
public sealed record AuditPurge(long Removed, long Held);
