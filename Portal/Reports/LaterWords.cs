using Portal.Common;
using Portal.Reports.Verification;

namespace Portal.Reports;

/// <summary>What changed after a seal, and by which revision.</summary>
static class LaterWords
{
    public static string Of(LaterFinding found)
    {
        var what = found.Change switch
        {
            LaterChange.BytesAppended => VerifyText.LaterBytesAppended,
            LaterChange.Unreadable => VerifyText.LaterUnreadable,
            LaterChange.ForbiddenSignature => VerifyText.LaterForbiddenSignature,
            LaterChange.Replaced => VerifyText.LaterReplaced,
            LaterChange.Bent => VerifyText.LaterBent,
            LaterChange.Removed => VerifyText.LaterRemoved.With(Of(found.Thing)),
            _ => VerifyText.LaterChanged.With(Of(found.Thing)),
        };
        return found.Revision is { } revision ? VerifyText.LaterRevision.With(revision, found.Revisions, what) : VerifyText.LaterBehind.With(found.Revisions, what);
    }

    static string Of(ChangedThing thing) => thing switch
    {
        ChangedThing.Catalog => VerifyText.ThingCatalog,
        ChangedThing.Form => VerifyText.ThingForm,
        ChangedThing.Page => VerifyText.ThingPage,
        ChangedThing.Annotation => VerifyText.ThingAnnotation,
        ChangedThing.Content => VerifyText.ThingContent,
        _ => VerifyText.ThingOther,
    };
}
