using static Portal.Anpr.Ingest.DialectMessages;

namespace Portal.Anpr.Ingest;

public class HikvisionDialectTimeTests
{
    [Theory]
    // Summer and winter
    [InlineData("2026-07-01T08:15:30", "2026-07-01T06:15:30.000Z")]
    [InlineData("2026-01-01T08:15:30", "2026-01-01T07:15:30.000Z")]
    // 29 March 2026: from 02:00 to 03:00; the hour between is a clock's that was not put forward
    [InlineData("2026-03-29T01:59:59", "2026-03-29T00:59:59.000Z")]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:30:00.000Z")]
    [InlineData("2026-03-29T03:00:00", "2026-03-29T01:00:00.000Z")]
    // 25 October 2026: from 03:00 back to 02:00; the hour that comes twice is taken as the first
    [InlineData("2026-10-25T01:59:59", "2026-10-24T23:59:59.000Z")]
    [InlineData("2026-10-25T02:00:00", "2026-10-25T00:00:00.000Z")]
    [InlineData("2026-10-25T02:59:59", "2026-10-25T00:59:59.000Z")]
    [InlineData("2026-10-25T03:00:00", "2026-10-25T02:00:00.000Z")]
    public void A_time_without_offset_is_Brussels_time_of_a_clock_not_to_be_trusted(string sent, string utc)
    {
        var read = Sent(sent, "");

        Assert.Equal(utc, Shown(read));
        Assert.Equal(ClockTrust.CameraUnsynchronised, read.ClockTrust);
    }

    [Theory]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00.000Z")]
    [InlineData("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00.000Z")]
    [InlineData("2026-03-29T02:30:00+08:00", "2026-03-28T18:30:00.000Z")]
    [InlineData("2026-03-29T02:30:00+8:00", "2026-03-28T18:30:00.000Z")]
    public void A_time_with_offset_is_what_it_says(string sent, string utc)
    {
        var read = Sent(sent, "");

        Assert.Equal(utc, Shown(read));
        Assert.Equal(ClockTrust.Unknown, read.ClockTrust);
    }

    [Theory]
    [InlineData("2026-03-01T08:15:30+01:00", "20260301081530654", "2026-03-01T07:15:30.654Z")]
    [InlineData("2026-03-01T08:15:31+01:00", "20260301081530654", "2026-03-01T07:15:31.000Z")]
    [InlineData("2026-03-01T08:15:30+01:00", "20260301081531000", "2026-03-01T07:15:30.000Z")]
    [InlineData("2026-03-01T08:15:30.100+01:00", "20260301081530654", "2026-03-01T07:15:30.100Z")]
    [InlineData("2026-03-01T08:15:30+01:00", "0", "2026-03-01T07:15:30.000Z")]
    public void The_picture_gives_the_milliseconds_of_the_same_second(string sent, string picture, string utc) =>
        Assert.Equal(utc, Shown(Sent(sent, picture)));

    [Theory]
    [InlineData("")]
    [InlineData("0000-00-00T00:00:00+01:00")]
    public void The_time_of_the_picture_serves_when_the_event_has_none(string sent)
    {
        var read = Sent(sent, "20260701081530654");

        Assert.Equal("2026-07-01T06:15:30.654Z", Shown(read));
        Assert.Equal(ClockTrust.CameraUnsynchronised, read.ClockTrust);
    }

    [Fact]
    public void A_read_without_any_usable_time_is_still_a_read() => Assert.Null(Sent("yesterday", "soon").CapturedAt);

    static IncomingRead Sent(string dateTime, string absTime) => ReadOne("hikvision", HikvisionEvent
        .Replace("2026-03-01T08:15:30+01:00", dateTime, StringComparison.Ordinal)
        .Replace("20260301081530654", absTime, StringComparison.Ordinal));

    static string Shown(IncomingRead read) => read.CapturedAt!.Value.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null);
}
