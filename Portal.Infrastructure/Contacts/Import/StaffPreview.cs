using System.Security.Cryptography;
using System.Text;

namespace Portal.Contacts.Import;

/// <summary>What becomes of a row.</summary>
public enum RowOutcome
{
    New = 0,
    Changed = 1,
    Unchanged = 2,

    /// <summary>Left out.</summary>
    Bad = 3,
}

/// <summary>A cell that changes something.</summary>
/// <param name="Column">One of <see cref="StaffColumns.All"/>.</param>
public sealed record CellChange(string Column, string? Old, string? New);

/// <summary>A row of the file against the list as it is.</summary>
public sealed record PreviewedRow(int Number, string Name, RowOutcome Outcome, IReadOnlyList<CellChange> Changes, IReadOnlyList<StaffProblem> Problems);

/// <summary>What a file would do.</summary>
/// <param name="Missing">Who works here and is not in the file, by name.</param>
/// <param name="NewUnits">Units that the file names and that do not exist.</param>
/// <param name="Ignored">Headers without use.</param>
/// <param name="RolesWithoutAccount">Rows whose roles come with the invitation.</param>
/// <param name="RolesNotAllowed">The file names roles, and the person may not give any.</param>
public sealed record StaffPreview(
    IReadOnlyList<PreviewedRow> Rows, IReadOnlyList<string> Missing, IReadOnlyList<string> NewUnits, IReadOnlyList<string> Ignored, int RolesWithoutAccount, bool RolesNotAllowed)
{
    public int Count(RowOutcome outcome) => Rows.Count(r => r.Outcome == outcome);

    /// <summary>Says whether the same file would still do the same.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Rows.Select(r =>
        $"{r.Number} {r.Outcome} {string.Join('|', r.Changes.Select(c => $"{c.Column}={c.Old}>{c.New}"))} {string.Join('|', r.Problems.Select(p => p.Field + p.Error.Code))}")))));
}
