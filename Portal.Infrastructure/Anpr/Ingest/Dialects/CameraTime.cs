using System.Globalization;

namespace Portal.Anpr.Ingest;

/// <summary>A camera's time: the clock's face, and how far it says it stands from UTC.</summary>
/// <param name="Face">Date and time as sent.</param>
/// <param name="Offset">Null when the camera does not say.</param>
readonly record struct CameraTime(DateTime Face, TimeSpan? Offset)
{
    static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    static readonly TimeSpan WidestOffset = TimeSpan.FromHours(14);

    /// <summary>In UTC; null when no offset was sent.</summary>
    public DateTimeOffset? Utc => Offset is { } offset ? At(offset) : null;

    /// <summary>In UTC, a time without offset being one of UTC.</summary>
    public DateTimeOffset UtcElseAssumed => At(Offset ?? TimeSpan.Zero);

    /// <summary>In UTC, a time without offset being one of Brussels.</summary>
    /// <remarks>
    /// The hour that comes twice on the last Sunday of October is taken as the first of the two (summer time): a time that
    /// is an hour old is ordinary after a lost connection, one that lies an hour ahead is not. The hour that does not exist
    /// on the last Sunday of March is that of a clock not yet put forward (winter time). Either is marked
    /// <see cref="ClockTrust.CameraUnsynchronised"/>, and cannot serve where an hour counts.
    /// </remarks>
    public DateTimeOffset UtcElseBrussels => At(Offset ?? BrusselsOffset(Face));

    /// <summary>Reads ISO 8601 with seconds, from 1970 on: <c>2026-03-01T08:15:30.123+01:00</c>, with <c>T</c> or a space; null for anything else.</summary>
    public static CameraTime? Parse(string? text)
    {
        text = text?.Trim() ?? "";
        if (text.Length is < 19 or > 48)
            return null;
        if (text[10] is 't' or ' ')
            text = string.Concat(text.AsSpan(0, 10), "T", text.AsSpan(11));
        TimeSpan? offset = null;
        var sign = text.LastIndexOfAny(['+', '-', 'Z', 'z']);
        if (sign > 10)
        {
            offset = ParseOffset(text.AsSpan(sign));
            if (offset is null)
                return null;
            text = text[..sign];
        }
        // Ticks have seven decimals; some senders have nine.
        var face = text.AsSpan(0, Math.Min(text.Length, 27));
        return text.AsSpan(face.Length).ContainsAnyExceptInRange('0', '9') ? null
            : Checked(face, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", offset);
    }

    /// <summary>Reads <c>yyyyMMddHHmmssfff</c>, which never has an offset.</summary>
    public static CameraTime? ParseCompact(string? text) => Checked(text, "yyyyMMddHHmmssfff", null);

    static CameraTime? Checked(ReadOnlySpan<char> face, string format, TimeSpan? offset) =>
        DateTime.TryParseExact(face, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) && parsed.Year is >= 1970 and < 9999
            ? new CameraTime(parsed, offset)
            : null;

    static TimeSpan? ParseOffset(ReadOnlySpan<char> text)
    {
        if (text is "Z" or "z")
            return TimeSpan.Zero;
        // +01:00, +0100, +01, and +1:00 of careless firmware.
        ReadOnlySpan<string> formats = ["hh\\:mm", "hhmm", "hh", "h\\:mm"];
        foreach (var format in formats)
            if (TimeSpan.TryParseExact(text[1..], format, CultureInfo.InvariantCulture, out var offset) && offset <= WidestOffset)
                return text[0] == '-' ? -offset : offset;
        return null;
    }

    static TimeSpan BrusselsOffset(DateTime face) =>
        Brussels.IsAmbiguousTime(face) ? Brussels.GetAmbiguousTimeOffsets(face).Max() : Brussels.GetUtcOffset(face);

    DateTimeOffset At(TimeSpan offset) => new DateTimeOffset(Face, offset).ToUniversalTime();
}
