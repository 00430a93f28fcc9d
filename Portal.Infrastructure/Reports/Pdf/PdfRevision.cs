using System.Runtime.InteropServices;

namespace Portal.Reports.Pdf;

enum PdfEntryKind
{
    Free,
    InFile,
    InObjectStream,
}

/// <summary>Where a cross-reference table says that an object is.</summary>
/// <param name="Place">The byte at which the object begins, or the number of the object stream.</param>
/// <param name="Second">The object's generation, or its index in the object stream.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct PdfEntry(PdfEntryKind Kind, int Place, int Second);

/// <summary>One state of the file: as it was first written, or what was appended later.</summary>
/// <param name="Start">Where the bytes of the revision before end.</param>
/// <param name="MarkerEnd">The byte after <c>%%EOF</c>; <see cref="End"/> is after its end of line.</param>
/// <param name="CrossReference">Where its cross-reference table begins.</param>
/// <param name="IsStream">The table is a stream.</param>
sealed record PdfRevision(int Start, int MarkerEnd, int End, int CrossReference, bool IsStream, PdfDictionary Trailer, IReadOnlyDictionary<int, PdfEntry> Entries);
