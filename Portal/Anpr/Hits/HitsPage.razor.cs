using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Anpr.Plates;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Anpr.Hits;

/// <summary>The queue: hits come by themselves, the next one is chosen by itself, two keys decide.</summary>
public sealed partial class HitsPage
{
    // What the portal heard of shortly before a page noticed the loss may not have reached it.
    static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(20);

    // A hit is recorded under the time of its receipt and seen after its commit.
    static readonly TimeSpan CommittedWithin = TimeSpan.FromMinutes(2);

    readonly HashSet<Guid> unseenAlarms = [];
    readonly HashSet<(Guid, bool)> known = [];
    readonly CancellationTokenSource gone = new();

    IReadOnlyList<HitRow> hits = [];
    IReadOnlyList<HistoryLine> history = [];
    HitChoices choices = HitChoices.None;
    HitFilter filter = new();
    HitRow? after;
    HitDetail? detail;
    Error? refused;
    HitState? choosing;
    HitRow? undo, reportable;
    WorkPurpose? purpose;
    Missing? missed;
    IReadOnlySet<Guid> missedIds = new HashSet<Guid>();
    AsyncView? view;
    IDisposable? subscription;
    IJSObjectReference? script;
    DotNetObjectReference<HitsPage>? self;
    string? note, said, alarmSaid, newSaid;
    bool saidWrong, help, soundReady, scriptReady, hasNext, keysOn = true, first = true, stale;
    DateTimeOffset heardUntil;
    Task refreshing = Task.CompletedTask;

    [Inject]
    HitQueries Queries { get; set; } = null!;

    [Inject]
    HitService Decisions { get; set; } = null!;

    [Inject]
    AuditQueries Audit { get; set; } = null!;

    [Inject]
    ChangeFeed Changes { get; set; } = null!;

