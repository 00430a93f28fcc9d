using System.Text;
using Portal.Identity.Account;

namespace Portal.Tests.Identity.Account;

/// <summary>Codes as the standard says them.</summary>
public sealed class TimeCodeTests
{
    static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, the last six of eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void The_examples_of_the_standard_hold(long second, string code) => Assert.Equal(code, TimeCode.Of(Key, TimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(second))));

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Keys_are_written_as_RFC_4648_says(string bytes, string text) => Assert.Equal(text, TimeCode.ToText(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public void A_code_counts_one_step_around_and_not_when_it_is_used_up()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = TimeCode.StepAt(now);
        foreach (var apart in new[] { -1, 0, 1 }) Assert.Equal(step + apart, TimeCode.Find(Key, TimeCode.Of(Key, step + apart), now, 0));
        foreach (var apart in new[] { -2, 2 }) Assert.Null(TimeCode.Find(Key, TimeCode.Of(Key, step + apart), now, 0));
        Assert.Null(TimeCode.Find(Key, TimeCode.Of(Key, step), now, step));
        Assert.Equal(step + 1, TimeCode.Find(Key, TimeCode.Of(Key, step + 1), now, step));
    }
}
