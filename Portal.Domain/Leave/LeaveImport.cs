using Portal.Common;

namespace Portal.Leave;

/// <summary>What a file brings.</summary>
public enum LeaveImportKind
{
    Schedules = 0,
    OpeningBalances = 1,
    ApprovedLeave = 2,
    Overtime = 3,
}

/// <summary>A file that was read in; its rows name it, so that it can be undone as a whole.</summary>
public sealed class LeaveImport : Entity
{
    public const int FileNameLength = 200;

    LeaveImport() { }

    public LeaveImport(string tenant, LeaveImportKind kind, string fileName, int rows, Guid by, DateTimeOffset now) : base(tenant, now) =>
        (Kind, FileName, Rows, ImportedBy, ImportedAt) = (kind, fileName, rows, by, now);

    public LeaveImportKind Kind { get; private set; }

    public string FileName { get; private set; } = null!;

    public int Rows { get; private set; }

    public Guid ImportedBy { get; private set; }

    public DateTimeOffset ImportedAt { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public void Undo(DateTimeOffset now) => UndoneAt ??= now;
}
