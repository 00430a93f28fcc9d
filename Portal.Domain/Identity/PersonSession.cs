namespace Portal.Identity;

/// <summary>How somebody showed who they are.</summary>
public enum SignInMethod
{
    Password = 0,

    /// <summary>Password and a code of the authenticator app.</summary>
    PasswordAndCode = 1,

    Passkey = 2,

    /// <summary>Password and a recovery code.</summary>
    PasswordAndRecoveryCode = 3,
}

/// <summary>A sign-in of a person at a browser, until it ends. Belongs to the person, not to a zone.</summary>
public sealed class PersonSession
{
    public const int BrowserLength = 200;

    PersonSession() { }

    public PersonSession(Guid personId, SignInMethod method, string? browser, DateTimeOffset endsAt, DateTimeOffset now) =>
        (Id, PersonId, Method, Browser, StartedAt, SeenAt, EndsAt) = (Guid.CreateVersion7(now), personId, method, browser is { Length: > BrowserLength } ? browser[..BrowserLength] : browser, now, now, endsAt);

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public SignInMethod Method { get; private set; }

    /// <summary>What the browser says of itself.</summary>
    public string? Browser { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Last use, to within some minutes.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Signed out or revoked.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>True when more than a password was shown.</summary>
    public bool IsStrong => Method != SignInMethod.Password;

    public void See(DateTimeOffset now) => SeenAt = now;

    public void End(DateTimeOffset now) => EndedAt ??= now;
}
