using System.ComponentModel.DataAnnotations;

namespace Rag.Infrastructure.Mongo;

/// <summary>Where MongoDB is and how long it is waited for.</summary>
public sealed class MongoOptions
{
    public const string Section = "Mongo";

    /// <summary>mongodb:// or mongodb+srv://. Unset: this adapter is not used.</summary>
    public string? Uri { get; set; }

    /// <summary>Decides, whatever database the address names. Default chatbot_rag_db.</summary>
    [Required]
    public string Database { get; set; } = "chatbot_rag_db";

    /// <summary>Connections to one server. Default 100.</summary>
    [Range(1, 10_000)]
    public int MaxPoolSize { get; set; } = 100;

    /// <summary>For finding a server and for one operation. Default 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks at the server. With the driver's own 10 s a server that is gone would be called that long.</summary>
    internal static TimeSpan WatchInterval => TimeSpan.FromSeconds(2);

    /// <summary>
    /// For connecting and for one such look, 2 s by default: less than an operation waits, so that a look that hangs in a server which is gone
    /// without a word is over, and the next one has found it back, before an operation gives up.
    /// </summary>
    internal TimeSpan WatchTimeout => Timeout * 0.4;
}
