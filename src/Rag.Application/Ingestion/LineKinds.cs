using System.Text.RegularExpressions;

namespace Rag.Application.Ingestion;

/// <summary>Lines that stay lines instead of flowing into a paragraph.</summary>
internal enum LineKind
{
    Text,
    ListItem,
    TableRow,
}

internal static partial class LineKinds
{
    public static LineKind Of(string line)
    {
        if (ListItem().IsMatch(line))
        {
            return LineKind.ListItem;
        }

        // A number set far from its heading ("2.1   Calibration") makes no table.
        var cells = line.Split('\t');
        return cells.Length > 2 || (cells.Length == 2 && !Number().IsMatch(cells[0])) ? LineKind.TableRow : LineKind.Text;
    }

    [GeneratedRegex(@"^([•◦▪‣∙●○■□▶➢➤✓✔·–—*\-]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)]|\((i|v|x)+\))\s+\S", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^(\d+|[A-Z])(\.\d+)*[.)]?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
