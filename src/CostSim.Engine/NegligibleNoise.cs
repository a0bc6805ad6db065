using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine;

/// <summary>
/// Removes negligible deviations from a collapse: those of averages over sampled units, and of how unevenly units are spread over items,
/// where the sums themselves vary far more. Steps that only these need are removed too.
/// </summary>
/// <remarks>
/// A deviation of relative variance v beside one of V moves P1 and P99 of a sum by z·v / (2√V) of it, z = 2.33. Both are found where
/// nothing deviates, at some draws of the run-level factors.
/// </remarks>
internal sealed class NegligibleNoise
{
    /// <summary>A sum may be moved by this share of it at P1 and P99 for each deviation that is left out.</summary>
    private const double Tolerated = 1e-6;

    private readonly CollapsePlan _collapse;

    /// <summary>The greatest relative variance of each average's deviation.</summary>
    private readonly Dictionary<Step, double> _averages = new(ReferenceEqualityComparer.Instance);

    /// <summary>For each lane, the least relative variance of its own, and the greatest caused by uneven calls.</summary>
    private readonly Dictionary<Lane, (double Own, double Uneven)> _lanes = new(ReferenceEqualityComparer.Instance);

    private NegligibleNoise(Plan plan, CollapsePlan collapse, IKernels kernels)
    {
        _collapse = collapse;
        var draws = BlockEvaluator.Arrays(plan.RunDraws.Count);
        new RunDrawer(plan, LevelSeeds.OfPlanning, kernels).Draw(0, WordAddress.TrialsPerGroup, draws);
        var runner = new StepRunner(collapse, draws, LevelSeeds.Of(LevelSeeds.OfPlanning), kernels) { IsMean = true };
        runner.Start(0, WordAddress.TrialsPerGroup);
        foreach (var phase in collapse.Phases)
        {
            foreach (var step in phase.Steps)
            {
                runner.Run([step]);
                if (step is AverageStep { Base: not null, Variance.Choice: null } average)
                    _averages[step] = Greatest(average.Variance, runner);
            }

            foreach (var lane in phase.Lanes)
                _lanes[lane] = Of(lane, runner);
        }
    }

    /// <summary>The collapse without negligible deviations.</summary>
    public static CollapsePlan LeftOut(Plan plan, CollapsePlan collapse, IKernels kernels) =>
        new NegligibleNoise(plan, collapse, kernels).LeftOut();

    private CollapsePlan LeftOut()
    {
        var unseen = _averages.Where(average => average.Value <= Allowed(OwnOfThoseThatRead(average.Key))).Select(average => average.Key)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        var even = _lanes.Where(lane => lane.Key.Spread.Scatter is not null && lane.Value.Uneven <= Allowed(lane.Value.Own)).Select(
            lane => lane.Key).ToHashSet(ReferenceEqualityComparer.Instance);
        if (unseen.Count + even.Count == 0)
            return _collapse;
        List<CollapsedPhase> phases =
        [
            .. _collapse.Phases.Select(phase => phase with
            {
                Steps = [.. phase.Steps.Select(
                    step => unseen.Contains(step) ? new SumStep([new SumTerm(((AverageStep)step).Base!.Value, 1)], step.Result) : step)],
                Lanes = [.. phase.Lanes.Select(
                    lane => even.Contains(lane) ? lane with { Spread = lane.Spread with { Scatter = null } } : lane)],
            }),
        ];
        return _collapse with { Phases = WithoutUnread(phases), Error = _collapse.Error + Tolerated };
    }

    private static double Allowed(double own) => 2 * Tolerated * Math.Sqrt(own) / SumShapes.Z;

    private static double Greatest(AverageVariance variance, StepRunner runner)
    {
        var greatest = 0.0;
        for (var t = 0; t < WordAddress.TrialsPerGroup; t++)
            greatest = Math.Max(greatest, variance.Each * (variance.Constant + At(variance.Now, t) - At(variance.Before, t)));
        return greatest;

        double At(int? register, int trial) => register is { } known ? runner[known][trial] : 0;
    }

    private static (double Own, double Uneven) Of(Lane lane, StepRunner runner)
    {
        var (own, uneven, spread) = (double.PositiveInfinity, 0.0, lane.Spread);
        for (var t = 0; t < WordAddress.TrialsPerGroup; t++)
        {
            if (runner[lane.Calls][t] is > 0 and var calls)
                (own, uneven) = (Math.Min(own, spread.PerSquare + spread.PerCall / calls),
                    Math.Max(uneven, spread.Scatter is { } scatter ? spread.PerScatter * runner[scatter][t] / (calls * calls) : 0));
        }

        return (spread.Each is null && double.IsFinite(own) ? own : 0, uneven);
    }

    /// <summary>
    /// The least own variance of the lanes that an average scales; 0 if the average is also used elsewhere.
    /// </summary>
    private double OwnOfThoseThatRead(Step average)
    {
        var (own, reach) = (double.PositiveInfinity, new HashSet<int>());
        foreach (var phase in _collapse.Phases)
        {
            foreach (var step in phase.Steps)
            {
                var reads = step.Reads.Any(reach.Contains);
                if (reads && step is not (SumStep or AverageStep))
                    return 0;
                foreach (var register in step.AlsoWrites.Prepend(step.Result))
                    reach.Remove(register);
                if (reads || ReferenceEquals(step, average))
                    reach.Add(step.Result);
            }

            if (phase.Lanes.Any(lane => reach.Contains(lane.Calls) || (lane.Spread.Scatter is { } scatter && reach.Contains(scatter)))
                || (phase.Calls is { } calls && reach.Contains(calls))
                || phase.Singles.Any(
                    single =>
                        reach.Contains(single.Calls) || reach.Contains(single.Concentration)
                            || single.Averages.Any(each => each is { } known && reach.Contains(known))))
                return 0;
            foreach (var lane in phase.Lanes.Where(lane => reach.Contains(lane.Scaled)))
                own = Math.Min(own, _lanes[lane].Own);
        }

        return double.IsFinite(own) ? own : 0;
    }

    /// <summary>The phases without steps whose results are unused.</summary>
    private static List<CollapsedPhase> WithoutUnread(List<CollapsedPhase> phases)
    {
        var (read, kept) = (new HashSet<int>(), new List<CollapsedPhase>());
        foreach (var phase in Enumerable.Reverse(phases))
        {
            read.UnionWith(phase.Reads);
            var steps = new List<Step>();
            foreach (var step in Enumerable.Reverse(phase.Steps))
            {
                if (!step.AlsoWrites.Prepend(step.Result).Any(read.Contains))
                    continue;
                read.ExceptWith(step.AlsoWrites.Prepend(step.Result));
                read.UnionWith(step.Reads);
                steps.Add(step);
            }

            steps.Reverse();
            kept.Add(phase with { Steps = steps });
        }

        kept.Reverse();
        return kept;
    }
}
