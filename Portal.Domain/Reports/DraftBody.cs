using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Common;

namespace Portal.Reports;

/// <summary>Parts of which the body of a draft is made; stored by their names.</summary>
public enum DraftBlockKind
{
    Heading = 1,
    Paragraph = 2,
    List = 3,
    Table = 4,
    Picture = 5,

    /// <summary>What follows begins on a new page.</summary>
    PageBreak = 6,
}

/// <summary>One part of the body of a draft.</summary>
/// <param name="Id">Within the draft, so that an editor knows it again after it was moved.</param>
public sealed record DraftBlock(Guid Id, DraftBlockKind Kind)
{
    /// <summary>The words; in a paragraph, a list and a cell <c>**between two asterisks**</c> is bold. In a list each line is an item, hyphens in front of it set it below the one before. Of a picture the caption.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of a heading, 1 to 3.</summary>
    public int Level { get; init; } = 1;

    /// <summary>A list with numbers.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>Rows of a table, each as long as the first, which is the head.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cells { get; init; } = [];

    /// <summary>The picture.</summary>
    public Guid? FileId { get; init; }

    /// <summary>Stands on one page with what follows.</summary>
    public bool KeepsWithNext { get; init; }

    /// <summary>Nothing would be seen of it.</summary>
    [JsonIgnore]
    public bool IsEmpty => Kind switch
    {
        DraftBlockKind.PageBreak => false,
        DraftBlockKind.Picture => FileId is null,
        DraftBlockKind.Table => Cells.All(row => row.All(string.IsNullOrWhiteSpace)),
        _ => string.IsNullOrWhiteSpace(Text),
    };

    /// <summary>All that a reader would read.</summary>
    [JsonIgnore]
    public string Words => Kind == DraftBlockKind.Table ? string.Join('\n', Cells.SelectMany(row => row)) : Text;
}

/// <summary>The body of a draft, as it is stored.</summary>
public static class DraftBody
{
    public const int MostBlocks = 500;
    public const int MostColumns = 8;
    public const int MostRows = 500;

    static readonly JsonSerializerOptions Format = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it goes into the database, and letters with accents count as one
    };

    public static IReadOnlyList<DraftBlock> Read(string body) => body == "" ? [] : JsonSerializer.Deserialize<DraftBlock[]>(body, Format) ?? [];

    /// <returns>Errors: too many parts, a table that is too large or not even, a heading without a level, more letters than <see cref="ReportDraft.BodyLength"/>.</returns>
    public static Result<string> Write(IReadOnlyList<DraftBlock> blocks)
    {
        if (blocks.Count > MostBlocks) return DraftErrors.TooManyBlocks(MostBlocks);
        foreach (var block in blocks)
        {
            if (block.Level is < 1 or > 3 || !Enum.IsDefined(block.Kind) || block.Cells.Any(row => row.Count != block.Cells[0].Count)) return DraftErrors.NotUnderstood;
            if (block.Cells.Count > MostRows + 1 || (block.Cells.Count > 0 && block.Cells[0].Count > MostColumns)) return DraftErrors.TableTooLarge(MostRows, MostColumns);
        }

        var body = JsonSerializer.Serialize(blocks, Format);
        return body.Length > ReportDraft.BodyLength ? DraftErrors.TooLong : body;
    }
}
