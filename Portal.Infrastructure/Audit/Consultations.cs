using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Audit;

/// <summary>Writes down what the person of this scope sees, before it is shown. What a page asks again while somebody stays on it is one consultation.</summary>
public sealed class Consultations(AuditTrail audit, PurposeService purposes, TimeProvider clock)
{
    /// <summary>How long the same look counts as one.</summary>
    public static readonly TimeSpan OneLook = TimeSpan.FromMinutes(30);

    /// <summary>A scope that looked at more than this begins to forget, and so writes more rather than less.</summary>
    const int MostKnown = 500;

    static readonly JsonSerializerOptions Criteria = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter() } };

    readonly Lock gate = new();
    readonly Dictionary<(string Action, Guid Id, string What), DateTimeOffset> known = [];

    /// <summary>A list or a search was shown.</summary>
    /// <param name="kind">Of the things in it.</param>
    /// <param name="criteria">What was asked for; its properties are written down.</param>
    /// <param name="found">Things shown.</param>
    /// <param name="total">Counts all that the criteria find; null when <paramref name="found"/> is all.</param>
    /// <param name="place">Where the page begins; null at the start.</param>
    /// <param name="one">The thing, when the search found one alone.</param>
    public async Task SearchedAsync(string action, string kind, object criteria, int found, Func<Task<int>>? total = null, object? place = null, Guid one = default, CancellationToken stop = default)
    {
        var search = JsonSerializer.SerializeToNode(criteria, Criteria);
        var what = search?.ToJsonString() + JsonSerializer.Serialize(place);
        if (!IsNew(action, one, what)) return;
        await WriteAsync((action, one, what), async () =>
        {
            var number = total is null ? found : await total();
            await audit.ConsultedAsync(action, kind, one, await purposes.OfShiftAsync(stop), place is null ? new { Search = search, Found = number } : new { Search = search, Found = number, Further = true }, stop: stop);
        });
    }

    /// <summary>One thing was shown.</summary>
    /// <param name="details">What helps to recognise it later.</param>
    public async Task ViewedAsync(string action, string kind, Guid id, object? details = null, CancellationToken stop = default)
    {
        if (!IsNew(action, id, "")) return;
        await WriteAsync((action, id, ""), async () => await audit.ConsultedAsync(action, kind, id, await purposes.OfShiftAsync(stop), details, stop: stop));
    }

    /// <summary>As the others, for what is shown for a certain purpose: another purpose is another look.</summary>
    public async Task ConsultedAsync(string action, string kind, Guid id, WorkPurpose purpose, object criteria, object details, CancellationToken stop = default)
    {
        var what = purpose.Id + JsonSerializer.Serialize(criteria);
        if (!IsNew(action, id, what)) return;
        await WriteAsync((action, id, what), () => audit.ConsultedAsync(action, kind, id, purpose, details, stop: stop));
    }

    /// <summary>True once; noted before it is written, so that a page which asks twice at once is one consultation.</summary>
    bool IsNew(string action, Guid id, string what)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (known.TryGetValue((action, id, what), out var at) && now - at <= OneLook) return false;
            if (known.Count >= MostKnown) known.Clear();
            known[(action, id, what)] = now;
            return true;
        }
    }

    async Task WriteAsync((string Action, Guid Id, string What) look, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch
        {
            lock (gate) known.Remove(look);
            throw;
        }
    }
}
