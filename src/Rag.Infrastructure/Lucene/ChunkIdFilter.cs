using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Rag.Domain.Passages;

namespace Rag.Infrastructure.Lucene;

/// <summary>Lets given chunks through, however many: a query of that many clauses would be refused.</summary>
internal sealed class ChunkIdFilter(IReadOnlyCollection<ChunkId> ids) : Filter
{
    public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits acceptDocs)
    {
        var set = new FixedBitSet(context.AtomicReader.MaxDoc);
        foreach (var id in ids)
        {
            var documents = context.AtomicReader.GetTermDocsEnum(ChunkFields.IdTerm(id));
            while (documents is not null && documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                if (acceptDocs is null || acceptDocs.Get(documents.DocID))
                {
                    set.Set(documents.DocID);
                }
            }
        }

        return set;
    }
}
