using System.Globalization;
using Portal.Common;
using Portal.Reports.Pdf;

namespace Portal.Reports.Drafts;

/// <summary>A part while it is edited.</summary>
public sealed class EditedBlock(DraftBlock block)
{
    public Guid Id => block.Id;

    public DraftBlockKind Kind => block.Kind;

    public string Text { get; set; } = block.Text;

    public int Level { get; set; } = block.Level;

    public bool IsNumbered { get; set; } = block.IsNumbered;

    public bool KeepsWithNext { get; set; } = block.KeepsWithNext;

    public Guid? FileId { get; set; } = block.FileId;

    /// <summary>The first row is the head.</summary>
    public IList<IList<string>> Cells { get; } = [.. block.Cells.Select(row => (IList<string>)[.. row])];

    public string Name => DraftsText.ResourceManager.GetString("Kind_" + Kind, CultureInfo.CurrentUICulture)!;

    /// <summary>What a report cannot show of it, in the user's language; null when it can all.</summary>
    public string? Problem => Missing(ToBlock().Words);

    public DraftBlock ToBlock() =>
        block with { Text = Text, Level = Level, IsNumbered = IsNumbered, KeepsWithNext = KeepsWithNext, FileId = FileId, Cells = [.. Cells.Select(row => (IReadOnlyList<string>)[.. row])] };

    public static EditedBlock Empty(DraftBlockKind kind) => new(new(Guid.NewGuid(), kind) { Cells = kind == DraftBlockKind.Table ? [["", ""], ["", ""]] : [] });

    /// <summary>Names the characters that no font has.</summary>
    public static string? Missing(string? text) =>
        string.IsNullOrEmpty(text) || ReportText.MissingIn(text) is not { Count: > 0 } missing ? null : DraftsText.Missing.With(string.Join(", ", missing.Take(10).Select(c => $"{c} ({ReportText.NameOf(c)})")));
}

/// <summary>The parts of a body in the editor, in their order. What is removed can be put back.</summary>
public sealed class EditedBody
{
    readonly List<EditedBlock> blocks = [];
    readonly Stack<(EditedBlock Block, int At)> removed = [];

    public IReadOnlyList<EditedBlock> Blocks => blocks;

    /// <summary>What was removed last; null when nothing can be put back.</summary>
    public EditedBlock? LastRemoved => removed.TryPeek(out var last) ? last.Block : null;

    /// <summary>Where the person works: new parts come after it. Null for the end.</summary>
    public Guid? Current { get; set; }

    /// <summary>Place of the current part, from 0; that of the last where there is none.</summary>
    public int Place => blocks.FindIndex(b => b.Id == Current) is >= 0 and var at ? at : blocks.Count - 1;

    public void Read(IReadOnlyList<DraftBlock> body)
    {
        blocks.Clear();
        removed.Clear();
        blocks.AddRange(body.Select(b => new EditedBlock(b)));
    }

    public IReadOnlyList<DraftBlock> ToBlocks() => [.. blocks.Select(b => b.ToBlock())];

    public EditedBlock Add(DraftBlockKind kind)
    {
        var block = EditedBlock.Empty(kind);
        blocks.Insert(Place + 1, block);
        Current = block.Id;
        return block;
    }

    /// <returns>Its new place, from 1.</returns>
    public int Move(EditedBlock block, int by)
    {
        var at = blocks.IndexOf(block);
        var to = Math.Clamp(at + by, 0, blocks.Count - 1);
        blocks.RemoveAt(at);
        blocks.Insert(to, block);
        return to + 1;
    }

    public void Remove(EditedBlock block)
    {
        var at = blocks.IndexOf(block);
        if (at < 0) return;
        blocks.RemoveAt(at);
        removed.Push((block, at));
        if (Current == block.Id) Current = blocks.Count == 0 ? null : blocks[Math.Min(at, blocks.Count - 1)].Id;
    }

    public EditedBlock? PutBack()
    {
        if (!removed.TryPop(out var last)) return null;
        blocks.Insert(Math.Min(last.At, blocks.Count), last.Block);
        Current = last.Block.Id;
        return last.Block;
    }

    /// <summary>A file went: nothing shows it any more.</summary>
    public void Forget(Guid file)
    {
        foreach (var block in blocks.Where(b => b.FileId == file)) block.FileId = null;
    }
}
