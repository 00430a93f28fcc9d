namespace Portal.Persistence;

/// <summary>Which database holds the data. With no connection set, the portal starts a private PostgreSQL of its own.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary><c>postgres</c>; <c>sqlserver</c> is not ready and refused at start.</summary>
    public string Provider { get; set; } = "postgres";

    /// <summary>Folder of the private database; relative to the content root's parent.</summary>
    public string Directory { get; set; } = ".data/postgres";

    /// <summary>Connection of the role that owns the tables and migrates them.</summary>
    public string? Owner { get; set; }

    /// <summary>Connection of the role under row-level security.</summary>
    public string? Application { get; set; }

    /// <summary>Connection of the role that adds reads.</summary>
    public string? Ingest { get; set; }
}
