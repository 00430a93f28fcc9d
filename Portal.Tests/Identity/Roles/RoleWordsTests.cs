using System.Globalization;
using Portal.Common;
using Portal.Identity.Roles;
using Portal.Tenants;

namespace Portal.Tests.Identity.Roles;

public sealed class RoleWordsTests
{
    public static TheoryData<string> InLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(InLanguages))]
    public void Every_role_has_a_name_and_says_what_it_is_for(string language)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language + "-BE");
        Assert.All(Enum.GetNames<ZoneRole>(), r => Assert.NotNull(RolesText.ResourceManager.GetString("Role_" + r, CultureInfo.CurrentUICulture)));
        Assert.All(Enum.GetValues<ZoneRole>(), r => Assert.EndsWith(".", RoleWords.For(r), StringComparison.Ordinal));
        Assert.Distinct(Enum.GetValues<ZoneRole>().Select(RoleWords.Of));
    }

    [Theory]
    [MemberData(nameof(InLanguages))]
    public void Every_permission_has_words(string language)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language + "-BE");
        Assert.True(ZoneRoles.AllPermissions.Count > 25);
        Assert.All(ZoneRoles.AllPermissions, p => Assert.NotEqual(p, RoleWords.OfPermission(p)));
        Assert.Distinct(ZoneRoles.AllPermissions.Select(RoleWords.OfPermission));
    }
}
