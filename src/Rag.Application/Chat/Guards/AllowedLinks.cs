using System.Text.RegularExpressions;
using Rag.Domain.Bots;

namespace Rag.Application.Chat.Guards;

/// <summary>
/// Where an answer may link to: the operator's sites and what the operator's own texts name. Not what a document names: whoever
/// wrote it must not send visitors anywhere, and an address can carry away what the conversation says.
/// </summary>
internal sealed partial class AllowedLinks(IReadOnlyCollection<string> hosts)
{
    public static AllowedLinks For(AnswerLinkOptions options, BotConfig config) => new(
    [
        .. options.Hosts.Select(WithoutWww),
        .. new[] { config.ContactText, config.SystemPrompt, config.UiPromptExtra, config.WelcomeMessage }
            .SelectMany(text => Host().Matches(text ?? "").Select(match => WithoutWww(match.Groups["host"].Value))),
    ]);

    /// <summary>Whether it is a whole http, https, mailto or tel address of an allowed host; <c>www.…</c> counts as https.</summary>
    public bool Allows(string address)
    {
        if (address.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
        {
            address = "https://" + address;
        }

        // Browsers read a backslash as a slash, .NET not everywhere: nobody means one. An address within an address sends its reader on.
        if (address.Contains('\\', StringComparison.Ordinal) || Inner().IsMatch(address) || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return false;
        }

        return uri.Scheme == "tel" || (uri.Scheme is "http" or "https" or "mailto" && hosts.Any(host => IsAtOrBelow(uri.IdnHost, host)));
    }

    private static bool IsAtOrBelow(string host, string allowed) =>
        host.Equals(allowed, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + allowed, StringComparison.OrdinalIgnoreCase);

    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    [GeneratedRegex(@".https?:", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Inner();

    /// <summary>The host of an address or of an e-mail address in a text.</summary>
    [GeneratedRegex(@"(?:https?://|@|\bwww\.)(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Host();
}
