using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Portal.Audit;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Audit;

/// <summary>What stands behind the gate is made with the first purpose, goes out of sight with its end, and is the same when the next is chosen.</summary>
public sealed class PurposeGateTests(PurposeGateTests.Fixture portal) : IClassFixture<PurposeGateTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>Tells when it is made, and holds what somebody typed.</summary>
    sealed class Work : ComponentBase
    {
        [Parameter]
        public Action Made { get; set; } = null!;

        protected override void OnInitialized() => Made();

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "the work");
    }

    sealed class Address : NavigationManager
    {
        public Address() => Initialize("http://portal.test/", "http://portal.test/zones/5340");
    }

    /// <summary>The services of a circuit without its browser: moving the focus does nothing.</summary>
    sealed class WithoutBrowser(IServiceProvider services) : IServiceProvider, IJSRuntime
    {
        readonly Address address = new();

        public object? GetService(Type serviceType) => serviceType == typeof(IJSRuntime) ? this : serviceType == typeof(NavigationManager) ? address : services.GetService(serviceType);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => default;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => default;
    }

    [Fact]
    public async Task The_work_is_shown_for_a_purpose_hidden_at_its_end_and_kept_for_the_next()
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = new CultureInfo("nl-BE");
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        await portal.WithoutPurposeAsync(person);
        await using var scope = await portal.AsAsync(person);
        await using var otherWindow = await portal.AsAsync(person);
        var (made, told) = (0, new List<WorkPurpose?>());
        await using var renderer = new HtmlRenderer(new WithoutBrowser(scope.Get<IServiceProvider>()), scope.Get<ILoggerFactory>());
        var root = await renderer.Dispatcher.InvokeAsync(() => renderer.RenderComponentAsync<PurposeGate>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(PurposeGate.ChildContent)] = (RenderFragment)(b =>
            {
                b.OpenComponent<Work>(0);
                b.AddComponentParameter(1, nameof(Work.Made), (Action)(() => made++));
                b.CloseComponent();
            }),
            [nameof(PurposeGate.AlwaysShown)] = (RenderFragment)(b => b.AddContent(0, "the alarm")),
            [nameof(PurposeGate.Changed)] = EventCallback.Factory.Create<WorkPurpose?>(this, told.Add),
        })));
        Assert.Contains("the alarm", await HtmlAsync());
        Assert.Contains("Kies het doel van uw werk voor deze dienst", await HtmlAsync());
        Assert.DoesNotContain("the work", await HtmlAsync());
        Assert.Equal(0, made);

        // Chosen in another window of the same person, for a few seconds.
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            owner.Add(WorkPurpose.ForShift("5340", person.Id, ConsultationPurpose.Prosecution, null, TimeSpan.FromSeconds(5), TimeProvider.System.GetUtcNow()).Value!);
            await owner.SaveChangesAsync(Stop);
        }

        await Eventually.TrueAsync("the work is shown", async () => (await HtmlAsync()).Contains("<div>the work</div>", StringComparison.Ordinal));
        Assert.DoesNotContain("Kies het doel", await HtmlAsync());

        await Eventually.TrueAsync("the purpose has ended by itself", async () => (await HtmlAsync()).Contains("Uw doel liep af om", StringComparison.Ordinal));
        Assert.Contains("<div hidden inert>the work</div>", await HtmlAsync());
        Assert.Contains("the alarm", await HtmlAsync());

        Assert.True((await otherWindow.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.TrafficOffences, null, 8, Stop)).Succeeded);
        await Eventually.TrueAsync("the work is shown again", async () => (await HtmlAsync()).Contains("<div>the work</div>", StringComparison.Ordinal));
        Assert.DoesNotContain("Uw doel liep af om", await HtmlAsync());
        Assert.Equal(1, made);
        Assert.Equal([null, ConsultationPurpose.Prosecution, null, ConsultationPurpose.TrafficOffences], told.Select(p => p?.Purpose));

        Task<string> HtmlAsync() => renderer.Dispatcher.InvokeAsync(root.ToHtmlString);
    }
}
