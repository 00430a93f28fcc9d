namespace Portal.Reports;

/// <summary>What a report says of its own issue.</summary>
/// <param name="SealedBy">Name in the certificate of the seal.</param>
public sealed record Issue(string Reference, DateTimeOffset At, string SealedBy)
{
    /// <summary>Shown to receivers as text and QR code: where they have the report verified. Null where it cannot be, as in a draft.</summary>
    public string? VerificationAddress { get; init; }

    /// <summary>Nothing is issued: each page must say so.</summary>
    public bool IsDraft { get; init; }
}

/// <summary>Where receivers have a report verified: the address of the public page with the reference and the code.</summary>
public delegate string VerificationAddress(string reference, string code);
