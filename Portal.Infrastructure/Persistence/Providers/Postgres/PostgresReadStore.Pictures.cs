using Npgsql;
using Portal.Anpr.Ingest;
using Portal.Anpr.Pictures;

namespace Portal.Persistence.Providers.Postgres;

/// <content>Pictures, in the transaction of their reads.</content>
sealed partial class PostgresReadStore
{
    const string InsertPictures = """
        insert into read_pictures ("Tenant", "CapturedAt", "CameraId", "SourceKey", "Kind", "MediaType", "Width", "Height", "Size", "Sha256", "Content", "Thumbnail")
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing
        """;

    const string InsertQuarantinedPictures = """
        insert into quarantined_pictures ("Tenant", "SourceId", "BodyHash", "Kind", "Content") select * from unnest($1, $2, $3, $4, $5) on conflict do nothing
        """;

    /// <summary>Before the transaction: whatever the folder does, no lock waits for it.</summary>
    /// <returns>Pictures that the folder has.</returns>
    async Task<IReadOnlySet<PictureToStore>> WriteFilesAsync(IReadOnlyList<ReadToStore> reads)
    {
        var all = reads.SelectMany(r => r.Pictures.Select(p => (Read: r, Picture: p))).ToList();
        var taken = await files.TryWriteAsync([.. all.Select(x => (new ReadPicturePlace(x.Read.Tenant, x.Read.CapturedAt, x.Read.CameraId, x.Read.SourceKey, x.Picture.Kind, x.Picture.Sha256), x.Picture.Bytes))]);
        return all.Where((_, n) => taken[n]).Select(x => x.Picture).ToHashSet<PictureToStore>(ReferenceEqualityComparer.Instance);
    }

    static async Task InsertPicturesAsync(NpgsqlConnection connection, IReadOnlyList<ReadToStore> reads, IReadOnlySet<PictureToStore> inFolder, CancellationToken stop)
    {
        List<(ReadToStore Read, PictureToStore Picture, byte[]? Content)> rows = [.. reads.SelectMany(r => r.Pictures.Select(p => (r, p, inFolder.Contains(p) ? null : p.Bytes.ToArray())))];
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand(InsertPictures, connection);
        new ArrayColumns<(ReadToStore Read, PictureToStore Picture, byte[]? Content)>(command, rows).Text(r => r.Read.Tenant).Time(r => r.Read.CapturedAt).Id(r => r.Read.CameraId).Bytes(r => r.Read.SourceKey)
            .Number(r => (int)r.Picture.Kind).Text(r => r.Picture.Facts.MediaType).Number(r => r.Picture.Facts.Width).Number(r => r.Picture.Facts.Height).Number(r => r.Picture.Bytes.Length)
            .Bytes(r => r.Picture.Sha256).Bytes(r => r.Content).Bytes(r => r.Picture.Thumbnail);
        await command.ExecuteNonQueryAsync(stop);
    }

    static async Task InsertQuarantinedPicturesAsync(NpgsqlConnection connection, IReadOnlyList<(MessageToQuarantine Message, PictureToStore Picture)> rows, CancellationToken stop)
    {
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand(InsertQuarantinedPictures, connection);
        new ArrayColumns<(MessageToQuarantine Message, PictureToStore Picture)>(command, rows).Text(r => r.Message.Tenant).Id(r => r.Message.SourceId).Bytes(r => r.Message.BodyHash)
            .Number(r => (int)r.Picture.Kind).Bytes(r => r.Picture.Bytes.ToArray());
        await command.ExecuteNonQueryAsync(stop);
    }
}
