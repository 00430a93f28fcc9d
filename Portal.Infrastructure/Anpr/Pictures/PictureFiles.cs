using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Portal.Anpr.Pictures;

/// <summary>
/// Where a picture of a read lies in the shared folder: <c>reads/DAY/ZONE/TIME-CAMERA-KEY-KIND-HASH</c>, so that a day and a zone's past can be removed by name, and another picture
/// under the same key is another file.
/// </summary>
public readonly record struct ReadPicturePlace(string Tenant, DateTimeOffset CapturedAt, Guid CameraId, byte[] SourceKey, PictureKind Kind, byte[] Sha256)
{
    internal const string TimeFormat = "HHmmssfff";

    internal string Path => System.IO.Path.Combine(
        "reads", CapturedAt.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), Tenant,
        $"{CapturedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{CameraId:N}-{Convert.ToHexStringLower(SourceKey)}-{(int)Kind}-{PictureFiles.Mark(Sha256)}");
}

/// <summary>
/// The folder that all nodes share, when <c>Pictures:Directory</c> names one; else pictures lie in the database. A file is complete and on the disk before the row that speaks of
/// it is committed; what a crash leaves behind without a row is removed with its day.
/// </summary>
/// <remarks>The folder holds a file <see cref="Marker"/> that its administrator made: an empty mount point, where the share should be, has none and is not taken for it.</remarks>
public sealed class PictureFiles(IConfiguration configuration, TimeProvider clock, ILogger<PictureFiles> log)
{
    public const string Marker = ".portal-pictures";

    const string DayFormat = "yyyyMMdd";

    /// <summary>Longer than this no read waits for the folder; the database takes its picture instead.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>After a failure the folder is left alone for so long.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>A copy for a hit that has just been confirmed has its row within this time.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    readonly string? root = configuration["Pictures:Directory"] is { Length: > 0 } directory ? Path.GetFullPath(directory) : null;
    DateTimeOffset restsUntil;

    internal static string Mark(byte[] sha256) => Convert.ToHexStringLower(sha256.AsSpan(0, Math.Min(8, sha256.Length)));

    /// <returns>For each picture whether the folder has it; false when the database must keep the bytes. A read is neither lost nor kept waiting with its folder.</returns>
    public async Task<IReadOnlyList<bool>> TryWriteAsync(IReadOnlyList<(ReadPicturePlace Place, ReadOnlyMemory<byte> Bytes)> pictures)
    {
        if (root is null || pictures.Count == 0 || clock.GetUtcNow() < restsUntil) return new bool[pictures.Count];
        var writes = pictures.Select(p => Task.Run(() => Write(Path.Combine(root, p.Place.Path), p.Bytes))).ToList(); // a share that hangs holds a thread of the pool, and no read
        await Task.WhenAny(Task.WhenAll(writes), Task.Delay(Patience, clock));
        if (writes.TrueForAll(w => w.IsCompletedSuccessfully)) return [.. writes.Select(_ => true)];
        restsUntil = clock.GetUtcNow() + Rest;
        log.LogError(writes.FirstOrDefault(w => w.IsFaulted)?.Exception, "The folder of pictures does not take a file; for a minute the database keeps what comes");
        return [.. writes.Select(w => w.IsCompletedSuccessfully)];
    }

    /// <returns>Null when it has gone.</returns>
    /// <exception cref="IOException">The folder cannot be reached; trying again later makes sense.</exception>
    public async ValueTask<byte[]?> ReadAsync(ReadPicturePlace place, CancellationToken stop) => await ReadAsync(place.Path, stop);

    /// <returns>Null when it has gone.</returns>
    /// <exception cref="IOException">The folder cannot be reached; trying again later makes sense.</exception>
    public async ValueTask<byte[]?> ReadAsync(string tenant, Guid hit, PictureKind kind, byte[] sha256, CancellationToken stop) => await ReadAsync(HitPath(tenant, hit, kind, sha256), stop);

    /// <summary>Copies a read's picture for a hit, before the hit's row is saved.</summary>
    public async Task<bool> TryCopyAsync(string tenant, Guid hit, PictureKind kind, byte[] sha256, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (root is null) return false;
        try
        {
            await Task.Run(() => Write(Path.Combine(root, HitPath(tenant, hit, kind, sha256)), bytes), stop).WaitAsync(Patience, clock, stop);
            return true;
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            log.LogError(e, "The folder of pictures does not take a file; the database keeps the picture");
            return false;
        }
    }

