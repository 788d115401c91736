using System.Globalization;
using System.Text.RegularExpressions;

namespace Rag.Infrastructure.FileStorage;

/// <summary>The names of stored files. They come from us alone, so that a client's name never becomes part of a path.</summary>
public static partial class StoredFileName
{
    /// <summary>A name that is given to nobody else; later ones sort after earlier ones.</summary>
    public static string New() => $"{Guid.CreateVersion7():N}.pdf";

    /// <summary>Whether a name is one that <see cref="New"/> gives. One that differs in case, or brings a path, is somebody else's.</summary>
    public static bool IsOurs(string name) => Pattern().IsMatch(name);

    /// <summary>What names made before a moment sort before, and later ones after: ids of version 7 begin with the time in milliseconds.</summary>
    public static string BoundaryAt(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}\.pdf\z")]
    private static partial Regex Pattern();
}
