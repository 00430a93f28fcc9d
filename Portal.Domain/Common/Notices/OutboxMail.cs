namespace Portal.Common.Notices;

/// <summary>Where a mail stands.</summary>
public enum MailState
{
    Waiting = 0,
    Sent = 1,

    /// <summary>Tried often enough; a person decides.</summary>
    Dead = 2,

    /// <summary>A person decided that it need not be sent.</summary>
    Discarded = 3,
}

/// <summary>A mail that was written in the save of what it tells of, and is sent afterwards.</summary>
public sealed class OutboxMail : Entity
{
    public const int KindLength = 40;
    public const int RecipientLength = 256;
    public const int SubjectLength = 200;
    public const int ProblemLength = 300;

    OutboxMail() { }

    /// <param name="protectedBody">The text, encrypted by the portal: it may hold a link that lets in.</param>
    public OutboxMail(string tenant, string kind, Guid? personId, string recipient, string language, string subject, string protectedBody, DateTimeOffset now) : base(tenant, now) =>
        (Kind, PersonId, Recipient, Language, Subject, ProtectedBody, CreatedAt, NextTryAt) = (kind, personId, recipient, language, subject, protectedBody, now, now);

    public string Kind { get; private set; } = null!;

    public Guid? PersonId { get; private set; }

    public string Recipient { get; private set; } = null!;

    public string Language { get; private set; } = null!;

    public string Subject { get; private set; } = null!;

    public string ProtectedBody { get; private set; } = null!;

    public MailState State { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>What the server answered last; never an address.</summary>
    public string? LastProblem { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }
}
