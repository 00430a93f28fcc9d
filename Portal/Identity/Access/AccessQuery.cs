namespace Portal.Identity.Access;

/// <summary>Filters of requests as addresses carry them.</summary>
static class AccessQuery
{
    public const string All = "all";

    /// <summary>Waiting ones where nothing is said.</summary>
    public static AccessFilter Of(string? state, string? match, Guid? unit, string? text) => new(
        state == All ? null : Read<AccessRequestState>(state) ?? AccessRequestState.Waiting, Read<StaffMatch>(match), unit, text is { Length: > AccessFilter.TextLength } ? text[..AccessFilter.TextLength] : text);

    public static string WordOf<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    static T? Read<T>(string? word) where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(word![0]) ? value : null;
}
