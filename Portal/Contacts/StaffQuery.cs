namespace Portal.Contacts;

/// <summary>What stands in the address of the staff list, and in that of its file.</summary>
static class StaffQuery
{
    public static StaffFilter FilterOf(string? search, Guid? unit, string? statute, string? account, string? presence) => new(
        string.IsNullOrWhiteSpace(search) ? null : search.Trim(), unit, Known<Statute>(statute), account switch { "with" => true, "without" => false, _ => null }, PresenceOf(presence));

    public static StaffPresence PresenceOf(string? word) => Known<StaffPresence>(word) ?? StaffPresence.Here;

    static T? Known<T>(string? word) where T : struct, Enum => Enum.TryParse<T>(word, out var value) && Enum.IsDefined(value) ? value : null;
}
