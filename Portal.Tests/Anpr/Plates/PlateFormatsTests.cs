using Portal.Anpr.Plates;

namespace Portal.Tests.Anpr.Plates;

public sealed class PlateFormatsTests
{
    [Theory]
    [InlineData("X1111", PlateSeries.Belgian1953)]
    [InlineData("1X111", PlateSeries.Belgian1953)]
    [InlineData("11X11", PlateSeries.Belgian1953)]
    [InlineData("111X1", PlateSeries.Belgian1953)]
    [InlineData("1111X", PlateSeries.Belgian1953)]
    [InlineData("P1111", PlateSeries.Belgian1953)]
    [InlineData("AK456", PlateSeries.Belgian1962)]
    [InlineData("1XX11", PlateSeries.Belgian1962)]
    [InlineData("11XX1", PlateSeries.Belgian1962)]
    [InlineData("111XX", PlateSeries.Belgian1962)]
    [InlineData("X111X", PlateSeries.Belgian1962)]
    [InlineData("ABC123", PlateSeries.Belgian1973)]
    [InlineData("123ABC", PlateSeries.Belgian2008)]
    [InlineData("1ABC123", PlateSeries.Belgian2010)]
    [InlineData("2ABC123", PlateSeries.Belgian2010)]
    [InlineData("7ABC123", PlateSeries.BelgianReserved)]
    [InlineData("8ABC123", PlateSeries.International)]
    [InlineData("9ABC123", PlateSeries.PersonalisedIndex)]
    [InlineData("OLIFANT", PlateSeries.Personalised)]
    [InlineData("MABC123", PlateSeries.Motorcycle)]
    [InlineData("WABC123", PlateSeries.Motorcycle)]
    [InlineData("1MAB123", PlateSeries.Motorcycle)]
    [InlineData("SABC123", PlateSeries.Moped)]
    [InlineData("QAAA001", PlateSeries.Trailer)]
    [InlineData("UAB123", PlateSeries.Trailer)]
    [InlineData("TXAB123", PlateSeries.Taxi)]
    [InlineData("1TXA123", PlateSeries.Taxi)]
    [InlineData("TXA123", PlateSeries.Taxi)]
    [InlineData("OABC123", PlateSeries.Oldtimer)]
    [InlineData("GABC123", PlateSeries.Tractor)]
    [InlineData("YABC123", PlateSeries.TestDrive)]
    [InlineData("ZABC123", PlateSeries.Dealer)]
    [InlineData("VABC123", PlateSeries.Professional)]
    [InlineData("1ZZA123", PlateSeries.CommercialIndex)]
    [InlineData("CDAB123", PlateSeries.Diplomatic)]
    [InlineData("CD123", PlateSeries.Diplomatic)]
    [InlineData("CD1A2B3", PlateSeries.Diplomatic)]
    [InlineData("P114", PlateSeries.Official)]
    [InlineData("A1", PlateSeries.Official)]
    [InlineData("E12", PlateSeries.Official)]
    [InlineData("7", PlateSeries.Royal)]
    public void A_Belgian_plate_is_recognised_by_its_series(string plate, PlateSeries series) =>
        Assert.Contains(PlateFormats.Classify(plate), format => format.Country is "B" && format.Series == series);

    [Theory]
    [InlineData("A1111", PlateSeries.Belgian1953)] // A, I, O and Q were not issued
    [InlineData("AO456", PlateSeries.Belgian1962)]
    [InlineData("1ABC12", PlateSeries.Belgian2010)]
    [InlineData("3ABC123", PlateSeries.Belgian2010)] // not issued yet
    [InlineData("IABC123", PlateSeries.Belgian2010)]
    [InlineData("TABC123", PlateSeries.Taxi)]
    [InlineData("12345", PlateSeries.Personalised)] // digits alone are forbidden
    [InlineData("ABCDE1234", PlateSeries.Personalised)]
    [InlineData("ABCD1234", PlateSeries.Personalised)] // nine with the hyphen
    [InlineData("A1B2C", PlateSeries.Personalised)] // nine with the hyphens
    [InlineData("CD", PlateSeries.Diplomatic)]
    [InlineData("P1234", PlateSeries.Official)]
    [InlineData("B12", PlateSeries.Official)]
    public void A_plate_is_not_taken_for_a_series_whose_rule_it_breaks(string plate, PlateSeries series) =>
        Assert.DoesNotContain(PlateFormats.Classify(plate), format => format.Series == series);

