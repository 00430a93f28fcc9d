using Portal.Contacts;

namespace Portal.Leave;

/// <summary>Days of a full year by statute and age. Set by statute: data that a zone can change.</summary>
/// <param name="FromYear">The first leave year for which it holds.</param>
/// <param name="FromAge">For who reaches this age in the leave year, or is older; years.</param>
/// <param name="Days">Days of a full year, in halves.</param>
/// <param name="Statute">Whom it concerns; null is everybody without a rule of their own.</param>
/// <param name="Source">The act or circular.</param>
public sealed record EntitlementRule(int FromYear, int FromAge, decimal Days, Statute? Statute = null, string Source = "");

/// <summary>The rules by year, statute and age.</summary>
public sealed class EntitlementTable(IEnumerable<EntitlementRule> rules)
{
    readonly EntitlementRule[] rules = [.. rules];

    /// <summary>Days of a full year; null when no rule tells. The rules of the latest year that has any for the statute hold together: an older step never mixes with newer ones.</summary>
    /// <param name="age">Age reached in the leave year; null counts as the youngest.</param>
    public decimal? Days(int leaveYear, Statute statute, int? age) => Find(leaveYear, statute, age) ?? Find(leaveYear, null, age);

    decimal? Find(int leaveYear, Statute? statute, int? age) =>
        rules.Where(r => r.FromYear <= leaveYear && r.Statute == statute).GroupBy(r => r.FromYear).MaxBy(g => g.Key)?
            .Where(r => r.FromAge <= (age ?? 0)).MaxBy(r => r.FromAge)?.Days;
}
