using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>Composite amounts in words: <c>600 + section × chunks</c>, <c>20 × length</c>.</summary>
internal static class CompositeWords
{
    /// <summary>The place of a named factor.</summary>
    private const string Factors = "factors.";

    public static string Of(Amount amount) => amount switch
    {
        Sum sum => string.Join(" + ", sum.Terms.Select(term => Part(term, isBracketed: term is Cached))),
        Product product => string.Join(" × ", product.Factors.Select(factor => Part(factor, isBracketed: factor is Sum or Cached))),
        Cached cached => $"{Part(cached.Of)}, of which {Share(cached.Share)} is read from a cache",
        Modal modal => $"{Part(modal.Of)} of {(modal.Modality == Modality.Audio ? "audio" : "images")}",
        ByLabel by => string.Join(", ", by.Amounts.Select(each => $"{each.Label}: {Part(each.Amount)}")),
        Certain certain => ShapeWords.Number(certain.Value),
        Uncertain uncertain => Range(uncertain),
        _ => throw new ArgumentException($"{amount.GetType().Name} is not an amount", nameof(amount)),
    };

    /// <summary>A part, by its name if it has one.</summary>
    private static string Part(Amount amount, bool isBracketed = false) =>
        IsNamed(amount) ? amount.Path[Factors.Length..] : isBracketed ? $"({Of(amount)})" : Of(amount);

    private static string Share(Amount share) => share switch
    {
        Certain certain => ShapeWords.Percent(certain.Value),
        Uncertain { Chance: 1 } uncertain when !IsNamed(share) && uncertain.Shape.ToLaw() is var law =>
            $"[{ShapeWords.Percent(law.Min)} – {ShapeWords.Percent(law.Max)}]",
        _ => Part(share),
    };

    private static bool IsNamed(Amount amount) =>
        amount.Path.StartsWith(Factors, StringComparison.Ordinal) && !amount.Path.AsSpan(Factors.Length).Contains('.');

    /// <summary>An unnamed part is shown by its ends; the list of quantities has a row for it.</summary>
    private static string Range(Uncertain amount)
    {
        var law = amount.Shape.ToLaw();
        var least = amount.Chance < 1 ? 0 : law.Min;
        return double.IsPositiveInfinity(law.Max) ? $"[{ShapeWords.Number(least)} and more]"
            : $"[{ShapeWords.Number(least)} – {ShapeWords.Number(law.Max)}]";
    }
}
