using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Rag.Api.FunctionalTests.Chat;

/// <summary>A workbook as Microsoft's own library reads it.</summary>
internal sealed record Workbook(IReadOnlyList<SheetRead> Sheets, IReadOnlyList<string> Faults)
{
    public SheetRead Only => Sheets.Single();

    public static Workbook Read(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var faults = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document)
            .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}").ToList();
        var workbook = document.WorkbookPart!;
        var styles = workbook.WorkbookStylesPart!.Stylesheet;
        return new Workbook(
            [.. workbook.Workbook.Descendants<Sheet>().Select(sheet =>
                SheetRead.Of(sheet.Name!, ((WorksheetPart)workbook.GetPartById(sheet.Id!)).Worksheet, styles))],
            faults);
    }
}

/// <param name="Rows">What cells say, the header first; times as they are shown.</param>
/// <param name="HasBoldHeader">And a fill.</param>
internal sealed record SheetRead(
    string Name, IReadOnlyList<string[]> Rows, bool HasBoldHeader, bool IsHeaderFrozen, string? Filter, int Formulas)
{
    public static SheetRead Of(string name, Worksheet sheet, Stylesheet styles)
    {
        var header = sheet.Descendants<Row>().First().Elements<Cell>().Select(cell => Format(styles, cell)).ToList();
        var pane = sheet.Descendants<Pane>().SingleOrDefault();
        return new SheetRead(
            name,
            [.. sheet.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => Text(styles, cell)).ToArray())],
            header.TrueForAll(format => styles.Fonts!.Elements<Font>().ElementAt((int)format.FontId!.Value).Bold is not null && format.FillId!.Value > 1),
            pane is { State.Value: var state, VerticalSplit.Value: 1 } && state == PaneStateValues.Frozen,
            sheet.Elements<AutoFilter>().SingleOrDefault()?.Reference?.Value,
            sheet.Descendants<CellFormula>().Count());
    }

    private static CellFormat Format(Stylesheet styles, Cell cell) =>
        styles.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value);

    private static string Text(Stylesheet styles, Cell cell)
    {
        if (cell.DataType?.Value == CellValues.InlineString)
        {
            return cell.InlineString!.Text!.Text;
        }

        var number = Format(styles, cell).NumberFormatId!.Value;
        Assert.That(styles.NumberingFormats!.Elements<NumberingFormat>().Single(format => format.NumberFormatId! == number).FormatCode!.Value, Does.StartWith("yyyy"));
        return DateTime.FromOADate(double.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
