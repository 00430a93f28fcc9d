namespace Portal.Audit;

/// <summary>What the audit calls the choice of a purpose.</summary>
public static class PurposeActions
{
    public const string Chosen = "purpose.chosen";
    public const string Ended = "purpose.ended";
}
