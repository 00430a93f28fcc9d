using QRCoder;

namespace Portal.Reports.Pdf;

/// <summary>The dark parts of a QR code (ISO/IEC 18004), row by row, each run of dark modules as one.</summary>
static class QrModules
{
    /// <summary>Four light modules on each side belong to it.</summary>
    public static IReadOnlyList<Area> Of(string text, double x, double top, double size)
    {
        using var maker = new QRCodeGenerator();
        using var data = maker.CreateQrCode(text, QRCodeGenerator.ECCLevel.M); // 15 % may be soiled
        var (rows, dark) = (data.ModuleMatrix, new List<Area>());
        var module = size / rows.Count;
        for (var y = 0; y < rows.Count; y++)
        {
            for (var start = 0; start < rows.Count; start++)
            {
                if (!rows[y][start]) continue;
                var end = start;
                while (end < rows.Count && rows[y][end]) end++;
                dark.Add(new(x + (start * module), top + (y * module), (end - start) * module, module));
                start = end;
            }
        }

        return dark;
    }
}
