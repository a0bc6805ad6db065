using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Comparison;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>What a scenario foretells of a run, to hold bills against: the law of its cost, and the means of its parts.</summary>
public sealed class Forecast
{
    private const double PicoUsd = 1e-12;

    private readonly IReadOnlyList<PhaseMeans> _means;
    private readonly IReadOnlyList<FirstMeans> _first;

    /// <summary>Made once: its hash is of all aggregates.</summary>
    private Summary? _summary;

    internal Forecast(
        SizedScenario sized, RunSummary run, Aggregates aggregates, IReadOnlyList<PhaseMeans> means, IReadOnlyList<FirstMeans> first)
    {
        (Scenario, Run, Aggregates, _means, _first) = (sized.Scenario, run, aggregates, means, first);
        MeanPicoUsd = MeanOf(aggregates.Total(Measure.Cost));
    }

    public Scenario Scenario { get; }

    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    /// <summary>The precision of P95, if it determined the number of trials; otherwise null.</summary>
    public Precision? Precision { get; init; }

    /// <summary>The bands.</summary>
    public RunSummary Run { get; }

    /// <summary>The aggregates behind them.</summary>
    public Aggregates Aggregates { get; }

    /// <summary>The same as the summary of a run.</summary>
    public Summary Summary => _summary ??= new Summary
    {
        Scenario = Scenario,
        Seed = Seed,
        Trials = Trials,
        ResultHash = Simulation.ResultHash([Aggregates]),
        Runs = [Run],
    };

    /// <summary>Mean token cost of the run, rounded to a picodollar.</summary>
    public Int128 MeanPicoUsd { get; }

    /// <summary>Where an amount falls: the share of trials that cost at most this.</summary>
    public Estimate PercentileOf(Int128 picoUsd) => Summariser.AtMost(Aggregates.Total(Measure.Cost), (double)picoUsd * PicoUsd);

    /// <summary>Whether an amount is within the band of two percentiles, to the step in which trials are counted.</summary>
    public bool IsWithin(Int128 picoUsd, double low, double high)
    {
        var cost = Aggregates.Total(Measure.Cost);
        return ShareAtMost(1) >= low && ShareAtMost(-1) <= high;

        double ShareAtMost(int steps) =>
            Fraction.AtMost(cost.Histogram, (double)picoUsd * PicoUsd / cost.UnitsPerStep + steps).Count / cost.Moments.Count;
    }

    /// <summary>The means of the phases and allowances, in their order.</summary>
    internal IReadOnlyList<ForecastPhase> Phases =>
    [
        .. Aggregates.Plan.Phases.Index().Select(one => new ForecastPhase(
            one.Item.Id, Run.Phases[one.Index].Label, one.Item.IsAllowance, MeanOf(Aggregates.Phase(one.Index, Measure.Cost)),
            Run.Phases[one.Index].Scope, _means[one.Index], _first[one.Index],
            amount => Summariser.AtMost(Aggregates.Phase(one.Index, Measure.Cost), (double)amount * PicoUsd))),
    ];

    private static Int128 MeanOf(MeasureAggregate cost) => (Int128)Math.Round(cost.Mean / PicoUsd);
}

/// <summary>What is foretold of a phase.</summary>
/// <param name="Id">Its id; the name of an allowance.</param>
/// <param name="Label">What tables print.</param>
/// <param name="IsAllowance">Whether it is tokens that belong to no call.</param>
/// <param name="MeanPicoUsd">Mean cost, rounded to a picodollar.</param>
/// <param name="Scope">Its bands.</param>
/// <param name="Means">Means of all its calls.</param>
/// <param name="First">Means of calls that are no repetition.</param>
/// <param name="PercentileOf">Where an amount falls.</param>
internal sealed record ForecastPhase(
    string Id, string Label, bool IsAllowance, Int128 MeanPicoUsd, ScopeSummary Scope, PhaseMeans Means, FirstMeans First,
    Func<Int128, Estimate> PercentileOf);
