namespace Rag.Infrastructure.OpenAi;

/// <summary>How long a call to a language model may take. A limit that is passed ends the call as failed.</summary>
public sealed class ModelCallOptions
{
    public const string Section = "ModelCall";

    /// <summary>To a connection. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From the request to the first sign of an answer. Default 30 s.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two signs of an answer. Default 30 s.</summary>
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The whole call. Default 5 minutes.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
