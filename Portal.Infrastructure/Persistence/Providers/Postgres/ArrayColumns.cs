using Npgsql;
using NpgsqlTypes;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>Gives a command one array parameter a column, in the order of the calls, for <c>unnest</c>.</summary>
sealed class ArrayColumns<T>(NpgsqlCommand command, IReadOnlyList<T> rows)
{
    public ArrayColumns<T> Text(Func<T, string?> value) => Add(NpgsqlDbType.Text, value);

    public ArrayColumns<T> Id(Func<T, Guid> value) => Add(NpgsqlDbType.Uuid, value);

    public ArrayColumns<T> Number(Func<T, int> value) => Add(NpgsqlDbType.Integer, value);

    public ArrayColumns<T> Real(Func<T, double?> value) => Add(NpgsqlDbType.Real, r => (float?)value(r));

    public ArrayColumns<T> Flag(Func<T, bool> value) => Add(NpgsqlDbType.Boolean, value);

    public ArrayColumns<T> Bytes(Func<T, byte[]?> value) => Add(NpgsqlDbType.Bytea, value);

    public ArrayColumns<T> Time(Func<T, DateTimeOffset?> value) => Add(NpgsqlDbType.TimestampTz, r => value(r)?.UtcDateTime);

    ArrayColumns<T> Add<TColumn>(NpgsqlDbType type, Func<T, TColumn> value)
    {
        command.Parameters.Add(new NpgsqlParameter<TColumn[]> { TypedValue = [.. rows.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type });
        return this;
    }
}