    [Theory]
    [InlineData("ABCD123", true)] // eight with the hyphen
    [InlineData("A1B2", true)] // seven with the hyphens
    [InlineData("ABCDEFGH", true)]
    [InlineData("ABCDEFGHI", false)]
    public void The_hyphens_of_a_personalised_plate_count_among_its_eight_characters(string plate, bool fits) =>
        Assert.Equal(fits, PlateFormats.Classify(plate).Any(format => format.Series == PlateSeries.Personalised));

    [Theory]
    [InlineData("NL", "AB1234", "1234AB", "12AB34", "AB12CD", "ABCD12", "12ABCD", "12XXX3", "1XXX23", "XX123X", "X123XX", "XXX12X", "X12XXX", "1XX234", "123XX4")]
    [InlineData("F", "AB123CD", "1AB59", "1234ABC75", "12AB2A", "1A2B")]
    [InlineData("D", "MAE2821", "TOLBA218", "OFPS309E", "BA1", "BAB123H")]
    [InlineData("L", "AB1234", "1234", "12345")]
    [InlineData("GB", "AB12CDE", "A123BCD", "A1BCD", "ABC123D", "ABC1D")]
    public void A_plate_of_a_neighbour_is_recognised(string country, params string[] plates) =>
        Assert.All(plates, plate => Assert.Contains(PlateFormats.Classify(plate), format => string.Equals(format.Country, country, StringComparison.Ordinal)));

    [Theory]
    [InlineData("NL", "AEI12X", "1GVD23", "SS1234", "ABC1234")]
    [InlineData("F", "AI123CD", "SS123AB", "AB123SS", "AB1234CD")]
    [InlineData("D", "ABC", "123AB", "ABCDE12345", "TOLBA1234E")]
    [InlineData("L", "A1234", "123456")]
    [InlineData("GB", "AB1CDE", "A1234BCD")]
    public void A_plate_that_a_neighbour_never_issues_is_not_taken_for_one(string country, params string[] plates) =>
        Assert.All(plates, plate => Assert.DoesNotContain(PlateFormats.Classify(plate), format => string.Equals(format.Country, country, StringComparison.Ordinal)));

    [Fact]
    public void A_plate_that_several_countries_issue_keeps_all_its_forms()
    {
        var forms = PlateFormats.Classify("ABC123");

        Assert.Contains(forms, format => format.Series == PlateSeries.Belgian1973);
        Assert.Contains(forms, format => format.Series == PlateSeries.Personalised);
        Assert.Contains(forms, format => format.Series == PlateSeries.German);
    }

    [Fact]
    public void A_series_carries_the_days_it_was_issued()
    {
        var form = PlateFormats.Classify("1ABC123").Single(format => format.Series == PlateSeries.Belgian2010);

        Assert.Equal(new(2010, 11, 16), form.IssuedFrom);
        Assert.Null(form.IssuedUntil);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1AB?123")]
    [InlineData("1abc123")]
    [InlineData("ABCDEFGHIJKLMNOP")]
    public void What_is_no_normalised_plate_fits_nothing(string plate) => Assert.Empty(PlateFormats.Classify(plate));

    [Theory]
    [InlineData("1ABC123", "B", true)]
    [InlineData("OLIFANT", "B", false)] // nearly everything could be personalised: that tells nothing
    [InlineData("1A8C123", "B", false)]
    [InlineData("AB12CD", "NL", true)]
    [InlineData("AB12CD", "B", false)]
    [InlineData("ABCDEFGHIJKLMNOP", "B", false)]
    public void A_form_with_fixed_positions_says_where_letters_and_digits_stand(string plate, string country, bool fits) =>
        Assert.Equal(fits, PlateFormats.FitsFixedForm(plate, country));
}
