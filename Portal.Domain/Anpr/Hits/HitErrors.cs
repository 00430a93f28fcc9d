using Portal.Common;

namespace Portal.Anpr.Hits;

/// <summary>Why a decision on a hit cannot be made or taken back.</summary>
public static class HitErrors
{
    /// <summary>Somebody decided; <see cref="DecidedBy"/> says who and when.</summary>
    public static Error AlreadyDecided { get; } = Error.Conflict("hits.already_decided");

    /// <summary>A better read of the passage arrived, or somebody decided and took it back.</summary>
    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");

    public static Error NotDecided { get; } = Error.Conflict("hits.not_decided");

    public static Error ReasonMissing { get; } = Error.Invalid("hits.reason_missing");

    public static Error NoteTooLong { get; } = Error.Invalid("hits.note_too_long", Hit.NoteLength);

    public static Error ReadGone { get; } = Error.Conflict("hits.read_gone");

    /// <summary>The folder of pictures does not answer: without its pictures a hit is not confirmed.</summary>
    public static Error PicturesUnreachable { get; } = Error.Conflict("hits.pictures_unreachable");

    /// <param name="person">Display name.</param>
    /// <param name="at">Instant, shown in Brussels time.</param>
    public static Error DecidedBy(string person, DateTimeOffset at) => Error.Conflict("hits.decided_by", person, at);

    public static Error CorrectionTooLate(int minutes) => Error.Conflict("hits.correction_too_late", minutes);
}
