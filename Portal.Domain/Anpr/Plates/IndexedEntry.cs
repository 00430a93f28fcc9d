namespace Portal.Anpr.Plates;

/// <summary>What matching needs of one hotlist entry.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Plate">Normalised, as <see cref="PlateNumber.ForEntry"/> gives it: 2 to 12 characters of A-Z and 0-9.</param>
/// <param name="Country">Distinguishing sign, as <see cref="Plates.Country.Normalise"/> gives it; null when not known.</param>
/// <param name="Tolerant">Its list allows possible hits besides exact ones. Off for bulk lists: tolerance multiplies with their length.</param>
/// <param name="ValidUntilAt">UTC; from this instant on the entry matches nothing.</param>
public sealed record IndexedEntry(Guid EntryId, string Plate, string? Country, bool Tolerant, DateTimeOffset ValidUntilAt);
