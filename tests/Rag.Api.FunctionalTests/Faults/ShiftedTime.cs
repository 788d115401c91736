namespace Rag.Api.FunctionalTests.Faults;

/// <summary>The machine's clock, since the network's time cannot be held still, put forward where what is kept for a while should be old.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public void Shift(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));
}
