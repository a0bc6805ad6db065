using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning;

/// <summary>A value that a run or an item draws once a trial: the stream of its words, and the map from a word to the value.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Quantile">From a random word to the value.</param>
public sealed record Draw(string Name, uint Stream, QuantileFunction Quantile)
{
    /// <summary>
    /// The products that the value is the sum of, where it draws nothing itself: a chance that is a sum. Its quantile function then has the
    /// ends and the mean of the sum, and no values.
    /// </summary>
    public IReadOnlyList<DrawProduct>? SumOf { get; init; }
}

/// <summary>A product of draws.</summary>
/// <param name="Constant">What is certain in it.</param>
/// <param name="RunDraws">Indices of <see cref="Plan.RunDraws"/>.</param>
/// <param name="ItemDraws">Indices of <see cref="Plan.ItemDraws"/>.</param>
public sealed record DrawProduct(double Constant, IReadOnlyList<int> RunDraws, IReadOnlyList<int> ItemDraws);

/// <summary>What an amount draws once a run: its value, and whether it is there where that is a matter of chance.</summary>
/// <param name="Path">The amount's path.</param>
/// <param name="Draws">Indices of <see cref="Plan.RunDraws"/>.</param>
public sealed record RunFactor(string Path, IReadOnlyList<int> Draws);

/// <summary>What each call draws afresh of an amount.</summary>
/// <param name="Name">What the names of its streams start with.</param>
/// <param name="Quantile">From a random word to the value.</param>
public sealed record CallPart(string Name, QuantileFunction Quantile);

/// <summary>
/// An amount, taken apart: a constant times draws at each level. The amount of a call is the product of all of them.
/// </summary>
public sealed record Factor
{
    /// <summary>The amount's path, which is its identity.</summary>
    public required string Path { get; init; }

    /// <summary>What is certain in it.</summary>
    public double Constant { get; init; } = 1;

    /// <summary>Indices of <see cref="Plan.RunDraws"/>.</summary>
    public IReadOnlyList<int> RunDraws { get; init; } = [];

    /// <summary>Indices of <see cref="Plan.ItemDraws"/>.</summary>
    public IReadOnlyList<int> ItemDraws { get; init; } = [];

    /// <summary>The parts that each call draws afresh.</summary>
    public IReadOnlyList<CallPart> CallParts { get; init; } = [];

    /// <summary>Whether nothing of it is drawn.</summary>
    public bool IsConstant => RunDraws.Count + ItemDraws.Count + CallParts.Count == 0;

    /// <summary>The ends of the whole amount by its law.</summary>
    public required Bounds Support { get; init; }

    /// <summary>The ends of what the engine can draw: finite where the law is not.</summary>
    public required Bounds Drawable { get; init; }

    /// <summary>Mean of the whole amount.</summary>
    public double Mean { get; init; }
}
