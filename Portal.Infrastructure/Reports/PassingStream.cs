namespace Portal.Reports;

/// <summary>Gathers what an archive writes at once and passes it on when there is time to wait: an answer to a request may not be written otherwise.</summary>
sealed class PassingStream(Stream output) : Stream
{
    readonly MemoryStream gathered = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Writes what was gathered, and forgets it.</summary>
    public async Task PassOnAsync(CancellationToken stop)
    {
        gathered.Position = 0;
        await gathered.CopyToAsync(output, stop);
        gathered.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => gathered.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => gathered.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) gathered.Dispose();
        base.Dispose(disposing);
    }
}
