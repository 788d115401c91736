using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Rag.Infrastructure.Lucene.Analysis;

namespace Rag.Infrastructure.Lucene;

/// <summary>Our terms as Lucene takes them. A second term at a word's place does not make the chunk longer to BM25.</summary>
internal sealed class TermStream : TokenStream
{
    private readonly List<AnalyzedTerm> _terms;
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _increment;
    private int _next;

    public TermStream(string text)
    {
        _terms = LuceneTextAnalyzer.AnalyzeTerms(text);
        _term = AddAttribute<ICharTermAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public override bool IncrementToken()
    {
        if (_next == _terms.Count)
        {
            return false;
        }

        ClearAttributes();
        var term = _terms[_next];
        _term.Append(term.Stem);
        _increment.PositionIncrement = term.Role == TermRole.Word || _next == 0 ? 1 : 0;
        _next++;
        return true;
    }

    public override void Reset()
    {
        base.Reset();
        _next = 0;
    }
}
