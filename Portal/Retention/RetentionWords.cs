using System.Globalization;
using Portal.Common;

namespace Portal.Retention;

/// <summary>Words for kinds of data and proofs, in the user's language.</summary>
static class RetentionWords
{
    public static string Name(string key) => Word("Kind_" + key) ?? key;

    public static string What(RetentionKind kind) => Word("What_" + kind.Key) ?? "";

    public static string Ground(RetentionKind kind) => Word("Ground_" + kind.Key) ?? "";

    /// <summary>What a hold is over.</summary>
    public static string Held(string? kind) => kind is null ? RetentionText.Everything : Name(kind);

    /// <summary>Where the number of days comes from, or why there is none.</summary>
    public static string Days(RetentionRow row) => row.Kind switch
    {
        { Start: RetentionStart.WithZone } => RetentionText.AsZone,
        { Start: RetentionStart.Never } => RetentionText.ForGood,
        { Start: RetentionStart.Elsewhere } => RetentionText.Elsewhere,
        { Start: RetentionStart.NoneYet } => RetentionText.NoneYet,
        { With: { } other } => RetentionText.WithOther.With(Name(other)),
        _ when row.IsOwn => RetentionText.OwnChoice.With(row.DecidedBy ?? "—", row.DecidedAt is { } at ? Show.Time(at) : ""),
        { IsSetting: false } => RetentionText.Fixed,
        _ => row.MayChange ? RetentionText.Usual : RetentionText.ByFederal,
    };

    public static string Of(PurgeRow row) => string.Format(CultureInfo.CurrentCulture, Word("Proof_" + row.Proof) ?? "{0}", row.SignedBy);

    public static string ToneOf(PurgeProof proof) => proof switch { PurgeProof.Holds => "ok", PurgeProof.Broken => "danger", PurgeProof.OtherSeal => "warning", _ => "quiet" };

    public static string IconOf(PurgeProof proof) => proof switch { PurgeProof.Holds => "verified", PurgeProof.Broken => "gpp_bad", PurgeProof.OtherSeal => "gpp_maybe", _ => "remove" };

    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    static string? Word(string key) => RetentionText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);
}
