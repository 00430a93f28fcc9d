using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>How far an import has come; stored as its number.</summary>
public enum ImportState
{
    /// <summary>Uploaded and checked; waits for a person's word.</summary>
    Previewed,
    Queued,
    Running,
    Done,
    Failed,
}

/// <summary>One file of entries on its way into a list: kept until it is done, so that progress can be left and found again.</summary>
public sealed class HotlistImport : Entity
{
    public const int FileNameLength = 120;

    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>Most rows in one file.</summary>
    public const int MaxRows = 200_000;

    /// <summary>Days for which a preview waits for a person's word, and for which the file of a finished import is kept.</summary>
    public const int FileKeptDays = 7;

    HotlistImport() { }

    public HotlistImport(Hotlist list, string fileName, byte[] content, int rowCount, int badRowCount, Guid by, DateTimeOffset now) : base(list.Tenant, now) =>
        (HotlistId, FileName, Content, RowCount, BadRowCount, CreatedBy, CreatedAt) = (list.Id, fileName.Length > FileNameLength ? fileName[..FileNameLength] : fileName, content, rowCount, badRowCount, by, now);

    public Guid HotlistId { get; private set; }

    public string FileName { get; private set; } = null!;

    /// <summary>The file as uploaded; emptied <see cref="FileKeptDays"/> after the import is finished.</summary>
    public byte[] Content { get; private set; } = [];

    public ImportState State { get; private set; }

    public int RowCount { get; private set; }

    /// <summary>Rows that break a rule and are left out.</summary>
    public int BadRowCount { get; private set; }

    /// <summary>Good rows handled so far.</summary>
    public int DoneCount { get; private set; }

    public int AddedCount { get; private set; }

    public int ChangedCount { get; private set; }

    /// <summary>Rows that say what the list says already.</summary>
    public int UnchangedCount { get; private set; }

    public Guid CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public int GoodRowCount => RowCount - BadRowCount;

    /// <summary>True while a person may say that the good rows are wanted: at first, and again after a fault.</summary>
    public bool CanBeAccepted => State is ImportState.Previewed or ImportState.Failed && Content.Length > 0;

    /// <summary>A person has seen the preview and wants the good rows.</summary>
    public Result Accept()
    {
        if (!CanBeAccepted) return ImportErrors.NotWaiting;
        State = ImportState.Queued;
        return Result.Ok;
    }

    /// <summary>Starts. An import that a crash interrupted goes on where the last saved chunk ended, so its counts stay true.</summary>
    /// <param name="badRowCount">Rows that break a rule on this day: a day may pass between preview and start.</param>
    /// <param name="now">When.</param>
    public void Start(int badRowCount, DateTimeOffset now)
    {
        if (State == ImportState.Running) return;
        (State, BadRowCount, StartedAt, FinishedAt) = (ImportState.Running, badRowCount, now, null);
        (DoneCount, AddedCount, ChangedCount, UnchangedCount) = (0, 0, 0, 0);
    }

    public void Advance(int added, int changed, int unchanged)
    {
        AddedCount += added;
        ChangedCount += changed;
        UnchangedCount += unchanged;
        DoneCount += added + changed + unchanged;
    }

    public void Finish(DateTimeOffset now) => (State, FinishedAt) = (ImportState.Done, now);

    public void Fail(DateTimeOffset now) => (State, FinishedAt) = (ImportState.Failed, now);

    /// <summary>The file of a finished import is not needed any more; its counts stay.</summary>
    public void Forget()
    {
        if (State is ImportState.Done or ImportState.Failed) Content = [];
    }
}
