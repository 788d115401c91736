using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Mvc;
using Rag.Application.Chat;

namespace Rag.Api.Chat.Exports;

/// <summary>Conversations written into the response while they are being read.</summary>
internal sealed class ExportResult(ConversationExport export) : ActionResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var (type, extension) = ExportFiles.Of(export.Format);
        var time = export.At.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=conversaciones_{time}.{extension}";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await ExportFiles.WriteAsync(export, http.Response.BodyWriter, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client left; the reading ended with it, and there is nothing to clean up.
        }
    }
}

internal static class ExportFiles
{
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string CsvType = "text/csv; charset=utf-8";
    public const string JsonType = "application/json";

    public static (string ContentType, string Extension) Of(ExportFormat format) => format switch
    {
        ExportFormat.Xlsx => (XlsxType, "xlsx"),
        ExportFormat.Csv => (CsvType, "csv"),
        ExportFormat.Json => (JsonType, "json"),
    };

    public static Task WriteAsync(ConversationExport export, PipeWriter output, CancellationToken cancellationToken) => export.Format switch
    {
        ExportFormat.Xlsx => new XlsxFile(output).WriteAsync(export.Messages, cancellationToken),
        ExportFormat.Csv => CsvFile.WriteAsync(export.Messages, output.AsStream(leaveOpen: true), cancellationToken),
        ExportFormat.Json => JsonFile.WriteAsync(export.Messages, output.AsStream(leaveOpen: true), cancellationToken),
    };
}
