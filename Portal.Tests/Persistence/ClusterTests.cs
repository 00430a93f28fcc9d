using Npgsql;

namespace Portal.Tests.Persistence;

public sealed class ClusterTests(ClassDatabase database) : IClassFixture<ClassDatabase>
{
    [Fact]
    public async Task A_clone_holds_what_the_template_holds_with_its_rights()
    {
        await using var pool = NpgsqlDataSource.Create(await database.ConnectionAsync("portal_app"));
        await using var read = pool.CreateCommand("select count(*) from zones where \"Kind\" = 0");
        await using var write = pool.CreateCommand("create table refused (id int)");

        Assert.Equal(3L, await read.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
