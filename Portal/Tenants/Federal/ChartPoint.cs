namespace Portal.Tenants.Federal;

/// <summary>A bar of a chart and a row of its table.</summary>
public sealed record ChartPoint(string Name, long Value);
