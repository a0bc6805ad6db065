using CostSim.Engine.Comparison;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Comparison;

public class CostComponentsTests
{
    private const int Trials = 256;

    /// <summary>At one price of output, at several, and with fees, the components are those of a naive count.</summary>
    [Theory]
    [InlineData("", 1)]
    [InlineData("\"feePerCallUsd\": 0.001,", 2)]
    [InlineData(
        "\"retry\": { \"rate\": 0.3, \"rounds\": 1, \"fix\": { \"model\": \"gpt-5\", \"inputTokens\": 900, \"outputTokens\": 50 } },", 2)]
    public void They_add_up_to_the_cost(string more, int plans)
    {
        var plan = Planner.Build(
            Repository.Read($$"""
                {
                  "name": "One", "items": 4, "model": "gpt-5-mini", "tier": "batch", "spread": {},
                  "phases": [ { "id": "P1", {{more}} "inputTokens": [500, 1500], "outputTokens": [50, 90] } ],
                }
                """), 4);
        var components = new CostComponents(plan);
        TrialBlock[] blocks =
            [.. components.Plans.Select(each => BlockEvaluator.Create(each, 1, KernelSelector.Selected).Evaluate(0, Trials))];
        var (input, output, fees) = (new double[Trials], new double[Trials], new double[Trials]);
        components.Add(blocks, 0, input, output, fees);

        Assert.Equal(plans, components.Plans.Count);
        for (var t = 0; t < Trials; t++)
        {
            var calls = blocks[0].Phase(0, Measure.Calls)[t];
            Assert.Equal(blocks[0].Phase(0, Measure.Cost)[t] * plan.UnitsPerStep(Measure.Cost), input[t] + output[t] + fees[t], 1e-12);
            Assert.Equal(more.Contains("fee", StringComparison.Ordinal) ? 0.001 * calls : 0, fees[t], 1e-9);
            // A call has gpt-5-mini's prices in batch; a correction, which a refused call has before it is made again, those of gpt-5.
            var corrections = (calls - 4) / 2;
            var tokens = blocks[0].Phase(0, Measure.OutputTokens)[t] * plan.TokensPerStep;
            var expected = plans == 2 && more.Contains("fix", StringComparison.Ordinal)
                ? (tokens - 50 * corrections) * 1e-6 + 50 * corrections * 5e-6 : tokens * 1e-6;
            Assert.Equal(expected, output[t], 1e-9);
        }
    }
}
