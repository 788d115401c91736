using System.Diagnostics;
using OpenTelemetry;

namespace Rag.Api.Metrics;

/// <summary>The framework writes its own tags after the pipeline: once a span has ended, only those that <see cref="RequestSpan"/> knows stay.</summary>
internal sealed class RequestTagsOnly : BaseProcessor<Activity>
{
    public const string Framework = "Microsoft.AspNetCore";

    private static readonly string[] Kept = ["http.request.method", "http.route", "http.response.status_code", "error.type"];

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != Framework)
        {
            return;
        }

        foreach (var (tag, _) in data.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList())
        {
            data.SetTag(tag, null);
        }
    }
}
