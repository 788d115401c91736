using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Rag.Api.Chat.Exports;
using Rag.Application.Chat;
using Rag.Domain.Conversations;
using Rag.Domain.Results;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>An export under way: what is read is sent, and who leaves stops it.</summary>
public sealed class ExportStreamTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    [TestCase("xlsx")]
    [TestCase("csv")]
    [TestCase("json")]
    public async Task A_client_that_leaves_ends_the_reading(string format)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var application = With(token => Messages(int.MaxValue, () => ended.TrySetResult(), token));
        using var admin = await application.SignedInAsync();

        var response = await admin.GetAsync($"/api/v1/chat/export-conversations?format={format}", HttpCompletionOption.ResponseHeadersRead);
        var first = new byte[1000];
        await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(first);
        response.Dispose();

        Assert.That(async () => await ended.Task.WaitAsync(Hang), Throws.Nothing);
    }

    [Test]
    public async Task A_store_that_fails_before_the_first_message_is_a_problem()
    {
        await using var application = With(token => Failing(after: 0, token));
        using var admin = await application.SignedInAsync();

        using var response = await admin.GetAsync("/api/v1/chat/export-conversations");

        await response.AssertProblemAsync(HttpStatusCode.InternalServerError, "internal_error");
        Assert.That(response.Content.Headers.ContentDisposition, Is.Null);
    }

    [TestCase("xlsx")]
    [TestCase("csv")]
    [TestCase("json")]
    public async Task A_store_that_fails_under_way_never_looks_like_a_whole_file(string format)
    {
        await using var application = With(token => Failing(after: 5000, token));
        using var admin = await application.SignedInAsync();

        Assert.That(
            async () => await admin.GetByteArrayAsync($"/api/v1/chat/export-conversations?format={format}"), Throws.InstanceOf<HttpRequestException>());
    }

    [TestCase(4, "Conversaciones 3,Conversaciones 2 3")]
    [TestCase(5, "Conversaciones 3,Conversaciones 2 3,Conversaciones 3 2")]
    public async Task More_messages_than_a_sheet_may_have_go_on_in_further_sheets(int messages, string expected)
    {
        using var output = new MemoryStream();

        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await new XlsxFile(pipe, rowsOfSheet: 2).WriteAsync(Messages(messages, () => { }, CancellationToken.None), CancellationToken.None);
        await pipe.CompleteAsync();
        var workbook = Workbook.Read(output.ToArray());

        Assert.That(workbook.Faults, Is.Empty);
        Assert.That(string.Join(',', workbook.Sheets.Select(sheet => $"{sheet.Name} {sheet.Rows.Count}")), Is.EqualTo(expected));
    }

    private static RagApplication With(Func<CancellationToken, IAsyncEnumerable<ExportedMessage>> messages)
    {
        var conversations = new Mock<IConversationRepository>();
        conversations.Setup(store => store.ReadAllAsync(null, null, It.IsAny<CancellationToken>()))
            .Returns((DateTimeOffset? _, DateTimeOffset? _, CancellationToken token) => messages(token));
        return new RagApplication().With(services => services.AddSingleton(conversations.Object));
    }

    private static async IAsyncEnumerable<ExportedMessage> Messages(
        int count, Action end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new ExportedMessage(new ConversationId(RandomIds.NewKey()), A.Time, MessageRole.User, $"Mensaje {RandomIds.NewKey()}");
                await Task.Yield();
            }
        }
        finally
        {
            end();
        }
    }

    private static async IAsyncEnumerable<ExportedMessage> Failing(int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in Messages(after, () => { }, cancellationToken))
        {
            yield return message;
        }

        throw new IOException("The store does not answer.");
    }
}
