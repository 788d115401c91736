namespace Rag.Api.Streams;

/// <summary>
/// Sends happenings as they come, and a comment at once and after every <see cref="Silence"/>. One loop writes both, so that
/// neither can stand inside the other.
/// </summary>
internal static class EventStream
{
    /// <summary>Shorter than the shortest time after which proxies in common use close an idle connection (30 s).</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static async Task SendAsync<T>(
        IAsyncEnumerable<T> happenings, Func<T, CancellationToken, Task> write, SseWriter writer, TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await writer.WriteCommentAsync(cancellationToken);
        await using var enumerator = happenings.GetAsyncEnumerator(leaving.Token);
        while (true)
        {
            var next = enumerator.MoveNextAsync().AsTask();
            try
            {
                while (await IsSilentAsync(next, time))
                {
                    await writer.WriteCommentAsync(cancellationToken);
                }
            }
            catch
            {
                // An enumerator must not be disposed in the middle of a step: end the step first.
                await leaving.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            if (!await next)
            {
                return;
            }

            await write(enumerator.Current, cancellationToken);
        }
    }

    private static async Task<bool> IsSilentAsync(Task next, TimeProvider time)
    {
        if (next.IsCompleted)
        {
            return false;
        }

        using var heard = new CancellationTokenSource();
        var silence = Task.Delay(Silence, time, heard.Token);
        var first = await Task.WhenAny(next, silence);
        await heard.CancelAsync();
        return first == silence;
    }
}
