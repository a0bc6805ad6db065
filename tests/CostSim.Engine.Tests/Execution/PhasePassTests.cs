using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Execution;

/// <summary>
/// The one pass against the passes it stands for, and against arithmetic trial by trial. The gate runs it with registers of every width.
/// </summary>
public class PhasePassTests
{
    /// <summary>
    /// Two item factors that several sums share, call factors in common, retries with a correction by another model, a sample, units that
    /// are dropped, splits; money that is no token cost in one phase.
    /// </summary>
    private const string Mixed = """
        { "name": "Mixed", "items": 400, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.2, "call": 0.2 },
          "factors": { "size": { "range": [0.5, 1.5], "level": "item" }, "depth": { "range": [0.7, 1.3], "level": "item" }, "style": { "range": [0.9, 1.1], "level": "run" }, "whim": { "range": [0.8, 1.2], "level": "call" } },
          "phases": [
            { "id": "A", "split": 3, "inputTokens": { "product": [[900, 1400], "size", "style"] }, "outputTokens": { "product": [300, "size", "depth", "whim"] }, "keep": [0.6, 0.9] },
            { "id": "B", "inputTokens": { "product": [700, "whim", "depth"] }, "outputTokens": { "product": [[200, 500], "whim", "style", "size"] },
              "retry": { "rate": [0.05, 0.2], "rounds": 2, "extraInputTokens": 50, "fix": { "model": "gpt-5", "inputTokens": [100, 300], "outputTokens": [20, 60] } } },
            { "id": "C", "share": [0.1, 0.3], "inputTokens": 500, "outputTokens": [50, 90] },
            { "id": "H", "share": 0.05, "usdPerUnit": [0.1, 0.2] },
            { "id": "D", "local": true, "keep": 0.5 },
            { "id": "E", "inputTokens": { "product": ["size", 400] }, "outputTokens": 10 } ],
          "allowances": [ { "name": "Guide", "inputTokensPerItem": [300, 350] } ] }
        """;

    [Theory]
    [InlineData(0, 1024)]
    [InlineData(1024, 700)]
    [InlineData(TrialBlock.TokensOfPhasesTrialsMax, 1024)]
    [InlineData(TrialBlock.DetailedTrialsMax, 1000)]
    public void It_gives_the_integers_of_pass_by_pass(long firstTrial, int count)
    {
        Plan[] plans = [Planner.Build(Repository.Read(Mixed), 400), Planner.Build(Repository.Read(WithoutOperations), 400),
            Planner.Build(Repository.FiftyAtoms(), 50), Planner.Build(Repository.FiftyAtoms(), 20)];
        foreach (var plan in plans)
        {
            var collapse = CollapsePlanner.Build(plan).Collapse!;
            var (inOne, apart) = (Evaluator(plan, collapse, inOnePass: true), Evaluator(plan, collapse, inOnePass: false));
            var (block, expected) = (inOne.Evaluate(firstTrial, count), apart.Evaluate(firstTrial, count));
            foreach (var measure in plan.Measures.Where(block.Has))
            {
                for (var p = 0; p < plan.Phases.Count && block.PhasesHave(measure); p++)
                    Assert.True(expected.Phase(p, measure).SequenceEqual(block.Phase(p, measure)), $"{measure} of {plan.Phases[p].Id}");
                Assert.True(expected.Total(measure).SequenceEqual(block.Total(measure)), $"{measure} of the run of {plan.Name}");
            }
        }
    }

    [Fact]
    public void Phases_of_one_pass_and_others_make_one_run()
    {
        var plan = Planner.Build(Repository.Read(Mixed), 400);
        var collapse = CollapsePlanner.Build(plan).Collapse!;
        var suits = plan.Phases.Zip(collapse.Phases, CollapsedEvaluator.Suits).ToList();

        Assert.Contains(true, suits);
        Assert.Contains(false, suits);
        Assert.Contains(collapse.Phases, phase => phase.Lanes.Any(lane => lane.Scaled != lane.Calls));
        Assert.Contains(collapse.Phases, phase => phase.Lanes.Any(lane => lane.Spread.Mix.Count > 1));
    }

