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

    /// <summary>Spanish when Accept-Language prefers it to English; English otherwise.</summary>
    public static Wording For(HttpRequest request)
    {
        var (spanish, english) = (0.0, 0.0);
        if (StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
        {
            foreach (var value in accepted)
            {
                var language = value.Value.Value?.Split('-', '_')[0] ?? "";
                if (language.Equals("es", StringComparison.OrdinalIgnoreCase))
                {
                    spanish = Math.Max(spanish, value.Quality ?? 1);
                }
                else if (language.Equals("en", StringComparison.OrdinalIgnoreCase) || language == "*")
                {
                    english = Math.Max(english, value.Quality ?? 1);
                }
            }

            // "es, en" without qualities: the first one named is meant.
            if (spanish > 0 && spanish.Equals(english))
            {
                var first = accepted.First(value => value.Quality is null || spanish.Equals(value.Quality));
                return first.Value.StartsWith("es", StringComparison.OrdinalIgnoreCase) ? Spanish : English;
            }
        }

        return spanish > english ? Spanish : English;
    }

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
