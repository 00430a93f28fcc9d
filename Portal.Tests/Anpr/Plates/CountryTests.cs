using FsCheck;
using FsCheck.Fluent;
using Portal.Anpr.Plates;

namespace Portal.Tests.Anpr.Plates;

public sealed class CountryTests
{
    [Theory]
    [InlineData("B", "B")]
    [InlineData("be", "B")]
    [InlineData("BEL", "B")]
    [InlineData(" bel ", "B")]
    [InlineData("DEU", "D")]
    [InlineData("de", "D")]
    [InlineData("fra", "F")]
    [InlineData("LU", "L")]
    [InlineData("uk", "GB")]
    [InlineData("GBR", "GB")]
    [InlineData("ES", "E")]
    [InlineData("SE", "S")]
    [InlineData("SI", "SLO")]
    [InlineData("RS", "SRB")]
    [InlineData("MK", "NMK")]
    [InlineData("XK", "RKS")]
    [InlineData("LI", "FL")]
    [InlineData("SF", "FIN")]
    [InlineData("ROM", "RO")]
    public void A_country_is_named_by_its_distinguishing_sign(string raw, string sign) =>
        Assert.Equal(sign, Country.Normalise(raw));

    [Fact]
    public void Every_country_of_the_union_the_economic_area_and_the_neighbourhood_is_known_by_both_its_codes()
    {
        const string Codes = "AT AUT BE BEL BG BGR HR HRV CY CYP CZ CZE DK DNK EE EST FI FIN FR FRA DE DEU GR GRC HU HUN IE IRL IT ITA " +
            "LV LVA LT LTU LU LUX MT MLT NL NLD PL POL PT PRT RO ROU SK SVK SI SVN ES ESP SE SWE IS ISL LI LIE NO NOR CH CHE GB GBR " +
            "AL ALB AD AND BA BIH BY BLR MC MCO MD MDA ME MNE MK MKD RS SRB RU RUS SM SMR TR TUR UA UKR VA VAT";
        var pairs = Codes.Split(' ').Chunk(2).Select(pair => (Country.Normalise(pair[0]), Country.Normalise(pair[1]))).ToList();

        Assert.Equal(27 + 3 + 2 + 14, pairs.Count);
        Assert.All(pairs, pair => Assert.True(pair.Item1 is not null && string.Equals(pair.Item1, pair.Item2, StringComparison.Ordinal), $"{pair}"));
        Assert.Equal(pairs.Count, pairs.Select(pair => pair.Item1).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("NON")]
    [InlineData("unknown")]
    [InlineData("0")]
    [InlineData("BELG")]
    [InlineData("B\0")]
    [InlineData("\uD800")]
    public void What_names_no_country_is_not_known(string? raw) => Assert.Null(Country.Normalise(raw));

    [Fact]
    public void A_sign_is_its_own_normal_form() => Prop.ForAll<string?>(raw =>
        Country.Normalise(raw) is not { } sign || string.Equals(Country.Normalise(sign), sign, StringComparison.Ordinal)).Check(Config.QuickThrowOnFailure);
}
