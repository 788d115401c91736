namespace Rag.Domain.Results;

/// <summary>How what is stored can be out of reach.</summary>
public static class StoreErrors
{
    public static Error Unavailable() => new(
        ErrorKind.Unavailable, "service_unavailable", "A service that this one stands on cannot be reached at the moment. Try again in a few seconds.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };
}
