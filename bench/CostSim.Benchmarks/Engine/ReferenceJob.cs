using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;
using CostSim.Numerics.Tables;
using CostSim.Scenarios;

namespace CostSim.Benchmarks.Engine;

/// <summary>
/// The job that everything is measured on: <c>scenarios/50atoms.json</c> at a number of items. The only file here that names the engine.
/// </summary>
public sealed class ReferenceJob
{
    private const ulong Seed = 1;

    private readonly Scenario _scenario;
    private readonly long _items;
    private readonly bool _exact;
    private readonly IKernels _kernels;

    /// <param name="items">Number of items.</param>
    /// <param name="exact">Whether every item is drawn call by call.</param>
    /// <param name="kernels">The kernels.</param>
    public ReferenceJob(long items, bool exact, IKernels kernels)
        : this(Scenario, items, exact, kernels)
    {
    }

    /// <summary>Another scenario, measured in the same way.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="exact">Whether every item is drawn call by call.</param>
    /// <param name="kernels">The kernels.</param>
    public ReferenceJob(Scenario scenario, long items, bool exact, IKernels kernels)
    {
        (_scenario, _items, _exact, _kernels) = (scenario, items, exact, kernels);
        Choice = Decide();
    }

    public static Scenario Scenario { get; } = Read();

    /// <summary>The plan and its method, as decided once.</summary>
    public MethodChoice Choice { get; }

    /// <summary>How the plan is drawn, in words.</summary>
    public string Method => Choice.Plan.Collapse is null ? "call by call" : "all items at once";

    /// <summary>Values of a trial that are aggregated: the measures of the run and of each phase.</summary>
    public int MeasuresPerTrial => (Choice.Plan.Phases.Count + 1) * Choice.Plan.Measures.Count;

    /// <summary>
    /// Draws of a trial that do not depend on the number of items, by the map from the word to the value, and counts read from grids.
    /// </summary>
    public DrawCounts DrawsOfRun()
    {
        var (plan, deviations, grids) = (Choice.Plan, 0, 0);
        if (plan.Collapse is { } collapse)
        {
            var steps = collapse.Phases.SelectMany(phase => phase.Steps).ToList();
            grids = steps.Count(step => step is TabulatedStep);
            deviations = steps.Count(step => step is ThinStep or TabulatedStep) + steps.OfType<AverageStep>().Sum(step => step.Mix.Count)
                + collapse.Phases.Sum(phase => phase.Lanes.Where(lane => !lane.IsExact).Sum(lane => lane.Spread.Mix.Count));
        }

        var uniform = plan.RunDraws.Count(draw => draw.Quantile is UniformQuantile);
        var tables = plan.RunDraws.Count(draw => draw.Quantile is QuantileTable);
        return new DrawCounts(uniform, tables, deviations, plan.RunDraws.Count - uniform - tables, grids);
    }

    /// <summary>Plans and chooses the method.</summary>
    public MethodChoice Decide() => MethodChoice.Decide(_scenario, _items, fixRun: false, _exact, _kernels);

    /// <summary>Runs the plan decided at first.</summary>
    public Aggregates Run(long trials, int threads) => Run(Choice, trials, threads);

    /// <summary>The whole of it: plan, choice, run.</summary>
    public Aggregates DecideAndRun(long trials, int threads) => Run(Decide(), trials, threads);

    /// <summary>Mean and percentiles of the run's cost.</summary>
    public static CostBand Band(Aggregates aggregates)
    {
        var cost = aggregates.Total(Measure.Cost);
        var read = Percentile.Read(cost.Histogram, cost.Moments, [0.05, 0.50, 0.95], 0.95);
        double At(int i) => (read[i]?.Value ?? double.NaN) * cost.UnitsPerStep;
        return new CostBand(At(0), At(1), At(2), cost.Moments.Mean * cost.UnitsPerStep);
    }

    private Aggregates Run(MethodChoice choice, long trials, int threads) =>
        Simulation.Run([choice.Plan], new SimulationOptions(Seed, trials, threads) { Kernels = _kernels })[0];

    private static Scenario Read()
    {
        var reading = ScenarioReader.ReadFile(Repository.Path("scenarios/50atoms.json"), ScenarioChanges.None, PriceCatalogue.BuiltIn);
        return reading.Scenario ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }
}

/// <summary>Percentiles and mean of a cost in USD.</summary>
public sealed record CostBand(double P5, double P50, double P95, double Mean);

/// <summary>
/// Numbers of draws: of a uniform law, by a table, normal deviates, by steps; and of places looked up in grids of counts.
/// </summary>
public sealed record DrawCounts(int Uniform, int Table, int Deviates, int Steps, int Grids);
