using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>
/// A short simulation of a single item, call by call, from which planning learns how far one item's cost is from normal. Its seed is fixed, so that the choice
/// of a method depends on the scenario alone.
/// </summary>
internal static class Pilot
{
    private const ulong Seed = 0x9E3779B97F4A7C15;
    private const int Blocks = 4;

    /// <summary>Cumulants of the cost of the run (first) and of each phase of a plan, in USD; then those of operations, where the plan has any.</summary>
    public static IReadOnlyList<Cumulants> Run(Plan oneItem, IKernels kernels)
    {
        var evaluator = BlockEvaluator.Create(oneItem, Seed, kernels);
        List<Measure> measures = [Measure.Cost, .. oneItem.Measures.Where(measure => measure == Measure.Operations)];
        var scopes = oneItem.Phases.Count + 1;
        var values = new double[scopes * measures.Count][];
        for (var scope = 0; scope < values.Length; scope++)
            values[scope] = new double[Blocks * BlockEvaluator.BlockSize];
        for (var b = 0; b < Blocks; b++)
        {
            var block = evaluator.Evaluate((long)b * BlockEvaluator.BlockSize, BlockEvaluator.BlockSize);
            for (var scope = 0; scope < values.Length; scope++)
            {
                var measure = measures[scope / scopes];
                var costs = scope % scopes == 0 ? block.Total(measure) : block.Phase(scope % scopes - 1, measure);
                for (var t = 0; t < costs.Length; t++)
                    values[scope][b * BlockEvaluator.BlockSize + t] = costs[t] * oneItem.UsdPerCostStep;
            }
        }

        return [.. values.Select(Cumulants.Of)];
    }
}

/// <summary>The first four cumulants of a law, estimated from a sample.</summary>
internal readonly record struct Cumulants(double Mean, double Second, double Third, double Fourth, int Count)
{
    /// <summary>Standard errors by which an estimate from few values is raised.</summary>
    private const double StandardErrors = 5;

    /// <summary>
    /// The third and the fourth, in magnitude, of what is left to chance once it is known which values are not zero: those of the values that are not, with five standard errors, times their
    /// share. Never more than the cumulants themselves.
    /// </summary>
    public (double Third, double Fourth) GivenPresence { get; private init; }

    /// <summary>Standard error of the variance.</summary>
    public double SecondError => Math.Sqrt(Math.Max(0, Fourth + 2 * Second * Second) / Count);

    public static Cumulants Of(IReadOnlyList<double> values)
    {
        var all = Moments(values);
        double[] present = [.. values.Where(value => value != 0)];
        if (present.Length == values.Count || present.Length == 0)
            return all with { GivenPresence = (Math.Abs(all.Third), Math.Abs(all.Fourth)) };
        var (some, share) = (Moments(present), present.Length / (double)values.Count);
        var third = share * (Math.Abs(some.Third) + StandardErrors * Math.Pow(some.Second, 1.5) * Math.Sqrt(6.0 / present.Length));
        var fourth = share * (Math.Abs(some.Fourth) + StandardErrors * some.Second * some.Second * Math.Sqrt(24.0 / present.Length));
        return all with { GivenPresence = (Math.Min(third, Math.Abs(all.Third)), Math.Min(fourth, Math.Abs(all.Fourth))) };
    }

    private static Cumulants Moments(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        double second = 0, third = 0, fourth = 0;
        foreach (var value in values)
        {
            var d = value - mean;
            second += d * d;
            third += d * d * d;
            fourth += d * d * d * d;
        }

        var n = (double)values.Count;
        return new Cumulants(mean, second / n, third / n, fourth / n - 3 * (second / n) * (second / n), values.Count);
    }
}