    /// <summary>Asked for, tokens of late trials are there, and are those that the run's are made of.</summary>
    [Fact]
    public void Tokens_of_phases_are_kept_of_all_trials_where_asked()
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), 50);
        var evaluator = Evaluator(plan, CollapsePlanner.Build(plan).Collapse!, inOnePass: true);
        evaluator.KeepsAllTokens = true;
        var block = evaluator.Evaluate(TrialBlock.TokensOfPhasesTrialsMax, 1024);

        Assert.True(block.PhasesHave(Measure.InputTokens));
        for (var t = 0; t < block.Count; t++)
            Assert.Equal(block.Total(Measure.InputTokens)[t],
                Enumerable.Range(0, plan.Phases.Count).Sum(p => block.Phase(p, Measure.InputTokens)[t]));
    }

    [Fact]
    public void It_is_the_formula_trial_by_trial()
    {
        const int Length = 64;
        var plan = Planner.Build(Repository.FiftyAtoms(), 50);
        var block = new TrialBlock(plan, BlockEvaluator.BlockSize);
        double[] taken = Doubles(1, 1000), repeated = Doubles(2, 50), factors = Factors(3);
        double[] scaled = [.. taken.Zip(factors, (calls, factor) => calls * factor)],
            both = [.. taken.Zip(repeated, (first, again) => first + 2 * again)],
                billed = [.. taken.Zip(repeated, (first, again) => first + again)];
        float[][] draws = [Singles(5), Singles(6)];
        var deviations = new float[BlockEvaluator.BlockSize];
        KernelSelector.Selected.DrawDeviates(1, new WordAddress(7, 0, 0), 0, deviations);
        PassLane[] lanes =
        [
            new() { IsOutput = false, Price = 12_500, Factor = 256, Mean = 0.75, Calls = taken, Scaled = scaled, Draws = draws,
                Deviations = deviations, Law = new LaneLaw(1e-4f, 0.02f, 0, 0) },
            new() { IsOutput = true, Price = 1_000_000, Factor = 128, Mean = 1.5, Calls = both, Scaled = both, Draws = [draws[0]] },
        ];
        new PhasePass(block, 1, lanes, billed).Run(Length, isFirst: true);
        new PhasePass(block, 2, lanes, billed).Run(Length, isFirst: false);

        for (var t = 0; t < Length; t++)
        {
            var root = MathF.Sqrt((float)taken[t] * (1e-4f * (float)taken[t] + 0.02f)) * deviations[t];
            var input = (long)Math.Round(0.75 * Math.Max(0, scaled[t] + root) * (draws[0][t] * draws[1][t]) * 256);
            var output = (long)Math.Round(1.5 * (taken[t] + 2 * repeated[t]) * draws[0][t] * 128);
            Assert.Equal(input, block.Scope(2, Measure.InputTokens)[t]);
            Assert.Equal(output, block.Scope(2, Measure.OutputTokens)[t]);
            Assert.Equal((long)(taken[t] + repeated[t]), block.Scope(2, Measure.Calls)[t]);
            Assert.Equal(12_500 * input + 1_000_000 * output, block.Scope(2, Measure.Cost)[t]);
            Assert.Equal(2 * (12_500 * input + 1_000_000 * output), block.Scope(0, Measure.Cost)[t]);
            // Faults that must show: a step of the residual, or a draw, that is another's.
            Assert.NotEqual(input, (long)Math.Round(0.75 * Math.Max(0, scaled[t] - root) * (draws[0][t] * draws[1][t]) * 256));
            Assert.NotEqual(input, block.Scope(2, Measure.InputTokens)[(t + 1) % Length]);
        }
    }

    private static string WithoutOperations => Mixed.Replace("\"usdPerUnit\": [0.1, 0.2]", "\"local\": true", StringComparison.Ordinal);

    private static CollapsedEvaluator Evaluator(Plan plan, CollapsePlan collapse, bool inOnePass) =>
        new(plan, collapse, LevelSeeds.Of(7), KernelSelector.Selected, inOnePass);

    private static double[] Doubles(uint stream, int most) => [.. Words(stream).Select(word => (double)(word % most))];

    private static double[] Factors(uint stream) => [.. Words(stream).Select(word => 0.9 + word / 4294967296.0 / 5)];

    private static float[] Singles(uint stream) => [.. Words(stream).Select(word => 100 + word / 4294967296f * 400)];

    private static IEnumerable<uint> Words(uint stream) =>
        Enumerable.Range(0, BlockEvaluator.BlockSize).Select(t => new WordAddress(stream, 0, 0).Word(9, t));
}
