namespace Portal.Anpr.Pictures;

static class Thumbnail
{
    public static byte[]? Of(ReadOnlyMemory<byte> bytes) => bytes.Length > 0 ? bytes.ToArray() : null;
}
