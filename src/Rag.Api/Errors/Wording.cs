using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Rag.Domain.Results;

namespace Rag.Api.Errors;

/// <summary>
/// The language of problems' and confirmations' sentences. English is what the catalogues say; Wording.es.json holds each sentence in Spanish. A
/// table of our own and not satellite assemblies, because those need cultures, which invariant globalization does not have.
/// </summary>
internal sealed class Wording
{
    private const string Resource = "Rag.Api.Errors.Wording.es.json";

    private static readonly Wording English = new("en", FrozenDictionary<string, string>.Empty);
    private static readonly Wording Spanish = new("es", ReadTable());

    private readonly FrozenDictionary<string, string> _table;

    private Wording(string language, FrozenDictionary<string, string> table) => (Language, _table) = (language, table);

    /// <summary>For the header Content-Language.</summary>
    public string Language { get; }

    /// <summary>The English sentences that have a Spanish one.</summary>
    internal static IReadOnlyDictionary<string, string> SpanishTable => Spanish._table;

    /// <summary>The one that Accept-Language prefers; English where it names neither.</summary>
    public static Wording For(HttpRequest request)
    {
        var (best, wording) = (0.0, English);
        _ = StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted);
        foreach (var value in accepted ?? [])
        {
            // "es, en" without qualities: the first one named is meant.
            if (Find(value.Value.ToString()) is { } spoken && (value.Quality ?? 1) > best)
            {
                (best, wording) = (value.Quality ?? 1, spoken);
            }
        }

        return wording;
    }

    private static Wording? Find(string language) => language.Split('-', '_')[0].ToUpperInvariant() switch
    {
        "ES" => Spanish,
        "EN" or "*" => English,
        _ => null,
    };

    /// <summary>An English sentence or template in this language, its arguments put in; English where the table has none.</summary>
    public string Put(string sentence, IReadOnlyList<string>? arguments = null) =>
        Sentence.Fill(_table.GetValueOrDefault(sentence, sentence), arguments ?? []);

    /// <summary>A sentence of ours in this language.</summary>
    public string Say(Sentence sentence) => Put(sentence.Template, sentence.Arguments);

    private static FrozenDictionary<string, string> ReadTable()
    {
        using var stream = typeof(Wording).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of the assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