    /// <summary>Removes the pictures of a zone's reads captured before an instant.</summary>
    /// <exception cref="IOException">The folder cannot be reached.</exception>
    public void RemoveReadsBefore(string tenant, DateTimeOffset limit)
    {
        var (day, time) = (DateOnly.FromDateTime(limit.UtcDateTime), limit.UtcDateTime.ToString(ReadPicturePlace.TimeFormat, CultureInfo.InvariantCulture));
        foreach (var folder in Folders("reads").Where(f => DayOf(f) <= day).Select(f => Path.Combine(f, tenant)).Where(Directory.Exists))
        {
            if (DayOf(Path.GetDirectoryName(folder)!) < day) Try(() => Directory.Delete(folder, recursive: true));
            else foreach (var file in Directory.EnumerateFiles(folder).Where(f => string.CompareOrdinal(Path.GetFileName(f), time) < 0)) Try(() => File.Delete(file));
        }

        // The last zone of a day takes the day's folder along.
        foreach (var empty in Folders("reads").Where(f => DayOf(f) < day && !Directory.EnumerateFileSystemEntries(f).Any())) Try(() => Directory.Delete(empty));
    }

    /// <summary>Hits of a zone for which the folder holds a picture that has had the time to be saved.</summary>
    /// <exception cref="IOException">The folder cannot be reached.</exception>
    public IReadOnlyList<Guid> HitsWithFiles(string tenant) =>
        [.. OldFiles(tenant).Select(f => Guid.TryParseExact(f.Name.Split('-')[0], "N", out var hit) ? hit : Guid.Empty).Where(h => h != Guid.Empty).Distinct()];

    /// <summary>Removes the files of a hit that has none any more; a copy made meanwhile stays.</summary>
    /// <exception cref="IOException">The folder cannot be reached.</exception>
    public void RemoveHit(string tenant, Guid hit)
    {
        foreach (var file in OldFiles(tenant).Where(f => f.Name.StartsWith($"{hit:N}-", StringComparison.Ordinal))) Try(file.Delete);
    }

    IEnumerable<FileInfo> OldFiles(string tenant)
    {
        var limit = (clock.GetUtcNow() - Settled).UtcDateTime;
        return root is null || !Folders("hits").Contains(Path.Combine(root, "hits", tenant)) ? [] : new DirectoryInfo(Path.Combine(root, "hits", tenant)).EnumerateFiles().Where(f => f.LastWriteTimeUtc < limit);
    }

    IEnumerable<string> Folders(string name)
    {
        if (root is null) return [];
        Reach();
        return Directory.Exists(Path.Combine(root, name)) ? Directory.EnumerateDirectories(Path.Combine(root, name)) : [];
    }

    static string HitPath(string tenant, Guid hit, PictureKind kind, byte[] sha256) => Path.Combine("hits", tenant, $"{hit:N}-{(int)kind}-{Mark(sha256)}");

    static DateOnly DayOf(string folder) => DateOnly.TryParseExact(Path.GetFileName(folder), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MaxValue;

    async ValueTask<byte[]?> ReadAsync(string path, CancellationToken stop)
    {
        if (root is null) throw new IOException("Pictures lie in a shared folder, and Pictures:Directory names none.");
        Reach();
        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(root, path), stop);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            Reach();
            log.LogError(e, "A picture that should lie in the folder is not there");
            return null;
        }
    }

    void Reach()
    {
        if (!File.Exists(Path.Combine(root!, Marker))) throw new IOException($"The folder of pictures is not there, or has no file {Marker}.");
    }

    /// <summary>Under another name first, and on the disk before it gets its own: nobody ever sees half a picture. The first under a name stays: the name tells the content.</summary>
    void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        Reach();
        try
        {
            if (File.Exists(path))
            {
                File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime); // wanted again: not left over from before
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var half = $"{path}.{Guid.NewGuid():N}";
            try
            {
                using (var file = new FileStream(half, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                {
                    file.Write(bytes.Span);
                    file.Flush(flushToDisk: true);
                }

                File.Move(half, path, overwrite: true);
            }
            catch
            {
                File.Delete(half);
                throw;
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>What cannot be removed now is tried again the next day, and holds nothing else back.</summary>
    void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "A picture that has reached its limit cannot be removed from the folder; it is tried again at the next run");
        }
    }
}
