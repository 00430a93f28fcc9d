using System.Globalization;

namespace Portal.Common;

/// <summary>The one place that turns an error's code into words in the user's language.</summary>
public static class ErrorTexts
{
    public static string In(Error error) => For(error.Code, [.. error.Args.Select(a => a is DateTimeOffset at ? new BrusselsTime(at) : a)]);

    /// <param name="code">A key such as <c>ingest.not_json</c>.</param>
    public static string For(string code, params object[] args) =>
        ErrorText.ResourceManager.GetString(code, CultureInfo.CurrentUICulture) is { } text ? string.Format(CultureInfo.CurrentCulture, text, args) : code;

    /// <summary>Lets a text show an instant as <c>{1:t}</c>, in Brussels time.</summary>
    sealed record BrusselsTime(DateTimeOffset At) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => Show.Time(At);
    }
}
