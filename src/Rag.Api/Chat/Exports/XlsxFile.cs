using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Rag.Application.Chat;

namespace Rag.Api.Chat.Exports;

/// <summary>
/// A workbook of conversations, written from its first byte to its last without going back, so that it needs neither memory nor a
/// temporary file: docs/adr/0010. Sheets come first, because only after them it is known how many there are.
/// </summary>
/// <param name="output">Left open.</param>
/// <param name="rowsOfSheet">Rows of a sheet below its header.</param>
internal sealed class XlsxFile(PipeWriter output, int rowsOfSheet = XlsxFile.MostRows)
{
    /// <summary>Excel's 1,048,576 without the header.</summary>
    public const int MostRows = 1_048_575;

    private const int BufferSize = 16 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public async Task WriteAsync(IAsyncEnumerable<ExportedMessage> messages, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(
            new PipeOutput(output), ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using var reading = messages.GetAsyncEnumerator(cancellationToken);
        var sheets = 0;
        for (var hasMore = await reading.MoveNextAsync(); hasMore || sheets == 0;)
        {
            sheets++;
            hasMore = await WriteSheetAsync(archive, sheets, reading, hasMore, cancellationToken);
        }

        foreach (var (path, xml) in XlsxParts.Around(sheets))
        {
            await using var entry = await archive.CreateEntry(path).OpenAsync(cancellationToken);
            await entry.WriteAsync(Utf8.GetBytes(xml), cancellationToken);
        }
    }

    /// <summary>Whether there are messages left for another sheet.</summary>
    private async Task<bool> WriteSheetAsync(
        ZipArchive archive, int number, IAsyncEnumerator<ExportedMessage> reading, bool hasMore, CancellationToken cancellationToken)
    {
        // The fastest level: the others make the file a little smaller and take several times as long.
        await using var entry = await archive.CreateEntry(XlsxParts.SheetPath(number), CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await using var part = new StreamWriter(entry, Utf8, BufferSize, leaveOpen: true);
        await part.WriteAsync(XlsxParts.SheetStart.AsMemory(), cancellationToken);
        var row = 1;
        var xml = new StringBuilder();
        for (; hasMore && row <= rowsOfSheet; hasMore = await reading.MoveNextAsync())
        {
            row++;
            AppendRow(xml.Clear(), row, reading.Current);
            await part.WriteAsync(xml, cancellationToken);
        }

        await part.WriteAsync(XlsxParts.SheetEnd(row).AsMemory(), cancellationToken);
        await part.FlushAsync(cancellationToken);
        return hasMore;
    }

    // Text is an inline string: a table of shared ones would have to be kept until the end. Its type says that it is text, so
    // nothing in it is ever a formula.
    private static void AppendRow(StringBuilder xml, int row, ExportedMessage message)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
        AppendText(xml, 'A', row, message.ConversationId.ToString());
        xml.Append(CultureInfo.InvariantCulture, $"<c r=\"B{row}\" s=\"{XlsxParts.TimeStyle}\"><v>{message.Timestamp.UtcDateTime.ToOADate():R}</v></c>");
        AppendText(xml, 'C', row, ExportColumns.Name(message.Role));
        AppendText(xml, 'D', row, message.Content);
        xml.Append("</row>");
    }

    private static void AppendText(StringBuilder xml, char column, int row, string text) => xml
        .Append(CultureInfo.InvariantCulture, $"<c r=\"{column}{row}\" s=\"{XlsxParts.TextStyle}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
        .AppendCellText(text)
        .Append("</t></is></c>");
}
