namespace Portal.Common;

/// <summary>The zone in which this scope (a request, a circuit, a job) acts. Chosen once.</summary>
public sealed class CurrentTenant
{
    /// <summary>Null before a zone is chosen: sign-in, the list of zones, ingest.</summary>
    public string? CodeOrNone { get; private set; }

    /// <exception cref="InvalidOperationException">No zone has been chosen: a query that needs one must not run.</exception>
    public string Code => CodeOrNone ?? throw new InvalidOperationException("No zone has been chosen.");

    /// <exception cref="InvalidOperationException">Another zone was chosen before.</exception>
    public void Choose(string code) => CodeOrNone = CodeOrNone is null || CodeOrNone == code ? code : throw new InvalidOperationException("A scope keeps its zone.");
}
