using System.Buffers;
using System.Globalization;
using System.Text;
using Rag.Application.Chat;

namespace Rag.Api.Chat.Exports;

/// <summary>RFC 4180 as a spreadsheet set to Spanish opens it: separated by semicolons, UTF-8 with a byte order mark.</summary>
internal static class CsvFile
{
    private const int BufferSize = 16 * 1024;

    // OWASP's list against formula injection, with the wide forms that East Asian settings take for the same.
    private static readonly SearchValues<char> BeginsFormula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    public static async Task WriteAsync(IAsyncEnumerable<ExportedMessage> messages, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), BufferSize, leaveOpen: true);
        await writer.WriteAsync($"{string.Join(';', ExportColumns.Names)}\r\n".AsMemory(), cancellationToken);
        var line = new StringBuilder();
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            line.Clear().Append(CultureInfo.InvariantCulture, $"{message.ConversationId};{message.Timestamp.UtcDateTime:yyyy-MM-dd HH:mm:ss};");
            line.Append(ExportColumns.Name(message.Role)).Append(';');
            AppendText(line, message.Content);
            await writer.WriteAsync(line.Append("\r\n"), cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);
    }

    private static void AppendText(StringBuilder line, string text)
    {
        line.Append('"');
        if (text.Length > 0 && BeginsFormula.Contains(text[0]))
        {
            line.Append('\'');
        }

        var start = line.Length;
        line.Append(text).Replace("\"", "\"\"", start, text.Length).Append('"');
    }
}
