using System.Globalization;

namespace Portal.Common;

public static class TextFormat
{
    /// <summary>Fills the placeholders of a text, in the user's culture.</summary>
    public static string With(this string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
