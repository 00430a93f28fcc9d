using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Anpr.Ingest;

/// <summary>Writes what all posts bring, grouped, in one transaction after the other. A post is answered when its batch is committed.</summary>
public sealed class ReadWriter(IReadStore store, ILogger<ReadWriter> log) : BackgroundService
{
    /// <summary>Reads in one transaction.</summary>
    const int BatchReads = 2_000;

    /// <summary>Bytes of pictures in one transaction, about: a commit must not take so long that cameras give up.</summary>
    const long BatchPictureBytes = 16 * 1024 * 1024;

    /// <summary>Reads that may wait; beyond that a post is refused and the camera sends it again.</summary>
    public const int MaxWaiting = 20_000;

    readonly Channel<Waiting> channel = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    int waiting;

    /// <summary>Stores reads and quarantined messages of one post.</summary>
    /// <returns>What became of them, once committed; null when too much waits already.</returns>
    /// <exception cref="UnstorableException">The database refuses the content.</exception>
    public async Task<StoredBatch?> WriteAsync(ReadBatch batch)
    {
        var size = Size(batch);
        if (Interlocked.Add(ref waiting, size) > MaxWaiting)
        {
            Interlocked.Add(ref waiting, -size);
            return null;
        }

        var post = new Waiting(batch, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!channel.Writer.TryWrite(post))
        {
            Interlocked.Add(ref waiting, -size);
            return null; // the portal is stopping
        }

        try
        {
            return await post.Done.Task;
        }
        finally
        {
            Interlocked.Add(ref waiting, -size);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Waiting>();
        try
        {
            while (await channel.Reader.WaitToReadAsync(stoppingToken))
            {
                var (reads, bytes) = (0, 0L);
                while (reads < BatchReads && bytes < BatchPictureBytes && channel.Reader.TryRead(out var post))
                {
                    group.Add(post);
                    reads += Size(post.Batch);
                    bytes += post.Batch.PictureBytes;
                }

                await WriteGroupAsync(group, CancellationToken.None); // what was taken is written, also while stopping
                group.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            channel.Writer.TryComplete();
            while (channel.Reader.TryRead(out var post)) group.Add(post);
            if (group.Count > 0) await WriteGroupAsync(group, CancellationToken.None);
        }
    }

    static int Size(ReadBatch batch) => batch.Reads.Count + batch.Quarantine.Count;

    async Task WriteGroupAsync(List<Waiting> group, CancellationToken stop)
    {
        try
        {
            var stored = await store.StoreAsync(new([.. group.SelectMany(p => p.Batch.Reads)], [.. group.SelectMany(p => p.Batch.Quarantine)]), stop);
            var from = 0;
            foreach (var post in group)
            {
                var count = post.Batch.Reads.Count;
                post.Done.SetResult(new([.. stored.New.Skip(from).Take(count)], stored.NewHits));
                from += count;
            }
        }
        catch (UnstorableException) when (group.Count > 1)
        {
            // One post spoils the group: halve it until that one is alone.
            var half = group.Count / 2;
            await WriteGroupAsync(group[..half], stop);
            await WriteGroupAsync(group[half..], stop);
        }
        catch (Exception e)
        {
            if (e is not UnstorableException) log.LogError(e, "A batch of {Posts} posts was not stored; their senders are told to try again", group.Count);
            foreach (var post in group) post.Done.SetException(e);
        }
    }

    sealed record Waiting(ReadBatch Batch, TaskCompletionSource<StoredBatch> Done);
}
