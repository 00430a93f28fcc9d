namespace Portal.Anpr.Ingest;

/// <summary>The dialects that the portal speaks, by the word in the ingest address.</summary>
public static class IngestDialects
{
    static readonly Dictionary<string, IIngestDialect> ByName =
        new IIngestDialect[] { new PortalDialect(), new HikvisionDialect(), new PlateRecognizerDialect() }
            .ToDictionary(dialect => dialect.Name, StringComparer.Ordinal);

    /// <summary>In alphabetical order, for lists and documentation.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The dialect of that name, in lower case as addresses have it; null when there is none.</summary>
    public static IIngestDialect? Find(string name) => ByName.GetValueOrDefault(name);
}
