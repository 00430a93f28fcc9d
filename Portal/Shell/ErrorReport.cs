namespace Portal.Shell;

/// <summary>Notes a fault under a short reference that a person can read out to the service desk.</summary>
public sealed class ErrorReport(ILogger<ErrorReport> log)
{
    /// <returns>The reference, eight letters and digits.</returns>
    public string Note(Exception fault)
    {
        var reference = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
        log.LogError(fault, "Fault {Reference}", reference);
        return reference;
    }
}
