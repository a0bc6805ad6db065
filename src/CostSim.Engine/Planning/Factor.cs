using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning;

/// <summary>
/// A random value drawn once per run or item in each trial: the stream of its random words, and the map from a word to the value.
/// </summary>
/// <param name="Name">The stream's name.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Quantile">From a random word to the value.</param>
public sealed record Draw(string Name, uint Stream, QuantileFunction Quantile)
{
    /// <summary>
    /// For a derived draw (a probability that is a sum), the products that it is the sum of. Its quantile function then has only the bounds
    /// and the mean of the sum.
    /// </summary>
    public IReadOnlyList<DrawProduct>? SumOf { get; init; }
}

/// <summary>A product of draws.</summary>
/// <param name="Constant">Its constant part.</param>
/// <param name="RunDraws">Indices of <see cref="Plan.RunDraws"/>.</param>
/// <param name="ItemDraws">Indices of <see cref="Plan.ItemDraws"/>.</param>
public sealed record DrawProduct(double Constant, IReadOnlyList<int> RunDraws, IReadOnlyList<int> ItemDraws);

/// <summary>The run-level draws of an amount: its value, and its presence if that is random.</summary>
/// <param name="Path">The amount's path.</param>
/// <param name="Draws">Indices of <see cref="Plan.RunDraws"/>.</param>
public sealed record RunFactor(string Path, IReadOnlyList<int> Draws);

/// <summary>The part of an amount that each call draws anew.</summary>
/// <param name="Name">The prefix of its streams' names.</param>
/// <param name="Quantile">From a random word to the value.</param>
public sealed record CallPart(string Name, QuantileFunction Quantile);

/// <summary>
/// An amount, factored by level: a constant times draws of the run, the item and the call. The amount of a call is the product of all of
/// them.
/// </summary>
public sealed record Factor
{
    /// <summary>The amount's path, which identifies it.</summary>
    public required string Path { get; init; }

    /// <summary>Its constant part.</summary>
    public double Constant { get; init; } = 1;

    /// <summary>Indices of <see cref="Plan.RunDraws"/>.</summary>
    public IReadOnlyList<int> RunDraws { get; init; } = [];

    /// <summary>Indices of <see cref="Plan.ItemDraws"/>.</summary>
    public IReadOnlyList<int> ItemDraws { get; init; } = [];

    /// <summary>The parts that each call draws anew.</summary>
    public IReadOnlyList<CallPart> CallParts { get; init; } = [];

    /// <summary>Whether it is constant.</summary>
    public bool IsConstant => RunDraws.Count + ItemDraws.Count + CallParts.Count == 0;

    /// <summary>The support of the whole amount.</summary>
    public required Bounds Support { get; init; }

    /// <summary>The range that the engine can draw: finite even if the support is not.</summary>
    public required Bounds Drawable { get; init; }

    /// <summary>Mean of the whole amount.</summary>
    public double Mean { get; init; }
}
