using System.Reflection;

namespace Rag.Api.Configuration;

/// <summary>The OpenAPI document and what this deployment calls itself.</summary>
public sealed class DocsOptions
{
    public const string Section = "Docs";

    private static readonly string BuildVersion =
        typeof(DocsOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Default true.</summary>
    public bool Enabled { get; set; } = true;

    public string Title { get; set; } = "RAG Chatbot API";

    public string Description { get; set; } = "Answers questions from your PDF documents and cites the pages.";

    /// <summary>Default: the build's.</summary>
    public string Version { get; set; } = BuildVersion;
}
