using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using Portal.Anpr.Hits;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Tests.Identity;

/// <summary>The second ring: every public operation of every service that knows who acts, called by somebody of the zone without any permission, for everything the zone has. The list comes from the assembly, so that a new one is in it.</summary>
public sealed class ServiceAccessTests(ServiceAccessTests.Fixture portal) : IClassFixture<ServiceAccessTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await Tenants.ZoneFill.EveryTableAsync(this, "5340");
            await using var owner = NpgsqlDataSource.Create(await ConnectionAsync("portal_owner"));
            await Eventually.TrueAsync("the last use of the fill's sources is written down", async () => // a moment later than the posts
            {
                await using var command = owner.CreateCommand("""select count(*) from read_sources where "LastUsedAt" is null""");
                return (long)(await command.ExecuteScalarAsync(Stop))! == 0;
            });
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>Know the person and decide nothing by permission; a line here is a decision.</summary>
    static readonly string[] Without =
    [
        nameof(ZoneAccess), // gives the permissions
        nameof(TenantScopes), // whoever calls it has asked
        nameof(Portal.Identity.Access.AccessDoor), // open to everybody
        nameof(Portal.Identity.Access.RoleChoice), // a rule of services that have asked
        nameof(Portal.Audit.AuditTrail), // writes down what others have allowed
    ];

    static readonly List<MethodInfo> Operations = [.. typeof(PortalDbContext).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false, IsPublic: true } && !Without.Contains(t.Name) && t.Namespace is { } n && !n.StartsWith("Portal.Persistence", StringComparison.Ordinal))
        .Where(t => t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(CurrentUser))))
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(m => !m.IsSpecialName && IsAsync(m.ReturnType))];

    [Fact]
    public async Task Without_a_permission_every_operation_refuses_and_shows_nothing()
    {
        Assert.True(Operations.Count > 60, $"{Operations.Count} operations found");
        var ids = await IdsAsync();
        Assert.True(ids.Count > 20);
        var before = await ContentAsync();
        var faults = new List<string>();
        foreach (var operation in Operations.Select(o => o.IsGenericMethodDefinition ? o.MakeGenericMethod(typeof(Hit)) : o))
        {
            var name = $"{operation.DeclaringType!.Name}.{operation.Name}";
            foreach (var id in operation.GetParameters().Any(p => Mentions(p.ParameterType)) ? ids : [Guid.Empty])
            {
                await using var scope = await portal.AsAsync("5340", ZoneRole.Member);
                var member = TestPeople.Of("5340", ZoneRole.Member);
                scope.Get<CurrentUser>().Become(member.Id, member.Name, new HashSet<string>());
                var service = (object)scope.GetType().GetMethod(nameof(ActingScope.Get))!.MakeGenericMethod(operation.DeclaringType!).Invoke(scope, null)!;
                try
                {
                    var answer = await AnswerAsync(operation.Invoke(service, [.. operation.GetParameters().Select(p => MadeUp(p.ParameterType, id))])!);
                    if (!IsRefusal(answer)) faults.Add($"{name} answers {answer}");
                }
                catch (Exception e)
                {
                    faults.Add($"{name} throws {(e as TargetInvocationException)?.InnerException?.Message ?? e.Message}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
        Assert.Equal(before, await ContentAsync());
    }

    static bool IsAsync(Type type) => type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() is var generic && (generic == typeof(Task<>) || generic == typeof(ValueTask<>) || generic == typeof(IAsyncEnumerable<>))));

    static bool Mentions(Type type, int depth = 0) => type == typeof(Guid) || type == typeof(Guid?)
        || (depth < Deepest && IsRecord(type) && type.GetConstructors().Any(c => c.GetParameters().Any(p => Mentions(p.ParameterType, depth + 1))))
        || (depth < Deepest && type.IsGenericType && type.GetGenericArguments().Any(a => Mentions(a, depth + 1)));

    static bool IsRecord(Type type) => type.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true && !type.IsEnum && !type.IsInterface && !type.IsAbstract && !typeof(Delegate).IsAssignableFrom(type);

    /// <summary>Records that hold records are filled this far.</summary>
    const int Deepest = 3;

    static object? MadeUp(Type type, Guid id, int depth = 0) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => MadeUp(inner, id, depth),
        _ when type == typeof(Guid) => id,
        _ when type == typeof(string) => "nl",
        _ when type == typeof(int) => 1,
        _ when type == typeof(byte[]) => new byte[] { 1 },
        _ when type == typeof(Stream) => new MemoryStream([1]),
        _ when type == typeof(DateOnly) => Brussels.DayOf(TimeProvider.System.GetUtcNow()),
        _ when type == typeof(DateTimeOffset) => TimeProvider.System.GetUtcNow(),
        _ when type == typeof(CancellationToken) => Stop,
        _ when type.IsArray => MadeUpList(type.GetElementType()!, id, depth),
        _ when type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var item] && type.IsAssignableFrom(item.MakeArrayType()) => MadeUpList(item, id, depth),
        _ when type.IsValueType && !IsRecord(type) => Activator.CreateInstance(type),
        _ when depth >= Deepest => null,
        _ when IsRecord(type) && Constructor(type) is { } made => made.Invoke([.. made.GetParameters().Select(p => MadeUp(p.ParameterType, id, depth + 1))]),
        _ when IsRecord(type) => RuntimeHelpers.GetUninitializedObject(type),
        _ => null,
    };

    static Array MadeUpList(Type item, Guid id, int depth)
    {
        var list = Array.CreateInstance(item, 1);
        list.SetValue(MadeUp(item, id, depth + 1), 0);
        return list;
    }

    static ConstructorInfo? Constructor(Type type) => type.GetConstructors().Where(c => c.GetParameters().All(p => p.ParameterType != type)).OrderBy(c => c.GetParameters().Length).FirstOrDefault();

    static async Task<object?> AnswerAsync(object started)
    {
        if (started.GetType().GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is { } rows)
            return await (Task<int>)typeof(ServiceAccessTests).GetMethod(nameof(CountAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(rows.GetGenericArguments()).Invoke(null, [started])!;
        if (started.GetType() is { IsValueType: true } value) started = value.GetMethod("AsTask")!.Invoke(started, null)!;
        var task = (Task)started;
        await task;
        return task.GetType().GetProperty("Result")?.GetValue(task) is { } result && result.GetType().Name != "VoidTaskResult" ? result : null;
    }

    static async Task<int> CountAsync<T>(IAsyncEnumerable<T> rows)
    {
        var count = 0;
        await foreach (var _ in rows) count++;
        return count;
    }

    /// <summary>A refusal says so; a reading without permission gives nothing at all.</summary>
    static bool IsRefusal(object? answer) => answer switch
    {
        null or false or 0 or 0L or "" => true,
        _ when answer.GetType() is { IsGenericType: true } or { Name: nameof(Result) } && answer.GetType().Name.StartsWith(nameof(Result), StringComparison.Ordinal) =>
            answer.GetType().GetProperty(nameof(Result.Error))!.GetValue(answer) is Error { Kind: ErrorKind.Forbidden or ErrorKind.NotFound },
        IEnumerable list => !list.Cast<object?>().Any(),
        _ when !IsRecord(answer.GetType()) && !answer.GetType().Name.StartsWith("ValueTuple", StringComparison.Ordinal) => answer.GetType().IsValueType && answer.Equals(Activator.CreateInstance(answer.GetType())),
        _ => answer.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name != "EqualityContract" && p.GetIndexParameters().Length == 0).All(p => IsRefusal(p.GetValue(answer))),
    };

    /// <summary>Identifiers of everything that the zone has.</summary>
    async Task<IReadOnlyList<Guid>> IdsAsync()
    {
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        var ids = new List<Guid>();
        foreach (var table in await TablesAsync(owner, "Id"))
        {
            await using var command = owner.CreateCommand($"""select "Id" from "{table}" where "Tenant" = '5340' limit 2""");
            await using var reader = await command.ExecuteReaderAsync(Stop);
            while (await reader.ReadAsync(Stop)) ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    /// <summary>A fingerprint of every row of every tenant's tables.</summary>
    async Task<string> ContentAsync()
    {
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        var all = new StringBuilder();
        foreach (var table in await TablesAsync(owner, "Tenant"))
        {
            await using var command = owner.CreateCommand($"""select coalesce(md5(string_agg(t::text, '' order by t::text)), '') from "{table}" t""");
            all.AppendLine(CultureInfo.InvariantCulture, $"{table} {await command.ExecuteScalarAsync(Stop)}");
        }

        return all.ToString();
    }

    static async Task<List<string>> TablesAsync(NpgsqlDataSource owner, string column)
    {
        await using var command = owner.CreateCommand($"""
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute t on t.attrelid = c.oid and t.attname = 'Tenant' join pg_attribute a on a.attrelid = c.oid and a.attname = '{column}'
            where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var tables = new List<string>();
        while (await reader.ReadAsync(Stop)) tables.Add(reader.GetString(0));
        return tables;
    }
}
