using System.ComponentModel.DataAnnotations;

namespace Rag.Infrastructure.Chroma;

/// <summary>The external Chroma server and how long it may take.</summary>
public sealed class ChromaOptions
{
    public const string Section = "Chroma";

    /// <summary>Null: vectors are embedded in this process.</summary>
    public Uri? Url { get; set; }

    public string? Token { get; set; }

    /// <summary>Default rag_collection.</summary>
    [Required]
    public string Collection { get; set; } = "rag_collection";

    /// <summary>cosine, l2 or ip: the space that the collection is made with. Default cosine; the server's own would be l2.</summary>
    [RegularExpression("cosine|l2|ip")]
    public string Space { get; set; } = "cosine";

    /// <summary>For one attempt of a call that reads. Default 4 s.</summary>
    public TimeSpan ReadAttempt { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>For a call that reads, its further attempts included. Default 5 s.</summary>
    public TimeSpan ReadCall { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For one attempt of a call that writes: a batch that makes the index grow takes a server seconds. Default 20 s.</summary>
    public TimeSpan WriteAttempt { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>For a call that writes, its further attempts included. Default 60 s.</summary>
    public TimeSpan WriteCall { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long nobody calls a server that keeps failing. Recovery is seen within this and one call. Default 2 s.</summary>
    public TimeSpan Break { get; set; } = TimeSpan.FromSeconds(2);
}
