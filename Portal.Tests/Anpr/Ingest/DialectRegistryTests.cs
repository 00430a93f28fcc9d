using System.Reflection;

namespace Portal.Anpr.Ingest;

public class DialectRegistryTests
{
    [Theory]
    [InlineData("portal", typeof(PortalDialect))]
    [InlineData("hikvision", typeof(HikvisionDialect))]
    [InlineData("platerecognizer", typeof(PlateRecognizerDialect))]
    public void A_dialect_is_found_by_its_name(string name, Type type)
    {
        Assert.IsType(type, IngestDialects.Find(name));
        Assert.Contains(name, IngestDialects.Names, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Portal")]
    [InlineData("dahua")]
    public void Another_name_finds_nothing(string name) => Assert.Null(IngestDialects.Find(name));

    [Fact]
    public void The_list_of_reasons_holds_every_reason_once()
    {
        var constants = typeof(UnreadableReasons).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(constants.Order(StringComparer.Ordinal), UnreadableReasons.All.Order(StringComparer.Ordinal));
    }
}
