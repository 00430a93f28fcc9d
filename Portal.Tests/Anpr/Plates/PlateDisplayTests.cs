using FsCheck;
using FsCheck.Fluent;
using Portal.Anpr.Plates;

namespace Portal.Tests.Anpr.Plates;

public sealed class PlateDisplayTests
{
    [Theory]
    [InlineData("1ABC123", "B", "1-ABC-123")]
    [InlineData("1ABC123", null, "1-ABC-123")]
    [InlineData("2ABC123", "B", "2-ABC-123")]
    [InlineData("ABC123", "B", "ABC-123")]
    [InlineData("123ABC", "B", "123-ABC")]
    [InlineData("MABC123", "B", "M-ABC-123")]
    [InlineData("QABC123", "B", "Q-ABC-123")]
    [InlineData("TXAB123", "B", "T-XAB-123")]
    [InlineData("OABC123", "B", "O-ABC-123")]
    [InlineData("GABC123", "B", "G-ABC-123")]
    [InlineData("SABC123", "B", "S-ABC-123")]
    [InlineData("CDAB123", "B", "CD-AB-123")]
    [InlineData("P114", "B", "P-114")]
    [InlineData("AB12CD", "NL", "AB-12-CD")]
    [InlineData("X999XX", "NL", "X-999-XX")]
    [InlineData("AB123CD", "F", "AB-123-CD")]
    [InlineData("1234AB2A", "F", "1234 AB 2A")]
    [InlineData("AB12CDE", "GB", "AB12 CDE")]
    [InlineData("AB1234", "L", "AB 1234")]
    public void A_plate_is_shown_as_it_stands_on_the_vehicle(string normalised, string? country, string shown) =>
        Assert.Equal(shown, PlateNumber.Display(normalised, country));

    [Theory]
    [InlineData("TOLBA218", "D")] // district and letters cannot be told apart
    [InlineData("OLIFANT", "B")]
    [InlineData("1ABC123", "NL")]
    [InlineData("AB12CD", null)]
    [InlineData("AK456", "B")]
    [InlineData("CDA123", "B")] // CDA-123 of 1973 and CD-A123 alike
    [InlineData("1AB?123", "B")]
    [InlineData("ZZ", "ZZ")]
    [InlineData("", null)]
    public void What_cannot_be_parted_for_sure_is_shown_unchanged(string normalised, string? country) =>
        Assert.Equal(normalised, PlateNumber.Display(normalised, country));

    [Theory]
    [InlineData("B")]
    [InlineData("NL")]
    [InlineData("F")]
    [InlineData("D")]
    [InlineData(null)]
    public void Showing_a_plate_adds_separators_and_changes_nothing_else(string? country) => Prop.ForAll<string?>(raw =>
    {
        var plate = PlateNumber.NormaliseObserved(raw);
        return string.Equals(PlateNumber.NormaliseObserved(PlateNumber.Display(plate, country)), plate, StringComparison.Ordinal);
    }).Check(Config.QuickThrowOnFailure);
}
