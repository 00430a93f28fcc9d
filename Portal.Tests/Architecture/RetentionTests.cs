using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr;
using Portal.Common;
using Portal.Identity;
using Portal.Leave;
using Portal.Persistence;
using Portal.Persistence.Providers.Postgres;
using Portal.Retention;

namespace Portal.Tests.Architecture;

/// <summary>Nothing is stored without somebody having said how long, and what becomes of it when zones merge.</summary>
public sealed class RetentionTests
{
    static readonly IModel Model = PostgresPortalDbContext.ForOwner("Host=none").Model;

    static IEnumerable<IEntityType> Stored(IModel model) => model.GetEntityTypes().Where(e => e.GetTableName() is not null);

    static IReadOnlyList<string> WithoutKind(IModel model) => [.. Stored(model).Where(e => e.Kept() is null).Select(e => e.ClrType.Name)];

    static IReadOnlyList<string> WithoutMerger(IModel model) => [.. Stored(model).Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType) && e.Merger() is null).Select(e => e.ClrType.Name)];

    /// <summary>The kinds of the steps that the modules register, without making the steps.</summary>
    static List<RetentionKind> Steps()
    {
        var services = new ServiceCollection();
        services.AddRetention().AddAnpr().AddPortalIdentity().AddLeave();
        return [.. services.Where(s => s.ServiceType == typeof(IRetentionStep)).Select(s => ((IRetentionStep)(s.ImplementationInstance ?? RuntimeHelpers.GetUninitializedObject(s.ImplementationType!))).Kind)];
    }

    [Fact]
    public void Every_stored_type_has_a_retention_kind() => Assert.Empty(WithoutKind(Model));

    [Fact]
    public void Everything_that_a_zone_owns_says_what_a_merger_does_with_it() => Assert.Empty(WithoutMerger(Model));

    [Fact]
    public void What_nobody_declared_is_found()
    {
        using var context = new Undeclared();
        Assert.Equal([nameof(Forgotten)], WithoutKind(context.Model));
        Assert.Equal([nameof(Forgotten)], WithoutMerger(context.Model));
    }

    [Fact]
    public void Every_kind_of_which_something_goes_has_exactly_one_step() => Assert.Equal(RetentionKinds.Removed.Select(k => k.Key).Order(StringComparer.Ordinal), Steps().Select(k => k.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_kind_has_tables_or_says_where_its_rows_lie()
    {
        var stored = Stored(Model).Select(e => e.Kept()!).ToHashSet();
        Assert.All(RetentionKinds.All.Except(stored), k => Assert.True(k.Start is RetentionStart.NoneYet or RetentionStart.Elsewhere || (k.Inside is { } other && stored.Contains(RetentionKinds.Find(other)!)), k.Key));
        Assert.All(RetentionKinds.All.Where(k => k.Start is RetentionStart.NoneYet or RetentionStart.Elsewhere), k => Assert.DoesNotContain(k, stored));
    }

    [Fact]
    public void Kinds_are_told_apart_and_their_bounds_hold()
    {
        Assert.Equal(RetentionKinds.All.Count, RetentionKinds.All.DistinctBy(k => k.Key).Count());
        Assert.All(RetentionKinds.All, k => Assert.InRange(k.Key.Length, 1, RetentionKind.KeyLength));
        Assert.All(RetentionKinds.All.Where(k => k.HasLimit), k => Assert.True(k.MinDays > 0 && k.MinDays <= k.UsualDays && k.UsualDays <= k.MaxDays, k.Key));
        Assert.All(RetentionKinds.All.Where(k => !k.HasLimit), k => Assert.Equal((0, 0, 0), (k.MinDays, k.UsualDays, k.MaxDays)));
        Assert.All(RetentionKinds.All.Where(k => k.Start == RetentionStart.WithOther), k => Assert.True(RetentionKinds.Find(k.With)!.HasLimit, k.Key));
    }

    [Fact]
    public void Of_shared_tables_only_what_belongs_to_people_goes_by_itself() =>
        Assert.All(Stored(Model).Where(e => !typeof(ITenantOwned).IsAssignableFrom(e.ClrType)), e => Assert.True(e.Kept()!.PortalWide || e.Kept()!.Start == RetentionStart.Never, e.GetTableName()));

    [Fact]
    public void No_column_that_names_a_person_is_forgotten_when_accounts_go()
    {
        var naming = PostgresRetention.Naming(Model);
        Assert.Contains(("audit_lines", "PersonId"), naming);
        Assert.Contains(("staff_members", "PersonId"), naming);
        Assert.Contains(("reports", "AuthorId"), naming);
        Assert.Contains(("legal_holds", "PlacedBy"), naming);
        var keys = Stored(Model).SelectMany(e => e.GetForeignKeys()).Where(k => k.PrincipalEntityType.ClrType == typeof(Person) && k.DeclaringEntityType.ClrType.Namespace!.StartsWith("Portal", StringComparison.Ordinal))
            .Where(k => k.DeclaringEntityType.ClrType != typeof(PersonSession) && k.DeclaringEntityType.ClrType != typeof(Membership)).Select(k => (k.DeclaringEntityType.GetTableName()!, k.Properties[^1].GetColumnName()));
        Assert.Empty(keys.Except(naming));
    }

    public static TheoryData<string> InLanguages => [.. Languages.All];

    [Theory]
    [MemberData(nameof(InLanguages))]
    public void Every_kind_has_a_name_a_description_and_a_ground(string language) => Assert.All(RetentionKinds.All, k => Assert.All(
        new[] { "Kind_", "What_", "Ground_" }, word => Assert.False(string.IsNullOrWhiteSpace(Portal.Retention.RetentionText.ResourceManager.GetString(word + k.Key, new CultureInfo(language))), word + k.Key)));

    /// <summary>A row of a zone of which nobody said how long it stays.</summary>
    sealed class Forgotten : ITenantOwned
    {
        public string Tenant { get; } = "";

        public Guid Id { get; private set; }
    }

    sealed class Undeclared : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder builder) => builder.UseNpgsql("Host=none");

        protected override void OnModelCreating(ModelBuilder builder) => builder.Entity<Forgotten>().ToTable("forgotten").HasKey(f => f.Id);
    }
}
