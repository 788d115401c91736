namespace Rag.Application.Chat.Guards;

/// <summary>Puts a word in the place of every address of elsewhere.</summary>
/// <param name="removed">The word; in brackets, so that nothing becomes an address by standing beside it.</param>
internal sealed class AddressFilter(AllowedLinks allowed, string removed) : StreamFilter
{
    /// <summary>Characters; what follows is text.</summary>
    public const int LongestAddress = 2048;

    /// <inheritdoc/>
    protected override (int Length, string? Shown) Next(string text, int at, bool isLast)
    {
        var rest = text.AsSpan(at);
        var isWordStart = !char.IsLetterOrDigit(Before);
        if (!AddressStart.IsAt(rest, isWordStart, Before))
        {
            return !isLast && AddressStart.MayCome(rest, isWordStart, Before) ? default : (1, null);
        }

        var window = rest[..Math.Min(rest.Length, LongestAddress)];
        var length = window.IndexOfAny(AddressStart.Ends);
        if (length < 0 && !isLast && rest.Length < LongestAddress)
        {
            return default;
        }

        var address = window[..(length < 0 ? window.Length : length)].TrimEnd(".,;:!?*_)'");
        return (address.Length, allowed.Allows(address.ToString()) ? null : removed);
    }
}
