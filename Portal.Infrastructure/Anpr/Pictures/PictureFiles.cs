using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Portal.Anpr.Pictures;

/// <summary>Where a picture of a read lies in the shared folder: <c>reads/DAY/ZONE/TIME-CAMERA-KEY-KIND</c>, so that a day and a zone's past can be removed by name.</summary>
public readonly record struct ReadPicturePlace(string Tenant, DateTimeOffset CapturedAt, Guid CameraId, byte[] SourceKey, PictureKind Kind)
{
    internal const string TimeFormat = "HHmmssfff";

    internal string Path => System.IO.Path.Combine(
        "reads", CapturedAt.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), Tenant,
        $"{CapturedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{CameraId:N}-{Convert.ToHexStringLower(SourceKey)}-{(int)Kind}");
}

/// <summary>
/// The folder that all nodes share, when <c>Pictures:Directory</c> names one; else pictures lie in the database. A file is complete and on the disk before the row that speaks of
/// it is committed; what a crash leaves behind without a row is removed with its day.
/// </summary>
public sealed class PictureFiles(IConfiguration configuration, ILogger<PictureFiles> log)
{
    const string DayFormat = "yyyyMMdd";

    /// <summary>A copy for a hit that has just been confirmed has its row within this time.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    readonly string? root = configuration["Pictures:Directory"] is { Length: > 0 } directory ? Path.GetFullPath(directory) : null;

    /// <returns>False when the database must keep the bytes: there is no folder, or it does not take them. A read is not lost with its folder.</returns>
    public async ValueTask<bool> TryWriteAsync(ReadPicturePlace place, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (root is null) return false;
        try
        {
            await WriteAsync(Path.Combine(root, place.Path), bytes, stop);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "The folder of pictures does not take a file; the database keeps the picture");
            return false;
        }
    }

    /// <returns>Null when it has gone.</returns>
    /// <exception cref="IOException">The folder cannot be reached; trying again later makes sense.</exception>
    public async ValueTask<byte[]?> ReadAsync(ReadPicturePlace place, CancellationToken stop) => await ReadAsync(place.Path, stop);

    /// <returns>Null when it has gone.</returns>
    /// <exception cref="IOException">The folder cannot be reached; trying again later makes sense.</exception>
    public async ValueTask<byte[]?> ReadAsync(string tenant, Guid hit, PictureKind kind, CancellationToken stop) => await ReadAsync(HitPath(tenant, hit, kind), stop);

    /// <summary>Copies a read's picture for a hit, before the hit's row is saved.</summary>
    public async ValueTask<bool> TryCopyAsync(string tenant, Guid hit, PictureKind kind, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (root is null) return false;
        try
        {
            await WriteAsync(Path.Combine(root, HitPath(tenant, hit, kind)), bytes, stop);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "The folder of pictures does not take a file; the database keeps the picture");
            return false;
        }
    }

    /// <summary>Removes the pictures of all reads of days before this one (UTC).</summary>
    public void RemoveDaysBefore(DateOnly day)
    {
        if (root is null || !Directory.Exists(Path.Combine(root, "reads"))) return;
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(root, "reads")).Where(f => DayOf(f) < day)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Removes the pictures of a zone's reads captured before an instant.</summary>
    public void RemoveReadsBefore(string tenant, DateTimeOffset limit)
    {
        if (root is null || !Directory.Exists(Path.Combine(root, "reads"))) return;
        var (day, time) = (DateOnly.FromDateTime(limit.UtcDateTime), limit.UtcDateTime.ToString(ReadPicturePlace.TimeFormat, CultureInfo.InvariantCulture));
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(root, "reads")).Where(f => DayOf(f) <= day).Select(f => Path.Combine(f, tenant)).Where(Directory.Exists))
        {
            if (DayOf(Path.GetDirectoryName(folder)!) < day)
            {
                Directory.Delete(folder, recursive: true);
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(folder).Where(f => string.CompareOrdinal(Path.GetFileName(f), time) < 0)) File.Delete(file);
        }
    }

    /// <summary>Hits of a zone for which the folder holds a picture that has had the time to be saved.</summary>
    public IReadOnlyList<Guid> HitsWithFiles(string tenant, DateTimeOffset now)
    {
        if (root is null || !Directory.Exists(Path.Combine(root, "hits", tenant))) return [];
        return
        [
            .. new DirectoryInfo(Path.Combine(root, "hits", tenant)).EnumerateFiles().Where(f => f.LastWriteTimeUtc < (now - Settled).UtcDateTime)
                .Select(f => Guid.TryParseExact(f.Name.Split('-')[0], "N", out var hit) ? hit : Guid.Empty).Where(h => h != Guid.Empty).Distinct(),
        ];
    }

    public void RemoveHit(string tenant, Guid hit)
    {
        if (root is null) return;
        foreach (var kind in Enum.GetValues<PictureKind>()) File.Delete(Path.Combine(root, HitPath(tenant, hit, kind)));
    }

    static string HitPath(string tenant, Guid hit, PictureKind kind) => Path.Combine("hits", tenant, $"{hit:N}-{(int)kind}");

    static DateOnly DayOf(string folder) => DateOnly.TryParseExact(Path.GetFileName(folder), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MaxValue;

    async ValueTask<byte[]?> ReadAsync(string path, CancellationToken stop)
    {
        if (root is null) throw new IOException("Pictures lie in a shared folder, and Pictures:Directory names none.");
        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(root, path), stop);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(root))
        {
            log.LogError(e, "A picture that should lie in the folder is not there");
            return null;
        }
    }

    /// <summary>Under another name first, and on the disk before it gets its own: nobody ever sees half a picture.</summary>
    static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await using (var file = new FileStream(half, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(bytes, stop);
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
}
