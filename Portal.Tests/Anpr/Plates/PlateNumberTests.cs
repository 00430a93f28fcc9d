using System.Runtime.InteropServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Anpr.Plates;

namespace Portal.Tests.Anpr.Plates;

public sealed class PlateNumberTests
{
    [Theory]
    [InlineData("1-ABC-123", "1abc123")]
    [InlineData("TÖL-BA218", "TOLBA218")]
    [InlineData("TÖL-BA218", "to\u0308l ba 218")]
    [InlineData(" 1 ABC.123 ", "1-abc-123")]
    [InlineData("1ABC123", "1–ABC—123")]
    [InlineData("１ＡＢＣ１２３", "1ABC123")]
    [InlineData("АА1234ВВ", "AA1234BB")] // Cyrillic letters, as a Ukrainian keyboard writes them
    [InlineData("ΙΚΖ-1234", "IKZ1234")] // Greek letters
    [InlineData("ŠĆŽ-Đ Łø", "SCZDLO")]
    [InlineData("ı1ß", "I1SS")]
    public void Two_spellings_of_one_plate_are_equal(string one, string other) =>
        Assert.Equal(PlateNumber.Normalise(one), PlateNumber.Normalise(other));

    [Theory]
    [InlineData("1-ABC-123", "1ABC123")]
    [InlineData("W-ÄÜ 7", "WAU7")]
    [InlineData("京A12345", "A12345")]
    [InlineData("?", "")]
    [InlineData("1AB?123", "1AB123")]
    [InlineData(null, "")]
    [InlineData("\uD800", "")]
    [InlineData("1A\uDC00BC", "1ABC")]
    [InlineData("\uFFFE1\uFFFF", "1")]
    [InlineData("ABCDEFGHIJKLM", "ABCDEFGHIJKL")]
    public void A_plate_is_compared_by_its_capital_letters_and_digits(string? raw, string normalised) =>
        Assert.Equal(normalised, PlateNumber.Normalise(raw));

    [Theory]
    [InlineData("1-AB?-123", "1AB?123")]
    [InlineData("T？L-BA218", "T?LBA218")]
    [InlineData("none", "")]
    [InlineData("Unknown", "")]
    [InlineData("no plate", "")]
    [InlineData("NO_PLATE", "")]
    [InlineData("无车牌", "")]
    [InlineData("N/A", "")]
    [InlineData("NA", "NA")]
    [InlineData("-", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("???", "")]
    [InlineData("NONE1", "NONE1")]
    public void A_read_keeps_what_was_unknown_and_drops_words_that_mean_no_plate(string? raw, string normalised) =>
        Assert.Equal(normalised, PlateNumber.NormaliseObserved(raw));

    [Fact]
    public void A_person_may_still_list_a_plate_that_cameras_use_as_a_word() =>
        Assert.Equal("UNKNOWN", PlateNumber.Normalise("unknown"));

    [Theory]
    [InlineData("1-ABC-123", true)]
    [InlineData("ABCDEFGHIJKL", true)]
    [InlineData("ABCDEFGHIJKLM", false)]
    [InlineData("TRANSPORT JANSSENS 0475123456", false)]
    [InlineData("unknown", false)]
    [InlineData(null, false)]
    public void The_writing_on_a_lorry_is_kept_but_told_apart(string? raw, bool plausible) =>
        Assert.Equal(plausible, PlateNumber.IsPlausible(raw));

    [Fact]
    public void Whatever_is_sent_becomes_at_most_twelve_letters_and_digits() =>
        Prop.ForAll<string?>(IsSound).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Whatever_bytes_are_sent_become_at_most_twelve_letters_and_digits()
    {
        var random = new Random(1);
        var units = new byte[2 * 40];
        for (var i = 0; i < 50_000; i++)
        {
            random.NextBytes(units);
            var raw = MemoryMarshal.Cast<byte, char>(units)[..random.Next(41)].ToString(); // surrogates in any order among them
            Assert.True(IsSound(raw), raw);
        }
    }

    static bool IsSound(string? raw)
    {
        var plate = PlateNumber.Normalise(raw);
        var observed = PlateNumber.NormaliseObserved(raw);
        return plate.Length <= 12 && plate.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))
            && observed.Length <= 12 && observed.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '?')
            && string.Equals(PlateNumber.Normalise(plate), plate, StringComparison.Ordinal)
            && string.Equals(PlateNumber.NormaliseObserved(observed), observed, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_character_there_is_folds_to_capital_letters_and_digits_only()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            var raw = value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString() : new Rune(value).ToString();
            var plate = PlateNumber.Normalise(raw + raw);
            Assert.True(plate.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)), $"U+{value:X4} gives {plate}");
            Assert.Equal(plate, PlateNumber.Normalise(plate));
        }
    }

    [Theory]
    [InlineData("A", "AAAAAAAAAAAA")]
    [InlineData("-", "")]
    [InlineData("\uD800", "")]
    [InlineData("\uFDFA", "")]
    public void A_text_of_a_million_characters_is_answered_at_once(string unit, string normalised)
    {
        var raw = new StringBuilder().Insert(0, unit, 1_000_000).ToString();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(normalised, PlateNumber.Normalise(raw));
        Assert.Equal(normalised, PlateNumber.NormaliseObserved(raw));
        Assert.False(PlateNumber.ForEntry(raw).Succeeded);
        Assert.Null(Country.Normalise(raw));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }
}
