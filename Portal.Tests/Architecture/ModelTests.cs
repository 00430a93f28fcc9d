using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Persistence.Providers.Postgres;
using Portal.Persistence.Providers.SqlServer;
using Portal.Tenants;
using static Portal.Tests.Architecture.Sources;

namespace Portal.Tests.Architecture;

/// <summary>What is stored: whose it is, who may change it, and that both providers know it.</summary>
public sealed class ModelTests
{
    /// <summary>Rows of no zone; a line here is a decision.</summary>
    static readonly Type[] Global = [typeof(TenantInfo), typeof(ZoneStateChange), typeof(ZoneMunicipality), typeof(ZoneOutline), typeof(Person), typeof(PersonSession), typeof(ProtectionKey)];

    static readonly PostgresPortalDbContext Postgres = PostgresPortalDbContext.ForOwner("Host=none");
    static readonly SqlServerPortalDbContext SqlServer = SqlServerPortalDbContext.ForOwner("Server=none");

    static IEnumerable<IEntityType> Stored => Postgres.Model.GetEntityTypes();

    static IEnumerable<IEntityType> Owned => Stored.Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType));

    [Fact]
    public void Every_entity_belongs_to_a_zone_or_is_on_the_short_list()
    {
        var others = Stored.Where(e => e.ClrType.Namespace!.StartsWith("Portal", StringComparison.Ordinal) && !typeof(ITenantOwned).IsAssignableFrom(e.ClrType)).Select(e => e.ClrType);
        Assert.Equal(Global.OrderBy(t => t.Name, StringComparer.Ordinal), others.OrderBy(t => t.Name, StringComparer.Ordinal));
        Assert.All(Stored.Where(e => !e.ClrType.Namespace!.StartsWith("Portal", StringComparison.Ordinal)), e => Assert.StartsWith("AspNet", e.GetTableName()));
    }

    [Fact]
    public void Every_entity_of_Domain_is_stored() =>
        Assert.Empty(Domain.Where(t => t is { IsAbstract: false, IsClass: true } && typeof(ITenantOwned).IsAssignableFrom(t)).Except(Stored.Select(e => e.ClrType)));

    [Fact]
    public void What_a_zone_owns_has_the_filter_of_the_zone()
    {
        Assert.NotEmpty(Owned);
        Assert.All(Owned, e => Assert.NotNull(e.FindDeclaredQueryFilter(PortalDbContext.TenantFilter)));
    }

    [Fact]
    public void Keys_and_unique_indexes_of_a_zones_rows_begin_with_the_zone()
    {
        foreach (var entity in Owned)
        {
            Assert.Equal("Tenant", entity.FindPrimaryKey()!.Properties[0].Name);
            Assert.All(entity.GetKeys(), k => Assert.Equal("Tenant", k.Properties[0].Name));
            Assert.All(entity.GetIndexes().Where(i => i.IsUnique), i => Assert.Equal("Tenant", i.Properties[0].Name));
        }
    }

    [Fact]
    public void A_reference_from_a_zones_row_to_a_zones_row_includes_the_zone()
    {
        var references = Owned.SelectMany(e => e.GetForeignKeys()).Where(k => typeof(ITenantOwned).IsAssignableFrom(k.PrincipalEntityType.ClrType)).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, k => Assert.Equal("Tenant", k.Properties[0].Name));
    }

    [Fact]
    public void Entities_are_closed()
    {
        var entities = Stored.Select(e => e.ClrType).Where(t => t.Namespace!.StartsWith("Portal", StringComparison.Ordinal)).Append(typeof(Entity)).ToList();
        var open = entities.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(p => p.SetMethod is { IsPublic: true });
        Assert.Empty(open.Select(p => $"{p.DeclaringType!.Name}.{p.Name}"));
        Assert.All(entities.Where(t => !t.IsAbstract), t => Assert.Null(t.GetConstructor(Type.EmptyTypes)));
        Assert.All(entities.Where(t => !t.IsAbstract), t => Assert.True(t.IsSealed, t.Name));
        Assert.Empty(entities.SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Instance)));
    }

    [Fact]
    public void Another_aggregate_is_known_by_its_identifier_alone() =>
        Assert.Empty(Stored.Where(e => e.ClrType.Namespace!.StartsWith("Portal", StringComparison.Ordinal)).SelectMany(e => e.GetNavigations()).Where(n => n.DeclaringEntityType.ClrType != typeof(Person) && n.Name != nameof(AuditLine.Content)).ToList());

    [Fact]
    public void Instants_are_named_at_and_days_on()
    {
        foreach (var property in Stored.Where(e => e.ClrType.Assembly == typeof(Entity).Assembly).SelectMany(e => e.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            Assert.NotEqual(typeof(DateTime), type);
            if (type == typeof(DateTimeOffset)) Assert.EndsWith("At", property.Name);
            if (type == typeof(DateOnly) && property.Name is not ("Day" or "Quarter")) Assert.EndsWith("On", property.Name); // a day or quarter that names the row
        }
    }

    [Fact]
    public void Every_text_has_a_length_or_is_known_to_be_long()
    {
        string[] unbounded = ["Hit.Evidence", "AuditLine.Details", "ProtectionKey.Xml", "ZoneOutline.GeoJson", "ZoneStateChange.Certificate", "OutboxMail.ProtectedBody", "ReportDraft.Body"];
        var found = Stored.Where(e => e.ClrType.Namespace!.StartsWith("Portal", StringComparison.Ordinal)).SelectMany(e => e.GetDeclaredProperties())
            .Where(p => p.ClrType == typeof(string) && p.GetMaxLength() is null && p.DeclaringType.ClrType != typeof(Person)).Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name}");
        Assert.Empty(found.Except(unbounded));
    }

    [Fact]
    public void Both_sets_of_migrations_are_up_to_date()
    {
        Assert.NotEmpty(Postgres.Database.GetMigrations());
        Assert.Equal(Postgres.Database.GetMigrations().Count(), SqlServer.Database.GetMigrations().Count());
        Assert.False(Postgres.Database.HasPendingModelChanges(), "PostgreSQL: add a migration");
        Assert.False(SqlServer.Database.HasPendingModelChanges(), "SQL Server: add a migration");
    }

    [Fact]
    public void Components_never_touch_the_database()
    {
        Assert.True(Components.Count > 15);
        Assert.Empty(Components.Where(c => Mentioned(c).Any(IsDatabase)).Select(c => c.Name));
        Assert.Empty(In("Portal", ".razor").Where(f => f.Text.Contains("EntityFrameworkCore", StringComparison.Ordinal) || f.Text.Contains("DbContext", StringComparison.Ordinal)).Select(f => f.Path));
        Assert.Empty(In("Portal", ".cs").Where(f => f.Path.EndsWith(".razor.cs", StringComparison.Ordinal) && f.Text.Contains("EntityFrameworkCore", StringComparison.Ordinal)).Select(f => f.Path));
    }

    static bool IsDatabase(Type type) => typeof(DbContext).IsAssignableFrom(type) || (type.Namespace ?? "").StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
        || (type.Namespace ?? "").StartsWith("Npgsql", StringComparison.Ordinal) || (type.IsGenericType && type.GetGenericArguments().Any(IsDatabase));

    /// <summary>Types in a component's members and, through nested state machines, in its methods' locals.</summary>
    static IEnumerable<Type> Mentioned(Type component)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return new[] { component }.Concat(component.GetNestedTypes(all)).SelectMany(t => t.GetFields(all).Select(f => f.FieldType).Concat(t.GetProperties(all).Select(p => p.PropertyType))
            .Concat(t.GetMethods(all).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType).Concat(m.GetMethodBody()?.LocalVariables.Select(l => l.LocalType) ?? []))));
    }
}
