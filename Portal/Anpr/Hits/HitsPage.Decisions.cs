using System.Globalization;
using Microsoft.JSInterop;
using Portal.Anpr.Plates;
using Portal.Common;
using Portal.Reports;

namespace Portal.Anpr.Hits;

/// <content>Decisions, keys, and what happens when the connection comes back.</content>
public sealed partial class HitsPage
{
    /// <summary>A key pressed anywhere on the page outside an input.</summary>
    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        if (key == "?") help = !help;
        else if (key == "u" && undo is not null) await TakeBackAsync();
        else if (key is "j" or "k") Move(key == "j" ? 1 : -1);
        else if (detail is { Row.State: HitState.Open } && User.May(AnprPermissions.DecideHits)) await DecisionKeyAsync(key);
        StateHasChanged();
    }

    /// <summary>The browser lets the page sound from now on.</summary>
    [JSInvokable]
    public void SoundReady()
    {
        soundReady = true;
        StateHasChanged();
    }

    /// <summary>The connection is back: tells what came while it was lost.</summary>
    /// <param name="lostAt">Milliseconds since 1970, by the page's clock.</param>
    [JSInvokable]
    public async Task ConnectionBackAsync(double lostAt)
    {
        var from = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(lostAt, 0, 253_402_300_799_999));
        var came = await Queries.RecordedSinceAsync(from - NoticedWithin, gone.Token);
        missed = new(from, Clock.GetUtcNow(), came);
        missedIds = came.Select(h => h.Id).ToHashSet();
        if (view is not null) await view.RefreshAsync();
        StateHasChanged();
    }

    async Task DecisionKeyAsync(string key)
    {
        if (key is "c" or "r") await ChooseAsync(key == "c" ? HitState.Confirmed : HitState.Rejected);
        else if (key == "Escape") await ChooseAsync(null);
        else if (choosing is { } decision && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && DecisionReasons.For(decision).ElementAtOrDefault(number - 1) is var reason && Enum.IsDefined(reason))
            await DecideAsync(reason);
    }

    void Move(int step)
    {
        if (hits.Count == 0) return;
        var at = Index(Id);
        Navigation.NavigateTo(Href(hits[at < 0 ? 0 : Math.Clamp(at + step, 0, hits.Count - 1)]));
    }

    int Index(Guid? id) => hits.Select(h => h.Id).ToList().IndexOf(id ?? Guid.Empty);

    async Task ChooseAsync(HitState? decision)
    {
        choosing = decision;
        StateHasChanged();
        if (decision is not null) await Script.InvokeVoidAsync("portal.focus", "why");
    }

    async Task DecideAsync(DecisionReason reason)
    {
        if (detail is null || choosing is not { } decision) return;
        var row = detail.Row;
        var next = hits.ElementAtOrDefault(Index(row.Id) + 1) ?? hits.ElementAtOrDefault(Index(row.Id) - 1);
        var result = await Decisions.DecideAsync(row.Id, decision, reason, note, gone.Token);
        var plate = PlateNumber.Display(row.ObservedPlate, null);
        (choosing, note, saidWrong) = (null, null, !result.Succeeded);
        undo = result.Succeeded ? row : null;
        reportable = result.Succeeded && decision == HitState.Confirmed && User.May(ReportPermissions.Write) ? row : null;
        said = result.Succeeded
            ? (decision == HitState.Confirmed ? HitsText.DoneConfirmed : HitsText.DoneRejected).With(plate, HitWords.Of(reason))
            : ErrorTexts.In(result.Error);
        // The next one comes by itself; who was too late sees the hit as the other left it.
        if (result.Succeeded && filter.State == HitState.Open && next is not null && next.Id != row.Id) Navigation.NavigateTo(Href(next));
        else if (view is not null) await view.RefreshAsync();
    }

    Task TakeBackAsync() => undo is null ? Task.CompletedTask : TakeBackAsync(undo);

    async Task TakeBackAsync(HitRow row)
    {
        var result = await Decisions.ReopenAsync(row.Id, gone.Token);
        (saidWrong, undo, reportable) = (!result.Succeeded, null, null);
        said = result.Succeeded ? HitsText.TakenBack.With(PlateNumber.Display(row.ObservedPlate, null)) : ErrorTexts.In(result.Error);
        if (result.Succeeded && Id != row.Id) Navigation.NavigateTo(Href(row));
        else if (view is not null) await view.RefreshAsync();
    }

    bool MayTakeBack(HitRow row) => User.May(AnprPermissions.CorrectDecisions) || (row.DecidedBy == User.IdOrNone && Clock.GetUtcNow() - row.DecidedAt <= Hit.OwnCorrection && User.May(AnprPermissions.DecideHits));

    async Task TestSoundAsync()
    {
        if (script is not null) soundReady = await script.InvokeAsync<bool>("testSound");
    }
}
