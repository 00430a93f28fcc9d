using Portal.Common;
using Portal.Leave;

namespace Portal.Tests.Leave;

/// <summary>The years of one person together, the one to come included.</summary>
public sealed class LeaveBookTests
{
    static readonly WorkCalendar Calendar = new(new([new(WorkWeek.Standard)]), []);
    static readonly DateOnly January = new(2027, 1, 4);

    static LeaveBook Book(params BookLine[] more) =>
        new([new(2026, 2, null)], [new(2026, new(new(2026, 1, 1), LedgerEntryKind.Entitlement, 2)), .. more], year => new(year, 6, 1), 2027);

    static Result Asked(LeaveBook book, DateOnly from, int days) => new LeaveEligibility(book.Accounts, book.Uses, Calendar).Check(LeaveSpan.Each(from, from.AddDays(days - 1)));

    [Fact]
    public void Next_year_is_looked_ahead_to_with_its_own_days_and_the_rest()
    {
        var book = Book();
        Assert.Equal((false, 4m, 2m), (book.IsOpen(2027), book.Balance(2027)!.TotalLeft(January), book.Balance(2027)!.CarriedOverLeft));
        Assert.True(Asked(book, January, 4).Succeeded);
        Assert.Equal("leave.not_enough_in", Asked(book, January, 5).Error?.Code);
    }

    [Fact]
    public void Two_requests_ahead_do_not_take_the_same_days()
    {
        var first = LeaveSpan.Each(January, January.AddDays(2));
        var book = Book().With(Book().Charge(first, Calendar, false, Guid.NewGuid()));
        Assert.Equal(1, book.Balance(2027)!.TotalLeft(January));
        Assert.Equal("leave.not_enough_in", Asked(book, January.AddDays(7), 2).Error?.Code);
        // Next year has taken the rest of this one: it cannot be taken again before the year ends.
        Assert.False(Asked(book, new(2026, 12, 7), 1).Succeeded);
        Assert.True(Asked(Book(), new(2026, 12, 7), 1).Succeeded);
    }

    [Fact]
    public void What_is_given_back_is_what_was_taken_and_only_once()
    {
        var request = Guid.NewGuid();
        var taken = Book().Charge(LeaveSpan.Each(new(2026, 12, 30), January), Calendar, false, request);
        Assert.Equal([(2026, -2m), (2027, -2m)], taken.Select(l => (l.Year, l.Entry.Days)));
        var back = LeaveBook.GiveBack(taken).ToList();
        Assert.Equal([(2026, 2m), (2027, 2m)], back.Select(l => (l.Year, l.Entry.Days)));
        Assert.Empty(LeaveBook.GiveBack([.. taken, .. back]));
        Assert.Equal(Book().Balance(2026)!.TotalLeft(January), Book([.. taken, .. back]).Balance(2026)!.TotalLeft(January));
    }
}