    [Inject]
    CurrentUser User { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [Inject]
    IJSRuntime Script { get; set; } = null!;

    [Inject]
    TimeProvider Clock { get; set; } = null!;

    [Parameter]
    public string Zone { get; set; } = "";

    /// <summary>The chosen hit.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    [SupplyParameterFromQuery]
    string? State { get; set; }

    [SupplyParameterFromQuery]
    string? Camera { get; set; }

    [SupplyParameterFromQuery]
    string? List { get; set; }

    string Query => Navigation.Uri.IndexOf('?', StringComparison.Ordinal) is var at and > 0 ? Navigation.Uri[at..] : "";

    string ListHref => $"/zones/{Zone}/anpr/hits{Query}";

    bool KeysOn
    {
        get => keysOn;
        set
        {
            keysOn = value;
            _ = script?.InvokeVoidAsync("useKeys", value).AsTask();
        }
    }

    /// <summary>Hits that wait are worked on under the purpose of a shift; what was decided is looked up for a purpose of its own.</summary>
    bool NeedsPurpose => filter.State is null or HitState.Open;

    string Href(HitRow hit) => $"/zones/{Zone}/anpr/hits/{hit.Id}{Query}";

    protected override void OnInitialized() => heardUntil = Clock.GetUtcNow();

    protected override async Task OnParametersSetAsync()
    {
        var asked = new HitFilter(
            State switch { null or "open" => HitState.Open, "confirmed" => HitState.Confirmed, "rejected" => HitState.Rejected, _ => null },
            Guid.TryParse(Camera, out var camera) ? camera : null, Guid.TryParse(List, out var list) ? list : null);
        if (view is null)
        {
            filter = asked;
            return; // the first load asks for everything
        }

        if (asked != filter) (filter, after) = (asked, null);
        (choosing, note) = (null, null);
        await view.RefreshAsync();
    }

    async Task LoadAsync(CancellationToken stop)
    {
        if (first) choices = await Queries.ChoicesAsync(stop);
        hits = await Queries.ListAsync(filter, after, stop);
        hasNext = hits.Count == HitQueries.PageSize;
        (detail, refused) = (null, null);
        if (Id is { } id)
        {
            var found = await Queries.FindAsync(id, stop);
            (detail, refused) = (found.Value, found.Error);
        }

        history = detail is null ? [] : await Audit.HistoryAsync<Hit>(detail.Row.Id, stop);
        await NoticeAsync(stop);
    }

    /// <summary>Tells, by sound, mark and live region, of hits that were not there before, whatever the filters show.</summary>
    async Task NoticeAsync(CancellationToken stop)
    {
        var now = Clock.GetUtcNow();
        var recent = await Queries.RecordedSinceAsync(heardUntil - CommittedWithin, stop);
        heardUntil = now;
        // A possible hit that becomes an alarm is news although the hit is known.
        var fresh = recent.Where(h => known.Add((h.Id, h.IsAlarm)) && h.State == HitState.Open && !first).ToList();
        first = false;
        var alarms = fresh.Where(h => h.IsAlarm).ToList();
        unseenAlarms.UnionWith(alarms.Select(h => h.Id));
        unseenAlarms.ExceptWith(hits.Concat(recent).Where(h => h.State != HitState.Open).Select(h => h.Id));
        if (purpose is not null && filter == new HitFilter() && after is null && !hasNext) unseenAlarms.IntersectWith(hits.Select(h => h.Id));
        if (Id is { } chosen) unseenAlarms.Remove(chosen);
        if (fresh.Count > 0) newSaid = HitsText.NewAnnounce.With(fresh.Count);
        if (alarms is [var newest, ..])
            alarmSaid = newest.ObservedPlate == "" ? HitsText.AlarmsWait.With(unseenAlarms.Count) : HitsText.AlarmAnnounce.With(PlateNumber.Display(newest.ObservedPlate, null), newest.Camera);
        _ = TellScriptAsync("mark", unseenAlarms.Count);
        if (alarms.Count > 0) _ = TellScriptAsync("alarm");
    }

    /// <summary>Never waited for: while the connection is lost a script does not answer, and the page must go on hearing of hits.</summary>
    async Task TellScriptAsync(string word, params object?[] values)
    {
        try
        {
            if (script is not null) await script.InvokeVoidAsync(word, values);
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException or JSException or ObjectDisposedException)
        {
            // The page has gone or could not be reached; on its return it is told what it missed.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        subscription = Changes.Subscribe(change =>
        {
            if (change.Concerns(ChangeTopics.Hits, Zone)) _ = InvokeAsync(RefreshSoonAsync);
        });
        self = DotNetObjectReference.Create(this);
        script = await Script.InvokeAsync<IJSObjectReference>("import", "./js/hits.js");
        var start = await script.InvokeAsync<HitsStart>("start", self);
        (soundReady, keysOn, scriptReady) = (start.Sound, start.Keys, true);
        if (view is null) await NoticeAsync(gone.Token); // alarms sound before a purpose is chosen, too
        if (start.LostAt is { } lost) await ConnectionBackAsync(lost);
        StateHasChanged();
    }

    /// <summary>A burst of changes is shown once, and the last of it is never left out.</summary>
    async Task RefreshSoonAsync()
    {
        stale = true;
        if (!refreshing.IsCompleted) return;
        refreshing = RunAsync();
        await refreshing;

        async Task RunAsync()
        {
            while (stale && !gone.IsCancellationRequested)
            {
                stale = false;
                if (view is not null) await view.RefreshAsync();
                else await NoticeAsync(gone.Token);
                StateHasChanged();
                await Task.Delay(TimeSpan.FromMilliseconds(150), Clock, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    Task PurposeAsync(WorkPurpose? now)
    {
        purpose = now;
        return view is null || now is null ? Task.CompletedTask : view.RefreshAsync();
    }

    void FilterBy((string Name, string? Value) chosen) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters($"/zones/{Zone}/anpr/hits{Query}", new Dictionary<string, object?> { [chosen.Name] = chosen.Value is { Length: > 0 } value ? value : null }));

    Task FirstPageAsync() => PageAsync(null);

    Task NextPageAsync() => PageAsync(hits[^1]);

    Task PageAsync(HitRow? from)
    {
        after = from;
        return view!.RefreshAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        subscription?.Dispose();
        self?.Dispose();
        gone.Dispose();
        if (script is null) return;
        try
        {
            await script.InvokeVoidAsync("stop");
            await script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page has gone, and its script with it.
        }
    }

    sealed record Missing(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<HitRow> Hits);

    /// <summary>What the page's script knows at its start.</summary>
    /// <param name="LostAt">Milliseconds since 1970 when the connection was lost, if the page was loaded because of it.</param>
    sealed record HitsStart(bool Sound, bool Keys, double? LostAt);
}
