using Rag.Application.Passages;

namespace Rag.Application.Ingestion;

/// <summary>
/// Packs the units of a page into pieces. A section is cut on its own; inside it a piece ends at the best place that leaves it
/// reasonably full. Each step looks at one window of text, so that the whole takes linear time.
/// </summary>
/// <param name="fits">Whether the model reads a piece whole.</param>
internal sealed class PageCutter(IReadOnlyList<TextUnit> units, ChunkingOptions options, Func<TextSpan, bool> fits)
{
    /// <summary>
    /// A better place to cut is taken while it leaves the piece this full. Chosen on the evaluation corpora: from 0.3 to 0.85 the ranking
    /// hardly changes, and above 0.5 more of the answers are cut in two.
    /// </summary>
    private const double FullEnough = 0.5;

    private readonly int _size = Math.Max(1, options.Size);

    public IReadOnlyList<TextSpan> Cut()
    {
        var pieces = new List<TextSpan>();
        var start = 0;
        foreach (var end in FindSectionEnds())
        {
            CutSection(start, end, pieces);
            start = end;
        }

        return pieces;
    }

    /// <summary>Where sections end, as unit indices. One under the least length is joined to the next, the last to the one before it.</summary>
    private List<int> FindSectionEnds()
    {
        var ends = new List<int>();
        var start = 0;
        for (var i = 1; i < units.Count; i++)
        {
            if (units[i].Break == TextBreak.Heading && LengthOf(start, i) >= LeastLength(_size))
            {
                ends.Add(i);
                start = i;
            }
        }

        if (ends.Count > 0 && LengthOf(start, units.Count) < LeastLength(_size))
        {
            ends.RemoveAt(ends.Count - 1);
        }

        if (units.Count > 0)
        {
            ends.Add(units.Count);
        }

        return ends;
    }

    private void CutSection(int sectionStart, int sectionEnd, List<TextSpan> pieces)
    {
        var (start, end) = (sectionStart, sectionStart);
        while (end < sectionEnd)
        {
            (start, end) = ChoosePiece(start, end, sectionEnd);
            pieces.Add(SpanOf(start, end));
        }
    }

    /// <param name="previous">Where the piece before this one starts.</param>
    /// <param name="next">The first unit that no piece holds yet.</param>
    private (int Start, int End) ChoosePiece(int previous, int next, int sectionEnd)
    {
        var limit = _size;
        while (true)
        {
            var start = previous == next ? next : ChooseStart(previous, next, sectionEnd, limit);
            var end = ChooseEnd(start, next, sectionEnd, limit);

            // A single unit goes through as it is: there is nothing left to cut.
            if (end - start == 1 || fits(SpanOf(start, end)))
            {
                return (start, end);
            }

            limit = Math.Max(1, LengthOf(start, end) * 4 / 5);
        }
    }

    /// <summary>Goes back from the end of the last piece by whole sentences, or by whole words where no sentence begins in reach.</summary>
    private int ChooseStart(int previous, int next, int sectionEnd, int limit)
    {
        // What is under another heading has nothing to do with this.
        if (units[next].Break == TextBreak.Heading)
        {
            return next;
        }

        var wanted = Math.Min(options.Overlap, limit / 2);
        var reach = Math.Min(wanted, RoomBefore(next, sectionEnd, limit));
        var (sentence, word, character) = (next, next, next);
        for (var i = next - 1; i > previous && LengthOf(i, next) <= reach && LengthOf(i, next + 1) <= limit; i--)
        {
            character = i;
            word = units[i].Break >= TextBreak.Word ? i : word;
            sentence = units[i].Break >= TextBreak.Sentence ? i : sentence;
            if (units[i].Break == TextBreak.Heading)
            {
                break;
            }
        }

        // The few words that a long sentence leaves room for help nobody.
        if (sentence < next || reach < wanted / 2)
        {
            return sentence;
        }

        return word < next ? word : units[next].Break == TextBreak.InsideWord ? character : next;
    }

    /// <summary>How far a piece may reach back without pushing out the end of the next sentence; no bound when that is too long anyway.</summary>
    private int RoomBefore(int next, int sectionEnd, int limit)
    {
        var end = next + 1;
        while (end < sectionEnd && units[end].Break < TextBreak.Sentence && LengthOf(next, end) <= limit)
        {
            end++;
        }

        var sentence = LengthOf(next, end);
        return sentence <= limit ? limit - sentence - 1 : limit;
    }

    private int ChooseEnd(int start, int next, int sectionEnd, int limit)
    {
        var last = next + 1;
        while (last < sectionEnd && LengthOf(start, last + 1) <= limit)
        {
            last++;
        }

        if (last == sectionEnd)
        {
            return sectionEnd;
        }

        // What is left behind the cut must not be a stump.
        while (last > next + 1 && LengthOf(last, sectionEnd) < LeastLength(limit))
        {
            last--;
        }

        Span<int> latest = stackalloc int[(int)TextBreak.Heading + 1];
        latest.Clear();
        for (var i = last; i > next; i--)
        {
            ref var known = ref latest[(int)units[i].Break];
            known = known == 0 ? i : known;
        }

        var room = limit - (units[next].Start - units[start].Start);
        var whole = 0;
        for (var kind = TextBreak.Heading; kind >= TextBreak.Word; kind--)
        {
            var end = latest[(int)kind];
            if (end > 0 && LengthOf(next, end) >= FullEnough * room)
            {
                return end;
            }

            whole = Math.Max(whole, end);
        }

        // Nothing leaves the piece full, so a long word follows: it is cut only when it would not fit in a piece of its own.
        if (whole > 0 && WordFits(whole, sectionEnd, limit))
        {
            return whole;
        }

        return latest[(int)TextBreak.Glued] > 0 ? latest[(int)TextBreak.Glued] : last;
    }

    private bool WordFits(int start, int sectionEnd, int limit)
    {
        var end = start + 1;
        while (end < sectionEnd && units[end].Break == TextBreak.InsideWord && LengthOf(start, end) <= limit)
        {
            end++;
        }

        return LengthOf(start, end) <= limit;
    }

    /// <summary>No piece can have the least length when that is more than half of the longest.</summary>
    private int LeastLength(int limit) => Math.Min(options.MinLength, limit / 2);

    private int LengthOf(int start, int end) => units[end - 1].End - units[start].Start;

    private TextSpan SpanOf(int start, int end) => new(units[start].Start, units[end - 1].End);
}
