using System.Globalization;

namespace Portal.Retention;

/// <summary>The words of a purge record that are signed: the same in every language, so that a script can read them.</summary>
public static class PurgeStatement
{
    /// <param name="left">What reached its limit and stays though nobody holds it, such as because something points to it.</param>
    public static string Write(string tenant, string kind, int days, DateTimeOffset limit, long removed, long held, long left, DateTimeOffset ranAt) =>
        Head(tenant, kind, days, limit, removed, held, ranAt) + FormattableString.Invariant($"Left: {left}\n");

    /// <summary>True when the columns of a record say what its statement says.</summary>
    public static bool Agrees(PurgeRecord record) =>
        record.Statement.StartsWith(Head(record.Tenant, record.Kind, record.Days, record.LimitAt, record.Removed, record.Held, record.RanAt), StringComparison.Ordinal);

    static string Head(string tenant, string kind, int days, DateTimeOffset limit, long removed, long held, DateTimeOffset ranAt) => FormattableString.Invariant(
        $"Portal purge record 1\nZone: {tenant}\nKind: {kind}\nDays: {days}\nLimit: {Instant(limit)}\nRemoved: {removed}\nHeld: {held}\nRan: {Instant(ranAt)}\n");

    static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
