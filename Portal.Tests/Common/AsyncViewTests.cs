using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Shell;

namespace Portal.Tests;

public sealed class AsyncViewTests
{
    /// <summary>A page that shows what it was asked for; each question is answered when the test says so.</summary>
    sealed class Page : ComponentBase
    {
        readonly List<TaskCompletionSource> answers = [];
        AsyncView view = null!;

        public int Wanted { get; set; }

        public int Shown { get; private set; }

        public int Asked => answers.Count;

        public Task RefreshAsync() => view.RefreshAsync();

        public void Answer(int question) => answers[question].SetResult();

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<AsyncView>(0);
            builder.AddComponentParameter(1, nameof(AsyncView.Load), EventCallback.Factory.Create<CancellationToken>(this, LoadAsync));
            builder.AddComponentReferenceCapture(2, made => view = (AsyncView)made);
            builder.CloseComponent();
        }

        async Task LoadAsync()
        {
            var wanted = Wanted;
            answers.Add(new());
            await answers[^1].Task;
            Shown = wanted;
        }
    }

    [Fact]
    public async Task The_answer_shown_last_is_to_the_question_asked_last_and_a_burst_of_questions_is_asked_once()
    {
        await using var services = new ServiceCollection().AddLogging().AddScoped<ErrorReport>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            Page page = null!;
            renderer.BeginRenderingComponent<Holder>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Holder.Made)] = (Action<Page>)(made => page = made) }));
            page.Wanted = 1; // the first question, for 0, is on its way
            var first = page.RefreshAsync();
            page.Wanted = 2;
            var second = page.RefreshAsync();
            Assert.Equal(1, page.Asked);
            page.Answer(0);
            Assert.Equal((2, 0), (page.Asked, page.Shown));
            page.Answer(1);
            await Task.WhenAll(first, second);
            Assert.Equal((2, 2), (page.Asked, page.Shown));
        });
    }

    sealed class Holder : ComponentBase
    {
        [Parameter]
        public Action<Page> Made { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<Page>(0);
            builder.AddComponentReferenceCapture(1, made => Made((Page)made));
            builder.CloseComponent();
        }
    }
}
