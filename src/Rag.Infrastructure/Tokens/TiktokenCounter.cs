using Microsoft.ML.Tokenizers;
using Rag.Application.Costs;

namespace Rag.Infrastructure.Tokens;

/// <summary>
/// Counts with OpenAI's vocabularies (o200k of gpt-4o and later, cl100k of those before). For any other model o200k is the estimate:
/// vocabularies of its size differ by some percent, and it knows other scripts, which a number of characters a token does not.
/// </summary>
internal sealed class TiktokenCounter : ITokenCounter
{
    private static readonly string[] Earlier = ["gpt-4", "gpt-3.5", "gpt-35", "text-embedding-"];

    // These begin with one of the above and are later all the same.
    private static readonly string[] Later = ["gpt-4o", "gpt-4.1", "gpt-4.5"];

    // Some hundred milliseconds and ten megabytes each, so only where they are used.
    private readonly Lazy<Tokenizer> _o200k = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));
    private readonly Lazy<Tokenizer> _cl100k = new(() => TiktokenTokenizer.CreateForEncoding("cl100k_base"));

    public int Count(string text, string model) => (IsEarlier(model) ? _cl100k : _o200k).Value.CountTokens(text);

    private static bool IsEarlier(string model) => Begins(model, Earlier) && !Begins(model, Later);

    private static bool Begins(string model, string[] names) => Array.Exists(names, name => model.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
