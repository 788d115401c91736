using Lucene.Net.Index;
using Lucene.Net.Search;
using Rag.Infrastructure.Lucene.Analysis;

namespace Rag.Infrastructure.Lucene;

/// <summary>One thing asked for: a word, or a code with its parts.</summary>
/// <param name="Whole">Index of the term that is all of it, when its parts are terms too.</param>
/// <param name="Parts">Indexes of terms.</param>
internal sealed record QuestionWord(int? Whole, IReadOnlyList<int> Parts);

/// <summary>A question against one state of the index: its distinct terms, what each weighs, and the query.</summary>
internal sealed class LexicalQuestion
{
    // A question of 2,000 characters can have some 300 words. The rarest are what it is about, and Lucene refuses more than 1,024 clauses.
    private const int MostWords = 64;
    private const int MostParts = 8;

    // Chunks that a corpus is taken to have beside its own, all without the question's words: see Weight.
    private const double PriorChunks = 100;

    // What a word that is only nearly there counts against one that is: it may be another word.
    private const float NearShare = 0.6f;

    private static readonly (string Field, float Boost)[] Fields =
        [(ChunkFields.Text, 1), (ChunkFields.Heading, 0.5f), (ChunkFields.Title, 0.5f)];

    private readonly List<string> _terms = [];
    private readonly List<double> _weights = [];
    private readonly List<bool> _isKnown = [];

    // By a term that no chunk has, those it was probably meant to be.
    private readonly Dictionary<int, List<int>> _near = [];
    private readonly List<QuestionWord> _words = [];

    public LexicalQuestion(string question, IndexReader reader)
    {
        foreach (var word in Distinct(question).OrderByDescending(word => HeaviestOf(word, reader)).Take(MostWords))
        {
            int? whole = word.Whole is null ? null : Add(word.Whole, reader);
            _words.Add(new QuestionWord(whole, [.. word.Parts.Take(MostParts).Select(part => Add(part, reader))]));
        }

        ForgiveTypos(reader);
    }

    public static IReadOnlyList<string> FieldNames { get; } = [ChunkFields.Text, ChunkFields.Heading, ChunkFields.Title];

    public IReadOnlyList<string> Terms => _terms;

    /// <summary>Whether any chunk can hold any of it.</summary>
    public bool CanMatch => _isKnown.Contains(true);

    /// <summary>The terms in each field, any of them, and nothing of the question as syntax.</summary>
    public Query ToQuery()
    {
        var query = new BooleanQuery();
        var meant = _near.Values.SelectMany(terms => terms).ToHashSet();
        foreach (var (field, boost) in Fields)
        {
            var inField = new BooleanQuery { Boost = boost };
            for (var i = 0; i < _terms.Count; i++)
            {
                if (_isKnown[i])
                {
                    inField.Add(new TermQuery(new Term(field, _terms[i])) { Boost = meant.Contains(i) ? NearShare : 1 }, Occur.SHOULD);
                }
            }

            query.Add(inField, Occur.SHOULD);
        }

        return query;
    }

    /// <param name="held">Per term, whether a chunk has it in any field.</param>
    public double Coverage(ReadOnlySpan<bool> held)
    {
        var (all, found) = (0.0, 0.0);
        foreach (var word in _words)
        {
            var hasWhole = word.Whole is { } whole && held[whole];
            foreach (var part in word.Parts)
            {
                all += _weights[part];
                found += hasWhole || held[part] ? _weights[part] : NearShare * HeaviestHeld(part, held);
            }
        }

        return all > 0 ? found / all : 0;
    }

    // Where most words are unknown the question is in a language that the corpus is not in, and what is near its words is chance.
    private void ForgiveTypos(IndexReader reader)
    {
        var unknown = Enumerable.Range(0, _terms.Count).Where(term => !_isKnown[term]).ToList();
        if (unknown.Count > 1 && unknown.Count * 2 > _terms.Count)
        {
            return;
        }

        foreach (var term in unknown)
        {
            if (NearTerms.Find(reader, _terms[term]) is { Count: > 0 } near)
            {
                _near[term] = [.. near.Select(word => Add(word, reader))];
            }
        }
    }

    private double HeaviestHeld(int part, ReadOnlySpan<bool> held)
    {
        var weight = 0.0;
        foreach (var near in _near.GetValueOrDefault(part, []))
        {
            weight = held[near] ? Math.Max(weight, _weights[near]) : weight;
        }

        return weight;
    }

    private static List<(string? Whole, List<string> Parts)> Distinct(string question)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var words = new List<(string? Whole, List<string> Parts)>();
        foreach (var word in LuceneTextAnalyzer.AnalyzeTerms(question).Where(term => term.Role != TermRole.FigurePart).GroupBy(term => term.Word))
        {
            var whole = word.Where(term => term.Role == TermRole.Whole).Select(term => term.Stem).SingleOrDefault();
            var parts = word.Where(term => term.Role == TermRole.Word && seen.Add(term.Stem)).Select(term => term.Stem).ToList();
            if (parts.Count > 0 || (whole is not null && seen.Add(whole)))
            {
                words.Add((whole, parts));
            }
        }

        return words;
    }

    private static double HeaviestOf((string? Whole, List<string> Parts) word, IndexReader reader) =>
        word.Parts.Append(word.Whole).Where(term => term is not null).Max(term => Weight(term!, reader));

    // BM25's idf is near nothing for a word that all of a small corpus has: on a corpus of one chunk everything found would weigh a
    // fifth of anything not found. With a hundred chunks more that lack the word, finding it counts about as much there as elsewhere.
    private static double Weight(string term, IndexReader reader) =>
        Math.Log((reader.MaxDoc + PriorChunks + 1) / (Frequency(term, reader) + 1));

    private static int Frequency(string term, IndexReader reader) => Fields.Max(field => reader.DocFreq(new Term(field.Field, term)));

    private int Add(string term, IndexReader reader)
    {
        var known = _terms.IndexOf(term);
        if (known >= 0)
        {
            return known;
        }

        _terms.Add(term);
        _weights.Add(Weight(term, reader));
        _isKnown.Add(Frequency(term, reader) > 0);
        return _terms.Count - 1;
    }
}
