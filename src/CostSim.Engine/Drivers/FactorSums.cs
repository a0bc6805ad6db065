using CostSim.Engine.Planning;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Drivers;

/// <summary>
/// The run's cost by the value of one factor, binned by the random words it was drawn from: the value increases with its word, whatever the
/// distribution.
/// </summary>
/// <remarks>Only valid for independent factors: otherwise a word does not determine the value.</remarks>
public sealed class FactorSums
{
    private readonly Draw[] _draws;
    private readonly WordCells[] _cells;

    /// <param name="plan">The plan.</param>
    /// <param name="factor">One of its factors; at least one of its draws is uncertain.</param>
    internal FactorSums(Plan plan, RunFactor factor)
    {
        Path = factor.Path;
        // Whether an amount is present is drawn after its value, but comes first here, so that its cells are adjacent.
        _draws = [.. factor.Draws.Select(draw => plan.RunDraws[draw]).Where(IsUncertain).Reverse()];
        _cells = [.. _draws.Select(draw => new WordCells(draw.Quantile))];
        Sums = new CellSums(_cells.Aggregate(1, (count, cells) => count * cells.Count));
        Low = End(_cells[0].Low, _cells[0].LowName, _cells[0].LowValue, "absent");
        High = End(_cells[0].High, _cells[0].HighName, _cells[0].HighValue, "present");
    }

    /// <summary>The amount's path, such as <c>factors.medium</c>.</summary>
    public string Path { get; }

    /// <summary>The cost, in steps of <see cref="DriverSums.UsdPerStep"/>, by the factor's cells.</summary>
    public CellSums Sums { get; }

    /// <summary>The low end: around P10, the least of a few values, or absence.</summary>
    public FactorEnd Low { get; }

    /// <summary>The high end: around P90, the greatest of a few values, or presence.</summary>
    public FactorEnd High { get; }

    internal static bool IsUncertain(Draw draw) => draw.Quantile.Max > draw.Quantile.Min;

    /// <summary>Adds the trials of a block.</summary>
    internal void Add(ulong seed, IKernels kernels, long firstTrial, ReadOnlySpan<long> costs, Span<uint> words, Span<int> cells)
    {
        cells.Clear();
        for (var i = 0; i < _draws.Length; i++)
        {
            kernels.Words(seed, new WordAddress(_draws[i].Stream, 0, 0), firstTrial, words);
            _cells[i].Refine(words, cells);
        }

        Sums.Add(cells, costs);
    }

    private FactorEnd End(Range cells, string name, double value, string ofPresence)
    {
        var inner = _cells.Skip(1).Aggregate(1, (count, other) => count * other.Count);
        var mean = _draws.Skip(1).Aggregate(1.0, (product, draw) => product * draw.Quantile.Mean);
        return new FactorEnd(
            (cells.Start.Value * inner)..(cells.End.Value * inner), _draws.Length > 1 ? ofPresence : name, value * mean);
    }
}

/// <summary>One end of a factor's distribution.</summary>
/// <param name="Cells">The cells of the trials there.</param>
/// <param name="Name">What it is: <c>P10</c> (P5 to P15), <c>P90</c> (P85 to P95); for a law of a few values <c>least</c> and
/// <c>greatest</c>; for what may be missing <c>absent</c> and <c>present</c>.</param>
/// <param name="Value">The run-level part of the amount there, in its unit; for <c>present</c> its mean.</param>
public sealed record FactorEnd(Range Cells, string Name, double Value);
