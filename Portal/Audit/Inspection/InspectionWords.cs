using System.Globalization;
using Portal.Common;
using Portal.Identity.Roles;
using Portal.Reports;
using Portal.Tenants;

namespace Portal.Audit.Inspection;

/// <summary>Words for the headings of the inspection and for what the portal knows under each, in the user's language.</summary>
public static class InspectionWords
{
    public static string Of(InspectionHeading heading) => Text("Heading_" + heading);

    /// <summary>What the inspection wants to know under a heading.</summary>
    public static string HintOf(InspectionHeading heading) => Text("Hint_" + heading);

    /// <summary>Labels and values; none where the portal knows nothing by itself.</summary>
    public static IReadOnlyList<(string Label, string Value)> Known(InspectionHeading heading, InspectionFacts facts, ReportedZone zone)
    {
        return heading switch
        {
            InspectionHeading.CouncilApproval => facts.Councils.Count == 0 ? [] : [(InspectionText.Councils, string.Join(", ", facts.Councils))],
            InspectionHeading.Controller => zone.Kind != TenantKind.Zone ? [] :
                [(InspectionText.ZoneLabel, $"{zone.Code} {zone.LongName ?? zone.Name}"), (InspectionText.ControllerLaw, InspectionText.ControllerIs)],
            InspectionHeading.Retention => [(InspectionText.ReadsKept, Days(facts.ReadsKeptDays)), (InspectionText.HitsKept, Days(facts.HitsKeptDays))],
            InspectionHeading.Access =>
            [
                (InspectionText.Readers, facts.Readers.Count == 0 ? InspectionText.Nobody : string.Join(", ", facts.Readers.Select(r => $"{r.OwnName ?? RoleWords.Of(r.Role)}: {Show.Count(r.People)}"))),
                (InspectionText.Consultations.With(InspectionQueries.Days), Show.Count(facts.Consultations)),
            ],
            InspectionHeading.Register => [(InspectionText.CamerasInService, Show.Count(facts.CamerasInService)), (InspectionText.CamerasRetired, Show.Count(facts.CamerasRetired))],
            InspectionHeading.Logging =>
            [
                (InspectionText.AuditLines, facts.Audit.Waiting == 0 ? Number(facts.Audit.Lines) : InspectionText.LinesWaiting.With(Number(facts.Audit.Lines + facts.Audit.Waiting), Show.Count(facts.Audit.Waiting))),
                (InspectionText.LastAnchor, Anchor(facts.Audit)), (InspectionText.LastCheck, Check(facts.Audit)), (InspectionText.AuditKept, Days(facts.AuditKeptDays)),
            ],
            InspectionHeading.FunctionalManagement => [(InspectionText.Administrators, Names(facts.Administrators)), (InspectionText.Officer, Names(facts.ProtectionOfficers))],
            _ => [],
        };
    }

    static string Anchor(AuditStanding audit) =>
        audit.AnchorDay is not { } day ? InspectionText.NoAnchor : (audit.AnchorIsSealed ? InspectionText.AnchorSealed : InspectionText.AnchorNotSealed).With(Show.Day(day));

    static string Check(AuditStanding audit) => audit.VerifiedAt is not { } at ? InspectionText.NotChecked : audit.Faults switch
    {
        null => InspectionText.CheckedUnknown.With(Show.TimeExactly(at)),
        0 => InspectionText.CheckedClean.With(Show.TimeExactly(at)),
        { } faults => InspectionText.CheckedFaults.With(Show.TimeExactly(at), Number(faults)),
    };

    static string Names(IReadOnlyList<string> names) => names.Count == 0 ? InspectionText.NotNamed : string.Join(", ", names);

    static string Days(int days) => InspectionText.DaysValue.With(Show.Count(days));

    static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    static string Text(string key) => InspectionText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture)!;
}
