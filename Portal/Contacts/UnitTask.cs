namespace Portal.Contacts;

/// <summary>What somebody is about to do to a unit.</summary>
public enum UnitTask
{
    Add,
    Change,
    Move,
    Remove,
}
