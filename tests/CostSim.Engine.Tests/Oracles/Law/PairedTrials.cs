using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>
/// Two plans of a scenario on the same run-level draws, trial by trial; items and calls are drawn apart. Given the run-level draws of a
/// trial the two have one law, if they have one at all, so that they may be exchanged in each trial: what depends on their difference is as
/// often above zero as below.
/// </summary>
internal sealed class PairedTrials
{
    /// <summary>Trials of the block that says how much work a trial is.</summary>
    private const int Sounding = 64;
    private const ulong Other = 0x9E3779B97F4A7C15;

    private PairedTrials(TrialTable tested, TrialTable reference, Plan plan) => (Tested, Reference, Plan) = (tested, reference, plan);

    public TrialTable Tested { get; }

    public TrialTable Reference { get; }

    public Plan Plan { get; }

    /// <summary>How measures of a scope are called in messages: scope 0 is the run.</summary>
    public string Name(int scope) => scope == 0 ? "the run" : Plan.Phases[scope - 1].Id;

    /// <summary>Draws both.</summary>
    /// <param name="tested">The plan under test.</param>
    /// <param name="reference">The plan call by call.</param>
    /// <param name="trials">Number of trials.</param>
    /// <param name="seed">Seed of the run-level draws; those of items and calls are made of it.</param>
    public static PairedTrials Draw(Plan tested, Plan reference, int trials, ulong seed) => new(
        Draw(tested, trials, new LevelSeeds(seed, seed, seed)), Draw(reference, trials, new LevelSeeds(seed, seed ^ Other, seed + Other)),
        reference);

    /// <summary>As many trials as fit into an amount of work, a multiple of the block.</summary>
    /// <param name="plan">The plan call by call.</param>
    /// <param name="draws">Draws of calls and items, about.</param>
    /// <param name="most">At most so many.</param>
    public static int Affordable(Plan plan, double draws, int most)
    {
        var block = BlockEvaluator.Create(plan, LevelSeeds.Of(1), KernelSelector.Selected).Evaluate(0, Sounding);
        var calls = 0.0;
        foreach (var value in block.Total(Measure.Calls))
            calls += value;
        // A call has a few draws; an item has those of its factors, and every phase looks at it.
        var perTrial = 4 * calls / Sounding + plan.Items * (4.0 + plan.ItemDraws.Count + 2 * plan.Phases.Count);
        // Where units branch, the trials of a register no longer go the same ways.
        perTrial *= plan.Phases.Any(phase => IsBranching(phase.Passage)) ? 4 : 1;
        return (int)Math.Clamp(draws / perTrial / BlockEvaluator.BlockSize, 1, most / BlockEvaluator.BlockSize) * BlockEvaluator.BlockSize;
    }

    private static bool IsBranching(Passage passage) =>
        passage.Takes.Count > 1 || passage.Pools.Count > 1 || passage.Joins || passage.Duplicates.Count > 0 || passage.Routes.Count > 0
            || passage.Splits.Any(split => split.From != split.To || split.Amount is not null)
        || passage.Pools.Any(pool => pool.Retry is { Reruns.Count: > 0 } or { FailedStream: not null });

    private static TrialTable Draw(Plan plan, int trials, LevelSeeds seeds)
    {
        var table = new TrialTable(plan.Phases.Count + 1, trials) { Measures = plan.Measures };
        var evaluator = BlockEvaluator.Create(plan, seeds, KernelSelector.Selected);
        for (var first = 0; first < trials; first += BlockEvaluator.BlockSize)
        {
            var block = evaluator.Evaluate(first, Math.Min(BlockEvaluator.BlockSize, trials - first));
            foreach (var measure in plan.Measures)
            {
                for (var scope = 0; scope < table.Scopes; scope++)
                {
                    var steps = scope == 0 ? block.Total(measure) : block.Phase(scope - 1, measure);
                    var (values, unit) = (table[scope, measure], plan.UnitsPerStep(measure));
                    for (var t = 0; t < steps.Length; t++)
                        values[first + t] = steps[t] * unit;
                }
            }
        }

        return table;
    }
}
