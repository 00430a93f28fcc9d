namespace Portal.Common;

/// <summary>A row that belongs to one police zone. Filter and row-level security show it to that zone alone.</summary>
public interface ITenantOwned
{
    /// <summary>The zone's four-digit code (annex of RD 24 October 2001). Set when the row is saved; never changes.</summary>
    string Tenant { get; }
}
