using System.Globalization;
using System.Text;

namespace Rag.Api.Chat.Exports;

/// <summary>The parts of a workbook that are the same in every export, as ECMA-376 wants them.</summary>
internal static class XlsxParts
{
    public const int HeaderStyle = 1;
    public const int TimeStyle = 2;
    public const int TextStyle = 3;

    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string OfficeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string SheetMl = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // Bold and white on dark blue; times readable in every country; long messages broken into lines from the top of their row.
    private const string Styles = Declaration + $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FF1F4E78"/><bgColor indexed="64"/></patternFill></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    /// <summary>All before the first message: the frozen header with its names.</summary>
    public static string SheetStart { get; } = Declaration + $"""
        <worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>
        <selection pane="bottomLeft"/></sheetView></sheetViews><cols><col min="1" max="1" width="38" customWidth="1"/><col min="2" max="2" width="20" customWidth="1"/>
        <col min="3" max="3" width="11" customWidth="1"/><col min="4" max="4" width="100" customWidth="1"/></cols><sheetData><row r="1">
        """ + string.Concat(ExportColumns.Names.Select((name, index) =>
            $"<c r=\"{(char)('A' + index)}1\" s=\"{HeaderStyle}\" t=\"inlineStr\"><is><t>{name}</t></is></c>")) + "</row>";

    public static string SheetEnd(int lastRow) => Text($"</sheetData><autoFilter ref=\"A1:D{lastRow}\"/></worksheet>");

    public static string SheetPath(int number) => Text($"xl/worksheets/sheet{number}.xml");

    /// <summary>Everything but the sheets.</summary>
    public static IEnumerable<(string Path, string Xml)> Around(int sheets) =>
    [
        ("xl/styles.xml", Styles),
        ("xl/workbook.xml", Workbook(sheets)),
        ("xl/_rels/workbook.xml.rels", WorkbookRelationships(sheets)),
        ("_rels/.rels", Declaration + $"""
            <Relationships xmlns="{Relationships}"><Relationship Id="rId1" Type="{OfficeRelationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """),
        ("[Content_Types].xml", Types(sheets)),
    ];

    private static string Workbook(int sheets)
    {
        var xml = new StringBuilder(Declaration).Append(CultureInfo.InvariantCulture, $"<workbook xmlns=\"{Main}\" xmlns:r=\"{OfficeRelationships}\"><sheets>");
        foreach (var number in Enumerable.Range(1, sheets))
        {
            var name = number == 1 ? ExportColumns.Sheet : Text($"{ExportColumns.Sheet} {number}");
            xml.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        }

        return xml.Append("</sheets></workbook>").ToString();
    }

    private static string WorkbookRelationships(int sheets)
    {
        var xml = new StringBuilder(Declaration).Append(CultureInfo.InvariantCulture, $"<Relationships xmlns=\"{Relationships}\">");
        foreach (var number in Enumerable.Range(1, sheets))
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{number}\" Type=\"{OfficeRelationships}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>");
        }

        return xml.Append(
            CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{sheets + 1}\" Type=\"{OfficeRelationships}/styles\" Target=\"styles.xml\"/></Relationships>").ToString();
    }

    private static string Types(int sheets)
    {
        var xml = new StringBuilder(Declaration).Append(
            CultureInfo.InvariantCulture,
            $"""
            <Types xmlns="{ContentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{SheetMl}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{SheetMl}.styles+xml"/>
            """);
        foreach (var number in Enumerable.Range(1, sheets))
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/{SheetPath(number)}\" ContentType=\"{SheetMl}.worksheet+xml\"/>");
        }

        return xml.Append("</Types>").ToString();
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
