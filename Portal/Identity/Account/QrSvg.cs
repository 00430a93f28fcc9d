using QRCoder;

namespace Portal.Identity.Account;

/// <summary>A QR code as a drawing that stands in the page.</summary>
static class QrSvg
{
    public static string Of(string text)
    {
        using var maker = new QRCodeGenerator();
        using var data = maker.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var drawing = new SvgQRCode(data);
        // Dark on light whatever the theme: cameras read nothing else for sure.
        return drawing.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
