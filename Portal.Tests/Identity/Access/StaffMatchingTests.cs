using Portal.Identity;
using Portal.Identity.Access;

namespace Portal.Tests.Identity.Access;

/// <summary>Who asks for access against the staff list, without a database.</summary>
public sealed class StaffMatchingTests
{
    static readonly Guid One = Guid.NewGuid(), Other = Guid.NewGuid();

    static AccessRequest Request(string first = "Zoë", string last = "De Smet", string email = "zoe@zone.test", string? number = "1234") =>
        new("5340", first, last, email, number, null, "nl", null, DateTimeOffset.UnixEpoch);

    static StaffCandidate Staff(Guid id, string name = "de smet zoe", string? number = "1234", string? email = "zoe@zone.test", bool account = false, bool left = false) => new(id, name, number, email, account, left);

    static (StaffMatch, Guid?) Match(AccessRequest request, params StaffCandidate[] staff) => StaffMatching.Of(request, staff);

    [Fact]
    public void Name_and_address_are_certain_name_and_number_alone_are_for_a_person()
    {
        Assert.Equal((StaffMatch.Certain, One), Match(Request(), Staff(One)));
        Assert.Equal((StaffMatch.Doubtful, One), Match(Request(), Staff(One, email: null))); // anybody who knows a colleague's number could ask with an address of their own
        Assert.Equal((StaffMatch.Certain, One), Match(Request(), Staff(One, number: null)));
        Assert.Equal((StaffMatch.Certain, One), Match(Request(number: null), Staff(One)));
    }

    [Theory]
    [InlineData("ZOE", "de smet")]
    [InlineData("De Smet", "Zoë")] // the wrong way round
    [InlineData("zoé", "De-Smet")]
    public void Accents_case_and_order_do_not_matter(string first, string last) => Assert.Equal((StaffMatch.Certain, One), Match(Request(first, last), Staff(One)));

    [Fact]
    public void What_contradicts_makes_it_doubtful()
    {
        Assert.Equal((StaffMatch.Doubtful, One), Match(Request(), Staff(One, email: "other@zone.test"))); // the invitation would go to an address that the list does not know
        Assert.Equal((StaffMatch.Doubtful, One), Match(Request(), Staff(One, number: "9999")));
        Assert.Equal((StaffMatch.Doubtful, One), Match(Request(last: "Peeters"), Staff(One)));
        Assert.Equal((StaffMatch.Doubtful, One), Match(Request(), Staff(One, email: null), Staff(Other, "peeters jan", "77", "zoe@zone.test")));
    }

    [Fact]
    public void Several_an_account_or_a_leaver_make_it_doubtful()
    {
        Assert.Equal(StaffMatch.Doubtful, Match(Request(), Staff(One, email: null), Staff(Other, number: null)).Item1);
        Assert.Equal((StaffMatch.Doubtful, One), Match(Request(), Staff(One, account: true)));
        Assert.Equal((StaffMatch.Doubtful, One), Match(Request(), Staff(One, left: true)));
        Assert.Equal((StaffMatch.Certain, One), Match(Request(), Staff(One), Staff(Other, number: "55", email: "namesake@zone.test"))); // a namesake is somebody else
    }

    [Fact]
    public void Nothing_in_common_is_nobody()
    {
        Assert.Equal((StaffMatch.None, null), Match(Request()));
        Assert.Equal((StaffMatch.None, null), Match(Request(), Staff(One, "peeters jan", "77", "jan@zone.test")));
        Assert.Equal((StaffMatch.None, null), Match(Request(number: null), Staff(One, "peeters jan", null, null)));
        Assert.Equal((StaffMatch.None, null), Match(Request("李", "王", "li@zone.test", null), Staff(One, "", null, null))); // an empty name is no name
    }
}
