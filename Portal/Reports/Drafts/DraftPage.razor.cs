using Microsoft.AspNetCore.Components;
using Portal.Common;
using Portal.Reports.Pdf;
using Portal.Tenants;
using Radzen;

namespace Portal.Reports.Drafts;

/// <summary>The editor of a draft. It saves by itself a moment after each change, and when the page goes; what another window saved meanwhile is never written over.</summary>
public sealed partial class DraftPage(
    ReportDraftQueries queries, ReportDraftService service, ZoneDirectory zones, NavigationManager navigation, DialogService dialogs, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>After the last change.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(800);

    readonly EditedBody body = new();
    readonly SemaphoreSlim saving = new(1);
    AsyncView? view;
    ITimer? timer;
    DraftView? draft;
    ReportDocument? preview;
    IReadOnlyList<(string, string)> languages = [];
    string title = "", language = "";
    string? caseNumber, problem, titleError;
    DateTimeOffset? savedAt;
    bool missing, changed, conflict, gone;

    [Parameter]
    public string Zone { get; set; } = "";

    [Parameter]
    public Guid Id { get; set; }

    IReadOnlyList<DraftFileView> Pictures => [.. draft!.Files.Where(f => f.IsPicture)];

    string SavedWords => problem is not null ? DraftsText.NotSaved.With(problem) : changed ? DraftsText.Saving : savedAt is { } at ? DraftsText.Saved.With(Show.Clock(at)) : "";

    DraftContent Content => new(title, language, caseNumber, body.ToBlocks());

    async Task LoadAsync(CancellationToken stop)
    {
        draft = await queries.FindAsync(Id, stop);
        missing = draft is null;
        if (draft is not null)
        {
            (title, language, caseNumber, changed, conflict, problem) = (draft.Title, draft.Language, draft.CaseNumber, false, false, null);
            body.Read(draft.Blocks);
            languages = [.. (await zones.FindAsync(Zone, stop))!.DocumentLanguages.Split(' ').Select(l => (l, Show.LanguageName(l)))];
        }

        StateHasChanged();
    }

    Task RefreshAsync() => view!.RefreshAsync();

    /// <summary>Something was typed or chosen.</summary>
    void Edit(Action change)
    {
        change();
        changed = true;
        timer ??= clock.CreateTimer(_ => { _ = InvokeAsync(SaveAsync); }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    /// <returns>False when it could not be saved: the page says why.</returns>
    async Task<bool> SaveAsync()
    {
        await saving.WaitAsync();
        try
        {
            if (draft is null || conflict || !draft.IsOpen) return false;
            if (!changed) return problem is null;
            changed = false; // what is typed while this is saved counts as a change again
            var saved = await service.SaveAsync(Id, draft.Version, Content);
            if (saved.Succeeded) (draft, savedAt, problem) = (draft with { Version = saved.Value }, clock.GetUtcNow(), null);
            else if (saved.Error == DraftErrors.ChangedMeanwhile) (conflict, changed) = (true, true);
            else (problem, changed) = (ErrorTexts.In(saved.Error), true);
        }
        finally
        {
            saving.Release();
        }

        if (gone) return !conflict && problem is null;
        if (preview is not null && !conflict) await DrawAsync();
        StateHasChanged();
        return !conflict && problem is null;
    }

    async Task FilesChangedAsync()
    {
        if (await queries.FindAsync(Id) is not { } now) return;
        draft = draft! with { Version = now.Version, Files = now.Files };
        if (preview is not null) await DrawAsync();
        StateHasChanged();
    }

    async Task KeepMineAsync()
    {
        var copy = await service.SaveAsCopyAsync(Id, Content);
        if (copy.Succeeded) navigation.NavigateTo($"/zones/{Zone}/reports/drafts/{copy.Value}", forceLoad: true);
        else problem = ErrorTexts.In(copy.Error);
    }

    async Task TakeOtherAsync()
    {
        await view!.RefreshAsync();
        if (preview is not null) await DrawAsync();
    }

    async Task TogglePreviewAsync()
    {
        if (preview is not null)
        {
            preview = null;
            return;
        }

        if (draft!.IsOpen) await SaveAsync();
        await DrawAsync();
    }

    async Task DrawAsync()
    {
        if (await queries.FactsAsync(Id) is { } facts) preview = FreeReport.Compose(facts, new("", clock.GetUtcNow(), "") { IsDraft = true });
    }

    async Task DeleteAsync()
    {
        var name = title == "" ? DraftsText.Untitled : title;
        if (await dialogs.Confirm(DraftsText.DeleteConfirm.With(name), DraftsText.Delete, new() { OkButtonText = DraftsText.Delete, CancelButtonText = CommonText.Cancel }) != true) return;
        (changed, gone) = (false, true);
        var deleted = await service.DeleteAsync(Id);
        if (deleted.Succeeded) navigation.NavigateTo($"/zones/{Zone}/reports/drafts");
        else (problem, gone) = (ErrorTexts.In(deleted.Error), false);
    }

    /// <summary>The page goes, or its connection is lost for good: what was typed is kept.</summary>
    public async ValueTask DisposeAsync()
    {
        gone = true;
        if (timer is not null) await timer.DisposeAsync();
        if (changed) await SaveAsync();
        saving.Dispose();
    }
}
