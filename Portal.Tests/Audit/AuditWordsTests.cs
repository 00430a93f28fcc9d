using System.Globalization;
using Portal.Audit;

namespace Portal.Tests.Audit;

/// <summary>What a line says in fields is read by people, in their language.</summary>
public sealed class AuditWordsTests
{
    [Theory]
    [InlineData("nl", "Zoekopdracht · Nummerplaat", "Gevonden", "Nieuw", "Ja", "Laatste dag", "20-11-2026")]
    [InlineData("fr", "Recherche · Plaque", "Trouvés", "Nouveau", "Oui", "Dernier jour", "20-11-2026")]
    [InlineData("de", "Suche · Kennzeichen", "Gefunden", "Neu", "Ja", "Letzter Tag", "20.11.2026")]
    public void Fields_and_their_values_are_said_in_words(string language, string plate, string found, string isNew, string yes, string endsOn, string day)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language + "-BE");
        try
        {
            var details = AuditWords.Details("""{"search":{"plate":"1ABC123","unit":null,"text":""},"found":3,"isNew":true,"endsOn":"2026-11-20","roles":["a","b"],"unheardOf":1}""");
            Assert.Equal([plate, found, isNew, endsOn], details.Take(4).Select(d => d.Field));
            Assert.Equal(["1ABC123", "3", yes], details.Take(3).Select(d => d.Value));
            Assert.Equal(day, details[3].Value.Replace('/', '-').Replace(" ", "", StringComparison.Ordinal));
            Assert.Equal(("a, b", "unheardOf"), (details[4].Value, details[5].Field));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
