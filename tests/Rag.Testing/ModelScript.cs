using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Rag.Testing;

/// <summary>A step at which a script waits until the test opens it.</summary>
public sealed class ModelGate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a script has come to this step: all before it is on the wire.</summary>
    public Task Reached => _reached.Task;

    public void Open() => _opened.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _opened.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>One piece of a scripted answer: a token (any string converts to one) or a gate.</summary>
public readonly record struct ModelStep(string? Text, ModelGate? Gate)
{
    public static implicit operator ModelStep(string text) => new(text, Gate: null);

    public static implicit operator ModelStep(ModelGate gate) => new(Text: null, gate);

    public static ModelStep FromText(string text) => text;

    public static ModelStep FromGate(ModelGate gate) => gate;
}

/// <summary>How the server answers one request.</summary>
public sealed class ModelScript
{
    private readonly Func<ModelStage, Task> _play;

    private ModelScript(Func<ModelStage, Task> play) => _play = play;

    /// <summary>Streams these tokens, then the end with its usage.</summary>
    public static ModelScript Tokens(params ModelStep[] steps) => new(async stage =>
    {
        await stage.SayAllAsync(steps);
        await stage.FinishAsync("stop", withUsage: true);
    });

    /// <summary>The same, ended by the limit of tokens.</summary>
    public static ModelScript CutByLength(params ModelStep[] steps) => new(async stage =>
    {
        await stage.SayAllAsync(steps);
        await stage.FinishAsync("length", withUsage: true);
    });

    /// <summary>Ends as it should, but never tells its usage.</summary>
    public static ModelScript WithoutUsage(params ModelStep[] steps) => new(async stage =>
    {
        await stage.SayAllAsync(steps);
        await stage.FinishAsync("stop", withUsage: false);
    });

    /// <summary>Sends what the test writes to the channel, when it writes it; the end comes when the test completes the channel.</summary>
    public static ModelScript Fed(ChannelReader<string> tokens) => new(async stage =>
    {
        await foreach (var token in tokens.ReadAllAsync(stage.Stopped))
        {
            await stage.SayAllAsync([token]);
        }

        await stage.FinishAsync("stop", withUsage: true);
    });

    /// <summary>Sends the tokens and tears the connection down.</summary>
    public static ModelScript Cut(params ModelStep[] steps) => new(async stage =>
    {
        await stage.SayAllAsync(steps);
        stage.Context.Abort();
    });

    /// <summary>Sends the tokens and ends the response in good order, but without a finish reason and without [DONE].</summary>
    public static ModelScript EndsEarly(params ModelStep[] steps) => new(stage => stage.SayAllAsync(steps));

    /// <summary>Accepts the request and says nothing until the client leaves or the gate opens.</summary>
    public static ModelScript Silence(ModelGate? gate = null) => new(stage => (gate ?? new ModelGate()).PassAsync(stage.Stopped));

    /// <summary>A refusal in the provider's own words, which must not reach a client.</summary>
    public static ModelScript Status(int status, TimeSpan? retryAfter = null, string message = "upstream-secret-text sk-upstream") =>
        new(stage =>
        {
            var response = stage.Context.Response;
            response.StatusCode = status;
            if (retryAfter is { } delay)
            {
                response.Headers.RetryAfter = ((int)delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            return response.WriteAsJsonAsync(new { error = new { message, type = "scripted", code = "scripted" } }, stage.Stopped);
        });

    /// <summary>Status 200 and these bytes as an event stream, whatever they are.</summary>
    public static ModelScript Garbage(string body = "data: {\"choices\": [{\"delta\": \n\n", string contentType = "text/event-stream") =>
        new(stage =>
        {
            stage.Context.Response.ContentType = contentType;
            return stage.Context.Response.WriteAsync(body, stage.Stopped);
        });

    /// <summary>A whole answer in one piece, for a request that asks for no stream.</summary>
    public static ModelScript Whole(string text, string finishReason = "stop") => Json(() => new JsonObject
    {
        ["id"] = "chatcmpl-scripted",
        ["object"] = "chat.completion",
        ["created"] = 1_772_443_800,
        ["model"] = "scripted",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["finish_reason"] = finishReason,
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 40, ["completion_tokens"] = 5, ["total_tokens"] = 45 },
    });

    internal static ModelScript Json(Func<JsonObject> answer) => new(stage => stage.Context.Response.WriteAsJsonAsync(answer(), stage.Stopped));

    internal Task PlayAsync(ModelStage stage) => _play(stage);
}

/// <summary>The response under way.</summary>
internal sealed class ModelStage(HttpContext context, CancellationToken stopped)
{
    public HttpContext Context => context;

    /// <summary>Cancelled when the client leaves or the test is over.</summary>
    public CancellationToken Stopped => stopped;

    public async Task SayAllAsync(IEnumerable<ModelStep> steps)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(Stopped);
        foreach (var step in steps)
        {
            await (step.Gate is { } gate ? gate.PassAsync(Stopped) : SendAsync(Chunk(step.Text, finishReason: null)));
        }
    }

    public async Task FinishAsync(string finishReason, bool withUsage)
    {
        await SendAsync(Chunk(text: null, finishReason));
        if (withUsage)
        {
            var usage = Chunk(text: null, finishReason: null);
            usage["choices"] = new JsonArray();
            usage["usage"] = new JsonObject { ["prompt_tokens"] = 120, ["completion_tokens"] = 9, ["total_tokens"] = 129 };
            await SendAsync(usage);
        }

        await context.Response.WriteAsync("data: [DONE]\n\n", Stopped);
    }

    private async Task SendAsync(JsonObject chunk)
    {
        await context.Response.WriteAsync($"data: {chunk.ToJsonString(JsonSerializerOptions.Default)}\n\n", Stopped);
        await context.Response.Body.FlushAsync(Stopped);
    }

    private static JsonObject Chunk(string? text, string? finishReason)
    {
        var delta = new JsonObject();
        if (text is not null)
        {
            delta["role"] = "assistant";
            delta["content"] = text;
        }

        return new JsonObject
        {
            ["id"] = "chatcmpl-scripted",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1_772_443_800,
            ["model"] = "scripted",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finishReason }),
        };
    }
}
