namespace Rag.Testing;

/// <summary>What a <see cref="BrokenWire"/> does to the answers that go through it.</summary>
public enum WireFault
{
    /// <summary>Nothing: bytes pass.</summary>
    None,

    /// <summary>Nobody listens: a connection is refused, those that there are end.</summary>
    Refused,

    /// <summary>Requests arrive and no answer comes back, on these connections not even when the fault is over: their server is gone without a word.</summary>
    Silent,

    /// <summary>Requests arrive and answers are held back until the fault is over, longer than anybody waits; then they come, late and in order.</summary>
    Slow,

    /// <summary>The next answer's first bytes come back, then the connection is cut.</summary>
    Cut,

    /// <summary>Answers come back as other bytes of the same number.</summary>
    Garbled,

    /// <summary>Answers begin as they should and go on as other bytes: what tells their length is right, what they say is not.</summary>
    Corrupted,
}
