namespace Portal.Common;

/// <summary>What is wrong with a form, by field, in the user's language. Shown under each field and, with links, at the top.</summary>
public sealed class FormErrors
{
    readonly Dictionary<string, string> byField = new(StringComparer.Ordinal);

    public string? this[string field] => byField.GetValueOrDefault(field);

    public IReadOnlyDictionary<string, string> All => byField;

    public bool Any => byField.Count > 0;

    public void Clear() => byField.Clear();

    public void Set(string field, Error? error)
    {
        if (error is null) byField.Remove(field);
        else byField[field] = ErrorTexts.In(error);
    }

    /// <summary>For what only the page knows.</summary>
    /// <param name="text">In the user's language.</param>
    public void Say(string field, string text) => byField[field] = text;

    /// <summary>For an error that no single field is to blame for.</summary>
    public void SetForm(Error? error) => Set("", error);
}
