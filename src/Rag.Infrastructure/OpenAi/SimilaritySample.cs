using System.Numerics.Tensors;
using Rag.Application.Retrieval;

namespace Rag.Infrastructure.OpenAi;

/// <summary>
/// A few questions with a passage each that answers them nearly in their own words, half Spanish and half English, from which the
/// scale of an unknown model's cosines is measured. Zero is the mean of a question and the others' passages in its language, One
/// the mean of a question and its own.
/// </summary>
internal static class SimilaritySample
{
    private static readonly (string Question, string Passage)[] Spanish =
    [
        ("¿Cuál es el plazo de devolución?", "El plazo de devolución es de treinta días desde la entrega."),
        ("¿Cómo se limpia el filtro de la cafetera?", "El filtro de la cafetera se limpia con agua tibia y sin jabón."),
        ("¿Dónde está la sede de la empresa?", "La sede de la empresa está en la ciudad de Valencia."),
        ("¿Cuántas vacaciones tiene un empleado?", "Un empleado tiene veintitrés días de vacaciones al año."),
        ("¿Qué cubre el seguro del coche?", "El seguro del coche cubre los daños por robo, incendio y granizo."),
        ("¿Cuándo abre la biblioteca?", "La biblioteca abre de lunes a viernes a las nueve de la mañana."),
    ];

    private static readonly (string Question, string Passage)[] English =
    [
        ("What voltage does the pump need?", "The pump needs a voltage of 230 volts at 50 hertz."),
        ("How do I reset my password?", "To reset your password, choose the link below the sign-in form."),
        ("Who pays for the shipping?", "The customer pays for the shipping of orders below fifty euros."),
        ("Which trees lose their leaves in winter?", "Oaks, beeches and maples lose their leaves in winter."),
        ("When is the rent due?", "The rent is due on the first day of every month."),
        ("How is the dough baked?", "The dough is baked for forty minutes in a hot oven."),
    ];

    /// <summary>What one request asks for: each question before its passage.</summary>
    public static IReadOnlyList<string> Texts { get; } =
        [.. Spanish.Concat(English).SelectMany(pair => new[] { pair.Question, pair.Passage })];

    /// <param name="vectors">Of <see cref="Texts"/>, unit length.</param>
    public static SimilarityScale Measure(IReadOnlyList<float[]> vectors)
    {
        var pairs = Enumerable.Range(0, vectors.Count / 2).ToList();
        var own = pairs.Average(i => Between(i, i));
        var others = (from i in pairs
                      from j in pairs
                      where i != j && i < Spanish.Length == j < Spanish.Length
                      select Between(i, j)).Average();

        // A model that tells nothing apart has no scale; its cosine is then all there is.
        return own - others > 0.01 ? new SimilarityScale(others, own) : new SimilarityScale(0, 1);

        double Between(int question, int passage) => TensorPrimitives.Dot<float>(vectors[2 * question], vectors[(2 * passage) + 1]);
    }
}
