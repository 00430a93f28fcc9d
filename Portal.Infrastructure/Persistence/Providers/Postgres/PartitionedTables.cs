using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Portal.Persistence.Providers.Postgres;

#pragma warning disable EF1001 // the provider's options are an internal type; the generator's constructor asks for it
/// <summary>EF has no word for partitioned tables: this adds the clause to CREATE TABLE, so that migrations stay generated.</summary>
sealed class PartitionedTables(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options) : NpgsqlMigrationsSqlGenerator(dependencies, options)
{
    static readonly Dictionary<string, string> RangeOf = new() { ["reads"] = "CapturedAt", ["read_pictures"] = "CapturedAt" };

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!RangeOf.TryGetValue(operation.Name, out var column))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append($" PARTITION BY RANGE (\"{column}\")").AppendLine(";").EndCommand();
    }
}
#pragma warning restore EF1001
