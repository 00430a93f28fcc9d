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

    /// <summary>How long one try may take before another node may take the mail: longer than any transport waits.</summary>
    public static readonly TimeSpan ClaimedFor = TimeSpan.FromMinutes(10);

    /// <summary>What is sent is forgotten after this many days.</summary>
    public const int KeptDays = 30;

    /// <summary>Pauses after the tries; after one more the mail is dead.</summary>
    static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12)];

    OutboxMail() { }

    /// <param name="protectedBody">The text, encrypted by the portal: it may hold a link that lets in.</param>
    public OutboxMail(string tenant, string kind, Guid? personId, string recipient, string language, string subject, string protectedBody, DateTimeOffset now) : base(tenant, now) =>
        (Kind, PersonId, Recipient, Language, Subject, ProtectedBody, CreatedAt, NextTryAt) = (kind, personId, OneLine(recipient, RecipientLength), language, OneLine(subject, SubjectLength), protectedBody, now, now);

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

    /// <summary>A node is about to send it: the others leave it alone for a while.</summary>
    public void Claim(DateTimeOffset now)
    {
        Attempts++;
        LastProblem = null;
        NextTryAt = now + ClaimedFor;
    }

    /// <summary>A node has claimed it and has not said yet how its try ended; when it never does, the claim ends.</summary>
    public bool IsBeingTried(DateTimeOffset now) => State == MailState.Waiting && Attempts > 0 && LastProblem is null && NextTryAt > now;

    /// <summary>A server took it. What it said is forgotten at once.</summary>
    public void Deliver(DateTimeOffset now) => (State, SentAt, ProtectedBody, LastProblem) = (MailState.Sent, now, "", null);

    /// <summary>A try failed: again later, or never again.</summary>
    /// <param name="problem">What the server answered.</param>
    /// <param name="forGood">Trying again makes no sense.</param>
    public void Fail(string problem, bool forGood, DateTimeOffset now)
    {
        LastProblem = OneLine(problem, ProblemLength);
        if (forGood || Attempts > Pauses.Length) State = MailState.Dead;
        else NextTryAt = now + Pauses[Math.Max(0, Attempts - 1)];
    }

    /// <summary>A person wants it tried again, now.</summary>
    public Result SendAgain(DateTimeOffset now)
    {
        if (State is not (MailState.Dead or MailState.Waiting)) return MailErrors.NotWaiting;
        if (IsBeingTried(now)) return MailErrors.BeingTried;
        (State, Attempts, NextTryAt) = (MailState.Waiting, 0, now);
        return Result.Ok;
    }

    /// <summary>The address was wrong: to this one, now.</summary>
    public Result Correct(string? recipient, DateTimeOffset now)
    {
        // Whoever looks after the mail must not lead another's way in to an address of the own.
        if (!NoticeKinds.All.Contains(Kind)) return MailErrors.AddressBound;
        if (EmailInput.Parse(recipient) is not { } address) return EmailInput.Unreadable;
        var again = SendAgain(now);
        if (again.Succeeded) Recipient = address;
        return again;
    }

    /// <summary>A person decided that it need not be sent; what it said is forgotten.</summary>
    public Result Discard(DateTimeOffset now)
    {
        if (State is not (MailState.Dead or MailState.Waiting)) return MailErrors.NotWaiting;
        if (IsBeingTried(now)) return MailErrors.BeingTried;
        (State, ProtectedBody) = (MailState.Discarded, "");
        return Result.Ok;
    }

    /// <summary>A header of a mail is one line: a name with a line break in it must not begin another header.</summary>
    static string OneLine(string text, int longest)
    {
        var line = string.Join(' ', text.Split([.. text.Where(char.IsControl), '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries)).Trim();
        return line.Length <= longest ? line : line[..longest];
    }
}

/// <summary>What can be in the way of a mail.</summary>
public static class MailErrors
{
    public static Error NotWaiting { get; } = Error.Conflict("mail.not_waiting");

    /// <summary>A server is being asked to take it at this moment: what it answers decides.</summary>
    public static Error BeingTried { get; } = Error.Conflict("mail.being_tried");

    public static Error AddressBound { get; } = Error.Conflict("mail.address_bound");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What the audit calls what is done to mails.</summary>
public static class MailActions
{
    public const string SentAgain = "mail.sent_again";
    public const string AddressCorrected = "mail.address_corrected";
    public const string Discarded = "mail.discarded";
}
