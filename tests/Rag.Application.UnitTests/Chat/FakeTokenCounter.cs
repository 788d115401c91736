using Rag.Application.Costs;

namespace Rag.Application.UnitTests.Chat;

/// <summary>A token for each started four characters.</summary>
internal sealed class FakeTokenCounter : ITokenCounter
{
    public int Count(string text, string model) => (text.Length + 3) / 4;
}
