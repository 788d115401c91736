namespace Rag.Application.Chat.Guards;

/// <summary>What a language model says, on its way to the reader.</summary>
internal sealed class AnswerGuard(CanaryWatch canary, LinkFilter links, AddressFilter addresses)
{
    /// <returns>What can be sent.</returns>
    /// <exception cref="ModelException">The answer repeats its instructions.</exception>
    public string Push(string text) => addresses.Push(links.Push(canary.Push(text)));

    public string Flush() => addresses.Push(links.Push(canary.Flush()) + links.Flush()) + addresses.Flush();
}
