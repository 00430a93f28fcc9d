namespace Portal.Anpr.Pictures;

/// <summary>Makes a plane smaller (or a coarse one larger): each new pixel is the mean of the area it covers.</summary>
static class AreaAverage
{
    /// <param name="width">Of what counts in the source; beyond it is padding.</param>
    public static byte[] Of(byte[] source, int stride, double width, double height, int newWidth, int newHeight)
    {
        var (across, down) = (Shares(width, newWidth), Shares(height, newHeight));
        var rows = (int)Math.Ceiling(height);
        var narrow = new float[rows * newWidth];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < newWidth; x++)
            {
                var (first, shares) = across[x];
                var sum = 0f;
                for (var i = 0; i < shares.Length; i++) sum += shares[i] * source[(y * stride) + first + i];
                narrow[(y * newWidth) + x] = sum;
            }
        }

        var result = new byte[newWidth * newHeight];
        for (var y = 0; y < newHeight; y++)
        {
            var (first, shares) = down[y];
            for (var x = 0; x < newWidth; x++)
            {
                var sum = 0.5f;
                for (var i = 0; i < shares.Length; i++) sum += shares[i] * narrow[((first + i) * newWidth) + x];
                result[(y * newWidth) + x] = (byte)Math.Min(sum, 255);
            }
        }

        return result;
    }

    /// <summary>For each new pixel the first old one that it covers, and the share of each.</summary>
    public static (int First, float[] Shares)[] Shares(double length, int count)
    {
        var shares = new (int, float[])[count];
        var last = (int)Math.Ceiling(length) - 1;
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (length * i / count, length * (i + 1) / count);
            var first = Math.Min((int)from, last);
            var parts = new float[Math.Max(1, Math.Min((int)Math.Ceiling(to), last + 1) - first)];
            for (var n = 0; n < parts.Length; n++) parts[n] = (float)(Math.Min(to, first + n + 1) - Math.Max(from, first + n));
            var sum = parts.Sum();
            for (var n = 0; n < parts.Length; n++) parts[n] = sum > 0 ? parts[n] / sum : 1f / parts.Length;
            shares[i] = (first, parts);
        }

        return shares;
    }
}
