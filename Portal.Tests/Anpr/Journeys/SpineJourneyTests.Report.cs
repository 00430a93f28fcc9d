using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Anpr.Pictures;
using Portal.Reports;
using Portal.Tenants;
using Portal.Tests.Reports;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Anpr.Journeys;

/// <content>The second half: a seal, a purpose, pictures, the sealed report, and the trace of it all.</content>
public sealed partial class SpineJourneyTests
{
    static readonly byte[] ScenePicture = TestPictures.Jpeg(640, 360), PlatePicture = TestPictures.Jpeg(200, 48);

    /// <summary>The administrator gives the zone the key that its provider issued.</summary>
    static async Task SealAsync(BrowsingPerson administrator)
    {
        await administrator.GoAsync("/zones/5340/reports/seal");
        await administrator.Page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        var key = TestSeals.Authority.IssueSeal(new("Politiezone Brussel-West", "NTRBE-0999534099"), "given by the provider");
        await administrator.Page.Locator("#seal-file").SetInputFilesAsync(new FilePayload { Name = "seal.p12", MimeType = "application/x-pkcs12", Buffer = key });
        await administrator.Page.Locator("#seal-password").FillAsync("given by the provider");
        await administrator.Page.Locator("#seal-password").PressAsync("Enter");
        await Expect(administrator.Page.Locator(".note-ok")).ToContainTextAsync("Politiezone Brussel-West");
    }

    /// <summary>Once a shift, by keyboard.</summary>
    static async Task ChoosePurposeAsync(BrowsingPerson person)
    {
        await Expect(person.Page.Locator(".purpose-gate")).ToBeVisibleAsync();
        await Expect(person.Page.Locator(".queue-item")).ToHaveCountAsync(0);
        await person.IsAccessibleAsync("the question for a purpose");
        await person.Page.Locator(".purpose-gate input[type=radio]").First.FocusAsync();
        await person.Page.Keyboard.PressAsync("Space");
        await person.Page.Keyboard.PressAsync("Enter");
        await Expect(person.Page.Locator(".purpose-gate")).ToHaveCountAsync(0);
    }

    static async Task IsSeenAsync(ILocator picture, int width)
    {
        await Expect(picture).ToBeVisibleAsync();
        await Eventually.TrueAsync("the picture is loaded", async () => await picture.EvaluateAsync<int>("p => p.complete ? p.naturalWidth : 0") == width);
    }

    /// <summary>On a telephone, in French: a report in French of the hit, downloaded and judged by other programs.</summary>
    async Task ReportAsync()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        await using var at = await BrowsingPerson.SignInAsync(browser, portal, person, "fr", 390);
        await at.GoAsync("/zones/5340/anpr/hits?state=confirmed");
        await at.Page.Locator(".queue-item", new() { HasText = Plate }).First.ClickAsync();
        await at.Page.Locator("#report-language").SelectOptionAsync("fr");
        await at.Page.GetByRole(AriaRole.Button, new() { Name = "Établir et sceller le rapport" }).ClickAsync();
        await Expect(at.Page.Locator(".hit-reports")).ToContainTextAsync("est scellé");
        await at.IsAccessibleAsync("a hit with its report at 390 px in French");
        var download = at.Page.WaitForDownloadAsync();
        await at.Page.Locator(".hit-reports a").First.ClickAsync();
        var file = await File.ReadAllBytesAsync(await (await download).PathAsync(), Stop);
        Assert.Contains("Politiezone Brussel-West", await OutsideJudges.AcceptAsync(file, TestSeals.Authority.Root.Pem()), StringComparison.Ordinal);

        await using var scope = await portal.AsAsync(person);
        await using var db = scope.Context();
        var report = await db.Set<Report>().SingleAsync(Stop);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(file)), Convert.ToHexString(report.Sha256));
        Assert.Equal([SHA256.HashData(ScenePicture), SHA256.HashData(PlatePicture)], (await db.Set<HitPicture>().OrderBy(p => p.Kind).ToListAsync(Stop)).Select(p => p.Sha256));

        file[file.Length / 2] ^= 1; // one changed byte is noticed
        await at.GoAsync("/zones/5340/reports/check");
        await at.Page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await at.Page.Locator("#check-file").SetInputFilesAsync(new FilePayload { Name = "changed.pdf", MimeType = "application/pdf", Buffer = file });
        await Expect(at.Page.Locator(".check-result.note-danger")).ToBeVisibleAsync();
    }

    /// <summary>The supervisor reads who saw what, when and why.</summary>
    async Task AuditAsync()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        await using var supervisor = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprSupervisor));
        await supervisor.GoAsync("/zones/5340/audit?text=1-SPN-007");
        var lines = supervisor.Page.Locator("table tbody");
        foreach (var said in new[] { person.Name, "Misdaden en wanbedrijven", Plate }) await Expect(lines).ToContainTextAsync(said);
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        await using var db = scope.Context();
        var done = await db.Set<Portal.Audit.AuditLine>().Where(l => l.PersonId == person.Id && l.Purpose == Portal.Audit.ConsultationPurpose.Prosecution).Select(l => l.Action).Distinct().ToListAsync(Stop);
        foreach (var action in new[] { "purpose.chosen", "hits.listed", "hit.viewed", "hit.picture_viewed", "hit.confirmed", "report.sealed", "report.opened" }) Assert.Contains(action, done);
    }
}
