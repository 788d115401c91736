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

    /// <summary>For finding a server, for connecting and for one operation. Default 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
