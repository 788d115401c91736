namespace Rag.Application.Costs;

/// <summary>Tokens of a text, counted here: for what a provider does not count, or did not come to.</summary>
public interface ITokenCounter
{
    /// <param name="text">Any text.</param>
    /// <param name="model">Its name at its provider. Of a model whose vocabulary is not known it is an estimate.</param>
    int Count(string text, string model);
}
