namespace Portal.Common;

/// <summary>What a caller can do about an <see cref="Error"/>; decides the HTTP status at the API.</summary>
public enum ErrorKind
{
    /// <summary>The input breaks a rule: correct it and try again (400).</summary>
    Invalid,

    /// <summary>There is no such thing, or it is not this person's to see (404).</summary>
    NotFound,

    /// <summary>Somebody else was first, or the state does not allow it any more (409).</summary>
    Conflict,

    /// <summary>The person may see the thing but may not do this to it (403).</summary>
    Forbidden,
}

/// <summary>A user's fault as a value. Bugs are exceptions.</summary>
/// <param name="Code">Key of the text, such as <c>hits.already_decided</c>; the same in every language.</param>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Args">Values for the text's placeholders, in order. Never a secret.</param>
public sealed record Error(string Code, ErrorKind Kind, params object[] Args)
{
    public static Error Invalid(string code, params object[] args) => new(code, ErrorKind.Invalid, args);

    public static Error Conflict(string code, params object[] args) => new(code, ErrorKind.Conflict, args);

    /// <summary>The answer to a guessed identifier and to a thing of another zone alike.</summary>
    public static Error NotFound { get; } = new("common.not_found", ErrorKind.NotFound);

    /// <summary>The person lacks the permission.</summary>
    public static Error Forbidden { get; } = new("common.forbidden", ErrorKind.Forbidden);
}
