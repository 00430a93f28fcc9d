namespace Portal.Reports.Verification;

/// <summary>What is to be said of a file's signatures.</summary>
/// <param name="Sha256">Of the file, in hexadecimal digits: cutting it back to an earlier state shows nowhere but here.</param>
public sealed record PdfVerdict(string Sha256, IReadOnlyList<SignatureVerdict> Signatures)
{
    /// <summary>There is a signature, and every one is intact, trusted, and covers all that was not allowed to change.</summary>
    public bool IsSound => Signatures.Count > 0 && Signatures.All(s => s is { Intact: true, ChangedAfter: false, Trusted: true });
}

/// <summary>What is to be said of one signature. A name means nothing without <paramref name="Trusted"/>.</summary>
/// <param name="Intact">What the signature covers is what was signed, with the key of the certificate.</param>
/// <param name="CoversWholeFile">Nothing was added after it, not even what is allowed.</param>
/// <param name="ChangedAfter">Something was added that is neither a further signature nor proof for verifying later.</param>
/// <param name="Trusted">The certificate descends from an anchor, is valid now, and is meant for signing.</param>
/// <param name="Expired">Only the certificates' validity has ended.</param>
/// <param name="SignedAt">As the signature claims; nobody else vouches for it.</param>
/// <param name="Level">B-B, or null for what is no PAdES signature.</param>
/// <param name="Problems">Why it is not intact, changed or not trusted, in English.</param>
/// <param name="NotJudged">What nobody looked at.</param>
public sealed record SignatureVerdict(string Field, bool Intact, bool CoversWholeFile, bool ChangedAfter, bool Trusted, bool Expired, string? Signer, string? Organisation, string? Issuer,
    DateTimeOffset? SignedAt, string? SubFilter, string? Level, IReadOnlyList<string> Problems, IReadOnlyList<string> NotJudged)
{
    /// <summary>By which revision it was changed afterwards, and how; null where nothing of that kind was found.</summary>
    public LaterFinding? Later { get; init; }
}
