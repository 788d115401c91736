using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Rag.Infrastructure.Lucene;

/// <summary>Which of a question's terms each of a few hits holds, in any field.</summary>
internal static class HeldTerms
{
    /// <param name="hits">Index-wide document numbers, in any order.</param>
    /// <returns>A row per hit, in the order of <paramref name="hits"/>; a column per term.</returns>
    public static bool[][] Find(IndexReader reader, IReadOnlyList<string> terms, IReadOnlyList<int> hits)
    {
        var held = hits.Select(_ => new bool[terms.Count]).ToArray();
        var rows = Enumerable.Range(0, hits.Count).OrderBy(row => hits[row]).ToArray();
        foreach (var segment in reader.Leaves)
        {
            var inSegment = rows.Where(row => hits[row] >= segment.DocBase && hits[row] < segment.DocBase + segment.Reader.MaxDoc).ToArray();
            if (inSegment.Length > 0)
            {
                FindInSegment(segment, terms, hits, inSegment, held);
            }
        }

        return held;
    }

    private static void FindInSegment(AtomicReaderContext segment, IReadOnlyList<string> terms, IReadOnlyList<int> hits, int[] rows, bool[][] held)
    {
        foreach (var field in LexicalQuestion.FieldNames)
        {
            var dictionary = segment.AtomicReader.GetTerms(field)?.GetEnumerator();
            DocsEnum? documents = null;
            for (var term = 0; dictionary is not null && term < terms.Count; term++)
            {
                if (!dictionary.SeekExact(new BytesRef(terms[term])))
                {
                    continue;
                }

                documents = dictionary.Docs(liveDocs: null, documents, DocsFlags.NONE);
                var at = -1;
                foreach (var row in rows)
                {
                    var wanted = hits[row] - segment.DocBase;
                    at = at < wanted ? documents.Advance(wanted) : at;
                    held[row][term] |= at == wanted;
                    if (at == DocIdSetIterator.NO_MORE_DOCS)
                    {
                        break;
                    }
                }
            }
        }
    }
}
