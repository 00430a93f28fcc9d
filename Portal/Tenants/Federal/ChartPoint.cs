namespace Portal.Tenants.Federal;

/// <summary>A bar of a chart and a row of its table.</summary>
/// <param name="Tag">Beside the bar, where there is little room; null takes the name.</param>
public sealed record ChartPoint(string Name, long Value, string? Tag = null)
{
    public string Label => Tag ?? Name;
}
