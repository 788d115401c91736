using System.Runtime.CompilerServices;
using System.Text;

namespace Rag.Application.Chat;

/// <summary>
/// Gives again what was answered to the same question from the same passages. What its writer wrote is kept as it was, so that
/// references are filtered and citations looked up anew, against the pages of now. An answer that failed or was cut never comes to
/// its end here, and is not kept.
/// </summary>
internal sealed class CachedAnswerWriter(IAnswerWriter writer, AnswerMemory memory) : IAnswerWriter
{
    public string Name => writer.Name;

    public int CountTokens(string text) => writer.CountTokens(text);

    public async IAsyncEnumerable<AnswerPart> WriteAsync(AnswerTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var key = memory.KeyOf(task, writer);
        if (key is not null && await memory.FindAsync(key, cancellationToken) is { } known)
        {
            yield return new AnswerPart.Recalled();
            yield return new AnswerPart.Text(known.Text);
            yield return new AnswerPart.Ended(known.Reason);
            yield break;
        }

        var text = new StringBuilder();
        await foreach (var part in writer.WriteAsync(task, cancellationToken))
        {
            text.Append((part as AnswerPart.Text)?.Value);
            if (key is not null && part is AnswerPart.Ended ended)
            {
                await memory.KeepAsync(key, text.ToString(), ended.Reason, cancellationToken);
            }

            yield return part;
        }
    }
}
