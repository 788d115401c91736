using System.ComponentModel.DataAnnotations;

namespace Rag.Infrastructure;

/// <summary>Where what is kept on this machine lives.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Everything below lives here unless set. Default ./storage.</summary>
    [Required]
    public string Directory { get; set; } = "./storage";

    /// <summary>Default: documents/pdfs under <see cref="Directory"/>.</summary>
    public string? PdfsDirectory { get; set; }

    /// <summary>Where the PDFs' bytes are. Default: on this machine.</summary>
    public PdfStorage PdfStorage { get; set; }

    /// <summary>Default: vector_store under <see cref="Directory"/>.</summary>
    public string? VectorStorePath { get; set; }

    public string DatabaseFile => Path.GetFullPath(Path.Combine(Directory, "rag.db"));

    public string PdfsPath => Path.GetFullPath(PdfsDirectory ?? Path.Combine(Directory, "documents", "pdfs"));

    public string VectorsPath => Path.GetFullPath(VectorStorePath ?? Path.Combine(Directory, "vector_store"));

    public string FullTextPath => Path.GetFullPath(Path.Combine(Directory, "full_text"));
}

public enum PdfStorage
{
    Disk,

    /// <summary>In GridFS of the database that MONGO_URI names: for platforms where instances share no disk.</summary>
    MongoDb,
}
