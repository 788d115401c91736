using System.Diagnostics.Metrics;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Rag.Application.Bots;
using Rag.Application.Chat;
using Rag.Application.Chat.FollowUps;
using Rag.Application.Chat.Guards;
using Rag.Application.Costs;
using Rag.Application.Retrieval;
using Rag.Application.Telemetry;
using Rag.Application.UnitTests.Retrieval;
using Rag.Domain.Bots;
using Rag.Domain.Documents;
using Rag.Domain.Passages;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Application.UnitTests.Chat;

/// <summary>The use case with a model that a test feeds and a retrieval that a test decides.</summary>
internal sealed class ChatUnderTest : IDisposable
{
    public const string Question = "¿Cuál es el plazo de devolución?";
    public const string PassageText = "El plazo de devolución es de 30 días.";

    private readonly Mock<IBotRepository> _bots = new();
    private readonly Mock<IMediator> _mediator = new();

    public ChatUnderTest()
    {
        _bots.Setup(bots => bots.GetStateAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => State);
        _bots.Setup(bots => bots.FindConfigAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => Config);
        _mediator.Setup(mediator => mediator.Send(It.IsAny<RetrievePassages>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => Retrieval());
    }

    public FakeChatClient Model { get; } = new();

    public FakeMessages Messages { get; } = new();

    public FakeEmbedder Embedder { get; } = new();

    public BotState State { get; set; } = new(IsActive: true, LastActivity: null);

    public PromptCanary Canary { get; } = new();

    public BotConfig? Config { get; set; }

    public Func<Result<RetrievedPassages>> Retrieval { get; set; } = () => Found(isAnswerable: true, PassageText, "Abrimos a las nueve.");

    public static RetrievedPassages Found(bool isAnswerable, params string[] texts)
    {
        var document = DocumentId.New();
        var candidates = texts.Select((text, i) => new Candidate
        {
            Passage = new Passage(A.Chunk(document, i, text, page: i + 3), "tarifas.pdf"),
            Similarity = 0.75,
            FusedScore = 1,
        });
        return new RetrievedPassages([.. candidates], new float[] { 1, 0, 0 }, 0.5, new Dictionary<string, TimeSpan>())
        {
            IsAnswerable = isAnswerable,
        };
    }

    public Task<Result<IAsyncEnumerable<AnswerEvent>>> AskAsync(
        string question = Question, string? conversationId = null, CancellationToken cancellationToken = default)
    {
        var writer = new ModelAnswerWriter(
            Model, new FakeTokenCounter(), Canary, Options.Create(new ModelOptions { MaxTokens = 300, Temperature = 0.7 }), Options.Create(new AnswerLinkOptions()));
        var budget = new DailyBudget(Mock.Of<ITokenLedger>(), Options.Create(new CostOptions()), TimeProvider.System);
        var metrics = new RagMetrics(new Meter(RagMetrics.MeterName));
        var memory = new AnswerMemory(
            Mock.Of<IAnswerCache>(), Options.Create(new AnswerCacheOptions { Enabled = false }), Options.Create(new ModelOptions()), metrics, TimeProvider.System);
        var rules = new LocalQuestionCompletion(new FakeTextAnalyzer());
        var transcript = new Transcript(Messages, Mock.Of<ITraceRepository>(), new FakeTimeProvider(A.Time));
        var ending = new AnswerEnding(new CitationCheck(new FakeTextAnalyzer()), transcript, NullLogger<AnswerEnding>.Instance);
        var writers = new AnswerWriters(new ChosenWriter(writer, rules), local: null!, rules, budget, memory);
        var stream = new AnswerStream(
            new AnswerSteps(_mediator.Object, writers, transcript, ending), ending, transcript, metrics, NullLogger<AnswerStream>.Instance);
        var bot = new CurrentBot(_bots.Object, Options.Create(new BotOptions()), Options.Create(new ModelOptions { Temperature = 0.7 }));
        return new AskQuestionHandler(_bots.Object, bot, Embedder, stream)
            .Handle(new AskQuestion(question, conversationId), cancellationToken);
    }

    public async Task<List<AnswerEvent>> EventsAsync(string question = Question, string? conversationId = null)
    {
        var events = new List<AnswerEvent>();
        await foreach (var happening in (await AskAsync(question, conversationId)).Value)
        {
            events.Add(happening);
        }

        return events;
    }

    public void Dispose()
    {
        Model.Dispose();
        Embedder.Dispose();
    }
}
