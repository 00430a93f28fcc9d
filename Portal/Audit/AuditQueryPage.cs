using Microsoft.AspNetCore.Components;
using Portal.Common;

namespace Portal.Audit;

/// <summary>A page that shows lines of an audit; what is asked stands in its address.</summary>
/// <remarks>The page takes it, not a component inside: one that comes or goes while the address changes breaks the framework's list of who listens.</remarks>
public abstract class AuditQueryPage : ComponentBase
{
    [Inject]
    public NavigationManager Navigation { get; set; } = null!;

    [Inject]
    public TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery]
    public string? Person { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? Purpose { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    protected AuditFilter Filter => AuditQuery.Of(From, To, Person, Sort, Purpose, Text, Brussels.DayOf(Clock.GetUtcNow()));

    /// <summary>As the address has it, for the export.</summary>
    protected string Query => Navigation.ToAbsoluteUri(Navigation.Uri).Query;
}
