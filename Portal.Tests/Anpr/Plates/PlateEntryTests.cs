using Portal.Anpr.Plates;
using Portal.Common;

namespace Portal.Tests.Anpr.Plates;

public sealed class PlateEntryTests
{
    [Theory]
    [InlineData("1-ABC-123", "1ABC123")]
    [InlineData(" 1 abc 123\t", "1ABC123")]
    [InlineData("1\u00A0ABC\u2011123", "1ABC123")] // as pasted from a word processor
    [InlineData("TÖL-BA218", "TOLBA218")]
    [InlineData("TO\u0308L-BA218", "TOLBA218")]
    [InlineData("B.MW 1", "BMW1")]
    [InlineData("P1", "P1")]
    [InlineData("АА 1234 ВВ", "AA1234BB")]
    [InlineData("ABCDEFGHIJKL", "ABCDEFGHIJKL")]
    public void A_plate_may_be_listed_as_people_write_it(string raw, string normalised) =>
        Assert.Equal(normalised, PlateNumber.ForEntry(raw).Value);

    [Theory]
    [InlineData(null, "plate.missing")]
    [InlineData("", "plate.missing")]
    [InlineData(" \t\n", "plate.missing")]
    [InlineData("ABCDEFGHIJKLM", "plate.too_long")]
    [InlineData("1 - A - B - C - 1 - 2 - 3                                        ", "plate.too_long")]
    [InlineData("A", "plate.unusable")]
    [InlineData("-", "plate.unusable")]
    [InlineData("1AB?123", "plate.unusable")]
    [InlineData("1AB*", "plate.unusable")]
    [InlineData("1ABC123;2DEF456", "plate.unusable")]
    [InlineData("=1+2", "plate.unusable")]
    [InlineData("<b>1</b>", "plate.unusable")]
    [InlineData("京A12345", "plate.unusable")]
    [InlineData("ABC١٢٣", "plate.unusable")] // Arabic digits have no Latin form: leaving them out would list ABC
    [InlineData("ABC½", "plate.unusable")]
    [InlineData("AB\uD800C", "plate.unusable")]
    [InlineData("AB\0C", "plate.unusable")]
    public void What_cannot_be_a_plate_is_refused_with_the_reason(string? raw, string code)
    {
        var result = PlateNumber.ForEntry(raw);

        Assert.Equal(code, result.Error?.Code);
        Assert.Equal(ErrorKind.Invalid, result.Error?.Kind);
    }
}
