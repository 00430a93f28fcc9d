using Portal.Common;
namespace Portal.Anpr.Plates;
public enum MatchKind { Exact, Possible }
public enum PlateMatchReason { SamePlate }
public static class PlateNumber { public static Result<string> ForEntry(string? raw) => raw ?? ""; }
public static class Country { public static string? Normalise(string? raw) => raw; }
