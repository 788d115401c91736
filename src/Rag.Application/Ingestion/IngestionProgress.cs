namespace Rag.Application.Ingestion;

/// <summary>How far one job is, 0..1, written by the work and read by whoever renews its claim.</summary>
public sealed class IngestionProgress
{
    /// <summary>Share of the work that reading the file is; embedding takes nearly all of the rest.</summary>
    private const double ReadingShare = 0.2;

    private double _value;

    public double Value => Volatile.Read(ref _value);

    public void Read(int pages, int ofPages) => Set(ReadingShare * pages / Math.Max(1, ofPages));

    public void Embedded(int chunks, int ofChunks) => Set(ReadingShare + ((1 - ReadingShare) * chunks / Math.Max(1, ofChunks)));

    // 1 is kept for what can be asked about: a version is whole only once it is shown.
    private void Set(double value) => Volatile.Write(ref _value, Math.Clamp(value, 0, 0.99));
}
