namespace Rag.Application.Ingestion;

/// <summary>A paragraph, a heading, a list or a table's rows while its lines are put together.</summary>
internal sealed class Paragraph
{
    private readonly List<string> _lines = [];
    private CleanLine _last;
    private int _joined = 1;

    private Paragraph(CleanLine first)
    {
        _last = first;
        (Size, IsBold, IsRotated) = (first.Source.FontSize, first.IsBold, first.IsRotated);
        _lines.Add(first.Text);
    }

    /// <summary>What stays a line of its own stays one; a cell's tab was only there to tell a row.</summary>
    public string Text => string.Join('\n', _lines).Replace('\t', ' ').Replace(Hyphens.Soft.ToString(), "", StringComparison.Ordinal);

    public double Size { get; }

    public bool IsBold { get; private set; }

    public bool IsRotated { get; }

    /// <summary>Whether it is running text of at most three lines, as a heading is.</summary>
    public bool CouldBeHeading => _lines.Count == 1 && _joined <= 3 && _last.Kind != LineKind.TableRow && !IsRotated;

    /// <summary>Puts the lines of a page together.</summary>
    public static List<Paragraph> Build(IEnumerable<CleanLine> lines, Hyphens hyphens)
    {
        var paragraphs = new List<Paragraph>();
        foreach (var line in lines)
        {
            if (paragraphs.Count == 0 || !paragraphs[^1].TryAdd(line, hyphens))
            {
                paragraphs.Add(new Paragraph(line));
            }
        }

        return paragraphs;
    }

    private bool TryAdd(CleanLine line, Hyphens hyphens)
    {
        var isList = line.Kind == _last.Kind && line.Kind != LineKind.Text;
        if (line.Source.Block != _last.Source.Block && !Continues(line) && !isList)
        {
            return false;
        }

        if (line.Kind != LineKind.Text || _last.Kind == LineKind.TableRow)
        {
            _lines.Add(line.Text);
            _last = line;
        }
        else
        {
            // The lines below a list's mark belong to it: the paragraph goes on being a list.
            _lines[^1] = hyphens.Join(_lines[^1], line.Text);
            _last = line with { Text = _last.Text };
        }

        _joined++;
        IsBold &= line.IsBold;
        return true;
    }

    /// <summary>Whether a sentence was cut by the end of a column: nothing ended it and it goes on with a small letter.</summary>
    private bool Continues(CleanLine line) =>
        line.Kind == LineKind.Text && _last.Kind != LineKind.TableRow && !line.IsRotated && !IsRotated
        && char.IsLower(line.Text[0]) && (char.IsLetter(_lines[^1][^1]) || _lines[^1][^1] is ',' or '-' or '\u2010' or Hyphens.Soft)
        && Math.Abs(line.Source.FontSize - Size) <= Size * 0.05 && line.IsBold == _last.IsBold && !(IsBold && _joined == 1);
}
