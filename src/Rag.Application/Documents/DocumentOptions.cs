namespace Rag.Application.Documents;

/// <summary>Who may open documents.</summary>
public sealed class DocumentOptions
{
    public const string Section = "Documents";

    /// <summary>Visitors may open the whole PDF that a source names, and not its passage alone. Default: false.</summary>
    public bool ArePublic { get; set; }
}
